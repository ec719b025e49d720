import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { announce } from '../ui/announcer.js'

interface Column { readonly title: string, readonly isNumber?: boolean }

interface Chart {
  /** What it shows, in a sentence: what a screen reader says of it. */
  readonly caption: ComponentChildren
  readonly name: string
  /** How many things it shows, for the arrows to walk through. */
  readonly length: number
  readonly chosen: number | undefined
  /** `isSpan`: what lies between it and what was chosen before is meant, too (shift). */
  readonly choose: (index: number, isSpan: boolean) => void
  /** What a thing is, for those who hear. */
  readonly sentence: (index: number) => string
  readonly open?: (index: number) => void
  /** The same as a table. */
  readonly columns: readonly Column[]
  readonly cells: (index: number) => readonly ComponentChildren[]
  readonly children: ComponentChildren
  readonly tools?: ComponentChildren
}

const moves: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: (_index, last) => last
}

/**
 * A chart for eyes, ears and keys: one tab stop, arrows walk through its things, Enter opens one, and a table stands
 * behind it. `children` draw; they are hidden from screen readers, which are told each thing in words.
 */
export function ChartFigure (chart: Chart): JSX.Element {
  const { caption, name, length, chosen, choose, sentence, open, columns, cells, children, tools } = chart
  const [isTable, setTable] = useState(false)
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = length - 1
    const move = moves[event.key]
    if (event.key === 'Enter' && chosen !== undefined) open?.(chosen)
    else if (move === undefined || last < 0) return
    else {
      const index = Math.min(last, Math.max(0, move(chosen ?? (event.key === 'ArrowLeft' ? last + 1 : -1), last)))
      choose(index, event.shiftKey)
      announce(sentence(index))
    }
    event.preventDefault()
  }
  return (
    <figure class='chart'>
      <figcaption class='row spread'>
        <span>{caption}</span>
        <span class='row'>
          {tools}
          <button type='button' aria-pressed={isTable} onClick={() => { setTable(!isTable) }}>as table</button>
        </span>
      </figcaption>
      {isTable
        ? <ChartTable name={name} length={length} columns={columns} cells={cells} />
        : (
          <div
            role='application'
            aria-roledescription='chart'
            aria-label={`${name}: ${length} in all; arrow keys walk through them`}
            tabIndex={0}
            onKeyDown={onKeyDown}
          >
            {children}
          </div>
          )}
    </figure>
  )
}

const most = 1000

type TableOfChart = Pick<Chart, 'name' | 'length' | 'columns' | 'cells'>

function ChartTable ({ name, length, columns, cells }: TableOfChart): JSX.Element {
  const classOf = (column: Column | undefined): string => column?.isNumber === true ? 'number' : ''
  const indexes = Array.from({ length: Math.min(length, most) }, (_, index) => index)
  return (
    <div class='scrolls' role='region' aria-label={`${name}, as a table`} tabIndex={0} style={{ maxHeight: '420px' }}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => <th key={column.title} scope='col' class={classOf(column)}>{column.title}</th>)}
          </tr>
        </thead>
        <tbody>
          {indexes.map((index) => (
            <tr key={index}>
              {cells(index).map((cell, column) => (
                <td key={column} class={classOf(columns[column])}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
