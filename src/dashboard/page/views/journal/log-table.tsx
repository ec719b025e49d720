import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { count, time } from '../../ui/format.js'
import type { FilterKey } from './filter.js'
import { HttpStatus } from './http-status.js'
import type { Log, Row } from './log.js'
import { took } from './words.js'

/** How high every row is, px. The styles say so, too. */
const rowHeight = 32
const spare = 10

interface Table {
  readonly log: Log
  /** The key of the request that is shown beside. */
  readonly chosen: string | undefined
  readonly hrefOf: (row: Row) => string
  /** Shows another request beside, as one walks by the arrow keys. */
  readonly walkTo: (row: Row) => void
  readonly pick: (key: FilterKey, value: string) => void
}

const columns = ['#', 'Time', 'World', 'Status', 'Operation', 'Request', 'Duration', 'Faults', 'Actor'] as const

/** A value that asks for all that have it. Keys reach the same values beside the table. */
const Value = (
  { of, value, pick, children }:
  { of: FilterKey, value: string, pick: Table['pick'], children?: JSX.Element | string }
): JSX.Element => (
  <button type='button' class='value' tabIndex={-1} title={`only ${of}=${value}`} onClick={() => { pick(of, value) }}>
    {children ?? value}
  </button>
)

const Gap = ({ rows }: { rows: number }): JSX.Element =>
  <tr aria-hidden='true' style={{ height: `${rows * rowHeight}px` }} />

function Cells ({ row, hrefOf, pick }: { row: Row } & Pick<Table, 'hrefOf' | 'pick'>): JSX.Element {
  const { seq, at, world, status, operation, method, path, search, duration, faults, actor } = row
  return (
    <>
      <th scope='row'><a href={hrefOf(row)} aria-label={`Request ${seq}: ${method} ${path}`}>#{seq}</a></th>
      <td class='mono' title={`${time(at)} UTC`}>{at.slice(11, 23)}</td>
      <td><Value of='world' value={world} pick={pick} /></td>
      <td>
        {status === null
          ? <HttpStatus status={null} />
          : <Value of='status' value={String(status)} pick={pick}><HttpStatus status={status} /></Value>}
      </td>
      <td>{operation !== null && <Value of='operation' value={operation} pick={pick} />}</td>
      <td class='mono' title={`${method} ${path}${search}`}>
        <Value of='method' value={method} pick={pick} />
        <Value of='path' value={path} pick={pick} />{search}
      </td>
      <td class='number'>{took(duration)}</td>
      <td>{faults.map((fault) => <Value key={fault} of='fault' value={fault} pick={pick} />)}</td>
      <td>{actor}</td>
    </>
  )
}

interface LineOf extends Pick<Table, 'hrefOf' | 'pick'> {
  readonly row: Row
  readonly index: number
  readonly isChosen: boolean
}

const Line = ({ row, index, isChosen, hrefOf, pick }: LineOf): JSX.Element => (
  <tr aria-rowindex={index + 2} class={isChosen ? 'chosen' : ''}><Cells row={row} hrefOf={hrefOf} pick={pick} /></tr>
)

/** How high the box is: asked when it changes, for asking while rows come in would lay them out twice. */
function useHeight (box: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(600)
  useLayoutEffect(() => {
    const { current } = box
    if (current === null) return
    setHeight(current.clientHeight)
    const observer = new ResizeObserver(() => { setHeight(current.clientHeight) })
    observer.observe(current)
    return () => { observer.disconnect() }
  }, [])
  return height
}

/**
 * The log as a table that grows at its end. It follows the end as long as that is in sight and nobody reads: what is
 * pointed at, has the focus or is shown beside stays where it is.
 */
export function LogTable ({ log, chosen, hrefOf, walkTo, pick }: Table): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const height = useHeight(box)
  const [top, setTop] = useState(0)
  const [isHeld, setHeld] = useState(false)
  /** Whether the end was in sight when it was last moved by hand, and how many had come then. */
  const [wasAtEnd, setAtEnd] = useState(true)
  const seen = useRef(0)
  const trimmed = useRef(log.trimmed)
  const { rows, taken } = log
  const follows = wasAtEnd && !isHeld && chosen === undefined
  const end = Math.max(0, (rows.length + 1) * rowHeight - height)
  const shownTop = follows ? end : Math.min(end, top)
  if (end <= shownTop + rowHeight || seen.current === 0) seen.current = taken
  const unseen = taken - seen.current

  const scrolled = (): void => {
    const { current } = box
    if (current === null) return
    setTop(current.scrollTop)
    setAtEnd(current.scrollTop >= end - rowHeight)
  }
  const scrollTo = (place: number): void => {
    if (box.current !== null) box.current.scrollTop = place
  }

  useLayoutEffect(() => {
    if (follows) scrollTo(end)
    else if (log.trimmed > trimmed.current) scrollTo(top - (log.trimmed - trimmed.current) * rowHeight)
    trimmed.current = log.trimmed
  }, [taken, log.trimmed, follows, end])

  useLayoutEffect(() => {
    const index = chosen === undefined ? undefined : log.find(chosen)
    if (index === undefined) return
    const [first, last] = [index * rowHeight, (index + 2) * rowHeight]
    if (first < shownTop) scrollTo(first)
    else if (last > shownTop + height) scrollTo(last - height)
  }, [chosen])

  const walk = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    const here = chosen === undefined ? undefined : log.find(chosen)
    const row = rows[here === undefined ? rows.length - 1 : Math.min(rows.length - 1, Math.max(0, here + by))]
    if (row === undefined) return
    event.preventDefault()
    walkTo(row)
  }

  const first = Math.max(0, Math.floor(shownTop / rowHeight) - spare)
  const last = Math.min(rows.length, Math.ceil((shownTop + height) / rowHeight) + spare)
  // A row that is no longer seen gives its elements to one that comes: that costs a fifth of making new ones.
  const places = Math.ceil(height / rowHeight) + 2 * spare + 1
  return (
    <div class='log'>
      <div
        ref={box}
        class='scrolls'
        role='region'
        aria-label='Requests, oldest first; arrow keys walk through them'
        tabIndex={0}
        onScroll={scrolled}
        onKeyDown={walk}
        onPointerEnter={() => { setHeld(true) }}
        onPointerLeave={() => { setHeld(false) }}
        onFocusIn={() => { setHeld(true) }}
        onFocusOut={() => { setHeld(false) }}
      >
        <table aria-rowcount={rows.length + 1}>
          <thead class='stays'>
            <tr aria-rowindex={1}>{columns.map((title) => <th key={title} scope='col'>{title}</th>)}</tr>
          </thead>
          <tbody>
            {first > 0 && <Gap rows={first} />}
            {rows.slice(first, last).map((row, offset) => (
              <Line
                key={(log.trimmed + first + offset) % places}
                row={row}
                index={first + offset}
                isChosen={row.key === chosen}
                hrefOf={hrefOf}
                pick={pick}
              />
            ))}
            {last < rows.length && <Gap rows={rows.length - last} />}
          </tbody>
        </table>
      </div>
      {unseen > 0 && (
        <button type='button' class='primary unseen' onClick={() => { scrollTo(end) }}>{count(unseen)} new ↓</button>
      )}
    </div>
  )
}
