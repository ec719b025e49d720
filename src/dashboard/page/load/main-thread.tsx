import type { JSX } from 'preact'
import { ChartFigure } from '../charts/figure.js'
import { count, ms } from '../ui/format.js'
import { shareOf, type Placed } from './axis.js'
import type { Cursor } from './lanes.js'
import { blocked, wordsOfKind } from './moments.js'
import { isLong, longTask, workKinds, type Task } from './trace.js'

type Of = Placed & { readonly cursor: Cursor, readonly name?: string }

const width = 1000
const height = 36

/** A rectangle's place and size as SVG has it. */
const across = (of: Of, start: number, end: number): { x: number, width: number } => {
  const x = shareOf(of, start) * width
  return { x, width: Math.max(0.5, shareOf(of, end) * width - x) }
}

/** A task, what it was made of, and how much of it keeps customers waiting. */
function TaskBar ({ task, of }: { task: Task, of: Of }): JSX.Element {
  const { start, end, parts } = task
  return (
    <g>
      <rect class='work' data-kind='other' y={8} height={height - 8} {...across(of, start, end)} />
      {parts.map((part) => (
        <rect
          key={part.start}
          class='work'
          data-kind={part.kind}
          y={8}
          height={height - 8}
          {...across(of, part.start, part.end)}
        />
      ))}
      {isLong(task) && <rect class='blocks' y={0} height={5} {...across(of, start + longTask, end)} />}
    </g>
  )
}

const columns = [
  { title: 'From', isNumber: true },
  { title: 'Lasts', isNumber: true },
  { title: 'Mostly' },
  { title: 'Of' }
]

/** What kept the main thread busy; arrow keys go through the tasks that keep customers waiting. */
export function MainThread (of: Of): JSX.Element {
  const { load, cursor, name = 'Main thread' } = of
  const long = load.tasks.filter(isLong)
  const at = cursor.value
  const under = at === undefined ? -1 : long.findIndex(({ start, end }) => start <= at && at < end)
  const sentence = (index: number): string => {
    const task = long[index]
    if (task === undefined) return ''
    const place = task.url === undefined ? '' : `, of ${task.url}`
    return `at ${ms(task.start)} for ${ms(task.end - task.start)}, mostly ${wordsOfKind(task.kind)}${place}`
  }
  const cells = (index: number): string[] => {
    const task = long[index]
    if (task === undefined) return []
    return [ms(task.start), ms(task.end - task.start), wordsOfKind(task.kind), task.url ?? '']
  }
  const caption = (
    <>
      <span class='lane-name'>{name}</span>
      <span class='muted'>{count(long.length)} long tasks; {ms(blocked(load))} of them beyond {longTask} ms</span>
    </>
  )
  return (
    <ChartFigure
      name={`${name}, long tasks`}
      caption={caption}
      length={long.length}
      chosen={under === -1 ? undefined : under}
      choose={(index) => { cursor.value = Math.round(long[index]?.start ?? 0) }}
      sentence={sentence}
      columns={columns}
      cells={cells}
    >
      <svg class='main-thread' viewBox={`0 0 ${width} ${height}`} preserveAspectRatio='none' aria-hidden='true'>
        {load.tasks.map((task) => <TaskBar key={task.start} task={task} of={of} />)}
      </svg>
    </ChartFigure>
  )
}

/** What the colours of the main thread mean. */
export const WorkLegend = (): JSX.Element => (
  <ul class='legend' aria-label='Colours of the main thread'>
    {workKinds.map((kind) => <li key={kind}><span class='swatch' data-kind={kind} />{wordsOfKind(kind)}</li>)}
    <li><span class='swatch blocks' />beyond {longTask} ms</li>
  </ul>
)
