import type { JSX } from 'preact'
import { nameOfPhase } from '../../load/bars.js'
import { phases, type Row } from '../../load/waterfall.js'
import { bytes, change, ms } from '../../ui/format.js'
import type { Pair } from './pairs.js'

type Line = readonly [title: string, a: string, b: string, by: string]

const phaseOf = (row: Row | undefined, phase: string): number => {
  const segment = row?.segments.find((each) => each.phase === phase)
  return segment === undefined ? 0 : segment.end - segment.start
}

/** What can be told of a request in both runs, line by line. */
function linesOf ({ a, b }: Pair): Line[] {
  const text = (title: string, of: (row: Row) => string): Line =>
    [title, a === undefined ? '' : of(a), b === undefined ? '' : of(b), '']
  const number = (title: string, of: (row: Row | undefined) => number, write: (value: number) => string): Line => {
    const [before, after] = [of(a), of(b)]
    const by = a === undefined || b === undefined || write(before) === write(after) ? '' : change(before, after)
    return [title, a === undefined ? '' : write(before), b === undefined ? '' : write(after), by]
  }
  return [
    text('URL', ({ url }) => url),
    text('Status', ({ status }) => String(status)),
    text('Priority', ({ priority }) => priority),
    number('Over the line', (row) => row?.transferred ?? 0, bytes),
    number('Unpacked', (row) => row?.size ?? 0, bytes),
    number('Begins at', (row) => row?.start ?? 0, ms),
    number('Takes', (row) => row === undefined ? 0 : row.end - row.start, ms),
    ...phases.map((phase) => number(nameOfPhase(phase), (row) => phaseOf(row, phase), ms))
  ]
}

/** A request in both runs. */
export function PairDetails ({ pair, close }: { pair: Pair, close: () => void }): JSX.Element {
  const name = (pair.b ?? pair.a)?.name ?? ''
  return (
    <section class='drawer' aria-label={`Request ${name} in both runs`} tabIndex={0}>
      <div class='row spread'><h3>{name}</h3><button type='button' onClick={close}>Close</button></div>
      <table>
        <thead>
          <tr>
            {['What', 'First run', 'Second run', '±'].map((title) => <th key={title} scope='col'>{title}</th>)}
          </tr>
        </thead>
        <tbody>
          {linesOf(pair).map(([title, a, b, by]) => (
            <tr key={title}><th scope='row'>{title}</th><td>{a}</td><td>{b}</td><td class='number'>{by}</td></tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
