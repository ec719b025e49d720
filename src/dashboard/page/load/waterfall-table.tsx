import type { JSX } from 'preact'
import { bytes, count, ms } from '../ui/format.js'
import { VirtualRows } from '../ui/virtual-rows.js'
import type { Placed } from './axis.js'
import { Bars } from './bars.js'
import type { Cursor } from './lanes.js'
import { useWalk } from './walk.js'
import type { Row } from './waterfall.js'

interface Table extends Placed {
  readonly cursor: Cursor
  readonly chosen: number | undefined
  readonly choose: (index: number | undefined) => void
}

const rowHeight = 26
/** What a row is, for those who hear. */
export function wordsOf ({ start, end, transferred, status, isFailed }: Row): string {
  const answer = status === 0 ? 'no answer' : String(status)
  return `from ${ms(start)} to ${ms(end)}, ${bytes(transferred)}, ${isFailed ? 'failed: ' : ''}${answer}`
}

/** The requests, a row each: the name opens it, the arrow keys go up and down. */
export function WaterfallTable (table: Table): JSX.Element {
  const { load: { rows }, cursor, chosen, choose } = table
  const open = (index: number | undefined): void => {
    const row = index === undefined ? undefined : rows[index]
    if (row !== undefined) cursor.value = Math.round(row.start)
    choose(index)
  }
  const walk = useWalk({ name: 'request', length: rows.length, chosen, choose: open })
  const cells = (row: Row): JSX.Element => (
    <>
      <td class='name'>
        <span class='swatch' data-kind={row.kind} aria-hidden='true' />
        <button
          type='button'
          id={`request-${row.index}`}
          class={row.isFailed ? 'failed' : ''}
          title={row.url}
          aria-expanded={row.index === chosen}
          onClick={() => { open(row.index === chosen ? undefined : row.index) }}
          onKeyDown={(event) => { walk(event, row.index) }}
        >
          {row.isFailed && <span class='visually-hidden'>failed: </span>}{row.name}
        </button>
      </td>
      <td class='number'>{bytes(row.transferred)}</td>
      <td class='place'><Bars row={row} of={table} words={wordsOf(row)} /></td>
    </>
  )
  return (
    <div class='waterfall'>
      <VirtualRows
        name={`${count(rows.length)} requests`}
        items={rows}
        keyOf={({ index }) => index}
        rowHeight={rowHeight}
        height={Math.min(rows.length + 2, 13) * rowHeight}
        columns={[`${count(rows.length)} requests`, 'Size', 'Time']}
        row={cells}
        chosen={chosen}
      />
    </div>
  )
}
