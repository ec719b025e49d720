import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

interface Rows<T> {
  readonly items: readonly T[]
  readonly keyOf: (item: T) => string | number
  /** How high every row is, px. */
  readonly rowHeight: number
  /** How high what is seen of them is, px. */
  readonly height: number
  readonly name: string
  readonly columns: readonly string[]
  /** The cells of a row. */
  readonly row: (item: T, index: number) => JSX.Element
  readonly rowClass?: (item: T) => string
  readonly chosen?: number | undefined
}

const spare = 8

/** So many rows are all in the document: they can be found, and printed. */
const few = 100

/** Stands for the rows that are not seen. */
const Gap = ({ height }: { height: number }): JSX.Element => <tr aria-hidden='true' style={{ height: `${height}px` }} />

/** A long table of which only what is seen is in the document; screen readers are told how many rows there are. */
export function VirtualRows<T> (rows: Rows<T>): JSX.Element {
  const { items, keyOf, rowHeight, height, name, columns, row, rowClass, chosen } = rows
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const isShort = items.length <= few
  const first = isShort ? 0 : Math.max(0, Math.floor(top / rowHeight) - spare)
  const last = isShort ? items.length : Math.min(items.length, Math.ceil((top + height) / rowHeight) + spare)

  useEffect(() => {
    const { current } = box
    if (current === null || chosen === undefined) return
    const [start, end] = [chosen * rowHeight, (chosen + 2) * rowHeight]
    if (start < current.scrollTop) current.scrollTop = start
    else if (end > current.scrollTop + height) current.scrollTop = end - height
  }, [chosen])

  return (
    <div
      ref={box}
      class='scrolls'
      role='region'
      aria-label={name}
      tabIndex={0}
      style={{ maxHeight: `${height}px` }}
      onScroll={({ currentTarget }) => { setTop(currentTarget.scrollTop) }}
    >
      <table aria-rowcount={items.length + 1}>
        <thead class='stays'>
          <tr aria-rowindex={1}>{columns.map((title) => <th key={title} scope='col'>{title}</th>)}</tr>
        </thead>
        <tbody>
          {first > 0 && <Gap height={first * rowHeight} />}
          {items.slice(first, last).map((item, offset) => (
            <tr
              key={keyOf(item)}
              aria-rowindex={first + offset + 2}
              class={`${rowClass?.(item) ?? ''}${first + offset === chosen ? ' chosen' : ''}`}
              style={{ height: `${rowHeight}px` }}
            >
              {row(item, first + offset)}
            </tr>
          ))}
          {last < items.length && <Gap height={(items.length - last) * rowHeight} />}
        </tbody>
      </table>
    </div>
  )
}
