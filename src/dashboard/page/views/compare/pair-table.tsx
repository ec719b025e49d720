import type { JSX } from 'preact'
import type { Placed } from '../../load/axis.js'
import { Bars } from '../../load/bars.js'
import { useWalk } from '../../load/walk.js'
import { wordsOf } from '../../load/waterfall-table.js'
import type { Row } from '../../load/waterfall.js'
import { bytes, change, count } from '../../ui/format.js'
import { VirtualRows } from '../../ui/virtual-rows.js'
import type { Pair } from './pairs.js'

interface Of {
  readonly pairs: readonly Pair[]
  readonly a: Placed
  readonly b: Placed
  readonly chosen: number | undefined
  readonly choose: (index: number | undefined) => void
}

const rowHeight = 38

/** How the second differs from the first, short. */
function tagOf ({ a, b }: Pair): string {
  if (a === undefined) return 'added'
  if (b === undefined) return 'removed'
  const by = change(a.transferred, b.transferred)
  return /^.[012] %$/.test(by) ? '' : by
}

const Bar = ({ row, of }: { row: Row | undefined, of: Placed }): JSX.Element =>
  row === undefined ? <span class='no-bar' /> : <Bars row={row} of={of} words={wordsOf(row)} />

/** The requests of both runs: in each row the first run's bar above the second's. */
export function PairTable ({ pairs, a, b, chosen, choose }: Of): JSX.Element {
  const walk = useWalk({ name: 'pair', length: pairs.length, chosen, choose })
  const cells = (pair: Pair, index: number): JSX.Element => {
    const row = pair.b ?? pair.a
    const tag = tagOf(pair)
    return (
      <>
        <td class='name'>
          <span class='swatch' data-kind={row?.kind} aria-hidden='true' />
          <button
            type='button'
            id={`pair-${index}`}
            title={row?.url}
            aria-expanded={index === chosen}
            onClick={() => { choose(index === chosen ? undefined : index) }}
            onKeyDown={(event) => { walk(event, index) }}
          >
            {row?.name}
          </button>
          {tag !== '' && <span class='tag' data-tag={tag}>{tag}</span>}
        </td>
        <td class='number'>{bytes(row?.transferred ?? 0)}</td>
        <td class='place'><Bar row={pair.a} of={a} /><Bar row={pair.b} of={b} /></td>
      </>
    )
  }
  return (
    <div class='waterfall pairs'>
      <VirtualRows
        name={`${count(pairs.length)} requests of both runs`}
        items={pairs}
        keyOf={({ key }) => key}
        rowHeight={rowHeight}
        height={Math.min(pairs.length + 1, 11) * rowHeight}
        columns={['Requests', 'Size', 'First run above second run']}
        row={cells}
        chosen={chosen}
      />
    </div>
  )
}
