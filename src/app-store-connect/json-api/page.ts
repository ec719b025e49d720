import { firstIndex } from '../../kernel/sorted.js'
import type { SortKey } from './parameters.js'

/** What a record is sorted by: compared part by part. The last part makes it unique. */
export type Position = ReadonlyArray<string | number>

/** How a list is ordered: by the position that each record has, each part ascending or descending. */
export interface Order<T> {
  readonly position: (record: T) => Position
  readonly descending: readonly boolean[]
}

/** The order of records that are made one after the other: the latest first. */
export const newestFirst: Order<{ readonly created: number, readonly id: string }> = {
  position: ({ created, id }) => [created, id],
  descending: [true, false]
}

/** What clients may sort a list by, by the parameter's name. */
export type Sorts<T> = Readonly<Record<string, (record: T) => string | number>>

/** Compares positions of one order, which have equally many parts; negative when `a` comes first. */
export function comparePositions (a: Position, b: Position, descending: readonly boolean[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other === undefined || part === other) continue
    return (part < other) !== (descending[index] === true) ? -1 : 1
  }
  return 0
}

/** A version such as 10.2.1 as text that sorts as versions do: 9 before 10. */
export const versionText = (version: string): string =>
  version.split('.').map((part) => /^\d+$/.test(part) ? part.padStart(12, '0') : part).join('.')

/** The order a client asked for, ties in the list's own order. */
export function orderOf<T> (sort: readonly SortKey[], sorts: Sorts<T>, usual: Order<T>): Order<T> {
  if (sort.length === 0) return usual
  const keys = sort.flatMap(({ name, descending }) => {
    const keyOf = sorts[name]
    return keyOf === undefined ? [] : [{ keyOf, descending }]
  })
  return {
    position: (record) => [...keys.map(({ keyOf }) => keyOf(record)), ...usual.position(record)],
    descending: [...keys.map(({ descending }) => descending), ...usual.descending]
  }
}

/** Sorts into an order, computing each record's position once. */
export function sorted<T> (list: readonly T[], order: Order<T>): T[] {
  return list
    .map((record) => ({ record, position: order.position(record) }))
    .sort((a, b) => comparePositions(a.position, b.position, order.descending))
    .map(({ record }) => record)
}

export interface Page<T> { readonly items: readonly T[], readonly next: Position | undefined, readonly total: number }

/**
 * The records after a position of a sorted list. A cursor is a position, not a count, so that records that come and go
 * between two pages neither hide nor repeat others.
 */
export function pageAfter<T> (
  list: readonly T[], order: Order<T>, limit: number, after: Position | undefined
): Page<T> {
  const low = after === undefined
    ? 0
    : firstIndex(list, (record) => comparePositions(order.position(record), after, order.descending) > 0)
  const items = list.slice(low, low + limit)
  const last = items.at(-1)
  const isLast = low + limit >= list.length
  return { items, next: isLast || last === undefined ? undefined : order.position(last), total: list.length }
}
