import type { JSX } from 'preact'
import { ChartFigure } from '../charts/figure.js'
import { ms } from '../ui/format.js'
import { momentAt, percent, shareOf, type Placed } from './axis.js'
import { filmstrip, frameAt } from './frames.js'
import type { Cursor } from './lanes.js'
import { happeningAt, momentsOf, sentenceAt } from './moments.js'
import { TimeAxis } from './time-axis.js'

type Of = Placed & { readonly cursor: Cursor, readonly name: string }

const nearest = (moments: readonly number[], at: number): number => {
  const index = moments.findIndex((moment) => moment >= at)
  return index === -1 ? moments.length - 1 : index
}

/** What is seen and done at the moment that is looked at. */
function Moment ({ load, cursor }: Of): JSX.Element {
  const at = cursor.value ?? 0
  const { underWay, work, marks } = happeningAt(load, at)
  const frame = frameAt(load.frames, at)
  return (
    <span class='at-moment'>
      <span class='picture' data-device={load.device}>{frame !== undefined && <img src={frame.picture} alt='' />}</span>
      <span>
        <strong>{ms(at)}</strong>
        {marks.map((mark) => <span key={mark}>{mark}</span>)}
        <span>{underWay} under way</span>
        <span class='muted'>{work}</span>
      </span>
    </span>
  )
}

const columns = [
  { title: 'Time', isNumber: true },
  { title: 'Lines' },
  { title: 'Requests under way', isNumber: true },
  { title: 'Requests done', isNumber: true },
  { title: 'Main thread' },
  { title: 'Picture' }
]

/** The page as it was seen, picture by picture on the time axis; arrow keys walk through time. */
export function Filmstrip (of: Of): JSX.Element {
  const { load, axis, zero, cursor, name } = of
  const number = load.device === 'mobile' ? 12 : 8
  const moments = momentsOf(load, axis.to + zero, Math.max(0, axis.from + zero))
  const cells = filmstrip(load.frames, [momentAt(of, 0), momentAt(of, 1)], number)
  const at = (index: number): number => moments[index] ?? 0
  const rowAt = (index: number): Array<string | number> => {
    const { marks, underWay, done, work, frame } = happeningAt(load, at(index))
    return [ms(at(index)), marks.join(', '), underWay, done, work, frame]
  }
  return (
    <ChartFigure
      name={name}
      caption={<><span class='lane-name'>{name}</span><Moment {...of} /></>}
      length={moments.length}
      chosen={cursor.value === undefined ? undefined : nearest(moments, cursor.value)}
      choose={(index) => { cursor.value = at(index) }}
      sentence={(index) => sentenceAt(load, at(index))}
      columns={columns}
      cells={rowAt}
    >
      <TimeAxis {...of} />
      <div class='filmstrip' data-device={load.device}>
        {cells.map(({ from, to, frame, isNew }) => (
          <span
            key={from}
            class={isNew ? 'film new' : 'film'}
            style={{ left: percent(shareOf(of, from)), width: percent(1 / number) }}
            title={`until ${ms(to)}`}
          >
            {frame !== undefined && <img src={frame.picture} alt='' draggable={false} />}
          </span>
        ))}
      </div>
    </ChartFigure>
  )
}
