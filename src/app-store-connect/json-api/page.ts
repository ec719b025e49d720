import { sha256 } from '../../kernel/ids.js'
import { BadParameters } from '../http/refusals.js'
import type { SortKey } from './parameters.js'
import { firstIndex } from '../../kernel/sorted.js'

/** What a record is sorted by: compared part by part. The last part makes it unique. */
export type Position = ReadonlyArray<string | number>

/** How a list is ordered: by the position that each record has, each part ascending or descending. */
export interface Order<T> {
  readonly position: (record: T) => Position
  readonly descending: readonly boolean[]
}

/** Compares positions; negative when `a` comes first. */
export function comparePositions (a: Position, b: Position, descending: readonly boolean[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index]!
    if (part === other) continue
    return (part < other) !== (descending[index] === true) ? -1 : 1
  }
  return 0
}

/** A version such as 10.2.1 as text that sorts as versions do: 9 before 10. */
export const versionText = (version: string): string =>
  version.split('.').map((part) => /^\d+$/.test(part) ? part.padStart(12, '0') : part).join('.')

/** The order a client asked for, ties in the list's own order. */
export function orderOf<T> (sort: readonly SortKey[], sorts: Readonly<Record<string, (record: T) => string | number>>, usual: Order<T>): Order<T> {
  if (sort.length === 0) return usual
  return {
    position: (record) => [...sort.map(({ name }) => sorts[name]!(record)), ...usual.position(record)],
    descending: [...sort.map(({ descending }) => descending), ...usual.descending]
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
export function pageAfter<T> (list: readonly T[], order: Order<T>, limit: number, after: Position | undefined): Page<T> {
  const low = after === undefined
    ? 0
    : firstIndex(list, (record) => comparePositions(order.position(record), after, order.descending) > 0)
  const items = list.slice(low, low + limit)
  return { items, next: low + limit < list.length ? order.position(items.at(-1)!) : undefined, total: list.length }
}

/** What a cursor belongs to: the same path, filters and order; not the size of the page. */
const bindingOf = (target: string): string => {
  const [path = '', query = ''] = target.split('?')
  const parameters = [...new URLSearchParams(query)].filter(([name]) => /^(?:filter|exists|sort)/.test(name)).map((pair) => pair.join('=')).sort()
  return sha256([path, ...parameters].join('\n')).slice(0, 8)
}

/** An opaque cursor for the page after `position` of the list that `target` (path and query) asks for. */
export const encodeCursor = (target: string, position: Position): string =>
  Buffer.from(JSON.stringify([bindingOf(target), ...position])).toString('base64url')

/** @throws BadParameters for a cursor of another list, or none at all. */
export function decodeCursor (target: string, cursor: string, parts: number): Position {
  try {
    const [binding, ...position] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string, ...Array<string | number>]
    if (binding === bindingOf(target) && position.length === parts && position.every((part) => typeof part === 'string' || typeof part === 'number')) return position
  } catch {}
  throw new BadParameters([{ kind: 'cursor', parameter: 'cursor', value: cursor }])
}
