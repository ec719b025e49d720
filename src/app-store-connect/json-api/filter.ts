import type { FilterValues, Query } from './parameters.js'
import type { Moment } from '../records/moment.js'

/** What of a record a filter looks at; with several values, any of them will do. Undefined: nothing passes. */
type Looked = string | boolean | readonly string[] | undefined

/** One `filter[…]`: the values it takes, and what must be among those that are asked for. */
export interface Filter<R> {
  readonly takes: FilterValues
  /** Left out where no record of perftwin's has such a thing: then no record passes. */
  readonly of?: (record: R, moment: Moment) => Looked
}

export type Filters<R> = Readonly<Record<string, Filter<R>>>

/** The `exists[…]` of a type: whether a record has the thing. */
export type Existence<R> = Readonly<Record<string, (record: R) => boolean>>

function isAmong (looked: Looked, values: readonly string[]): boolean {
  if (looked === undefined) return false
  return typeof looked === 'object' ? looked.some((value) => values.includes(value)) : values.includes(String(looked))
}

/** The records that pass every filter of a query but one that has been seen to. A list of values means any of them. */
export function filtered<R> (
  records: readonly R[],
  { filters = {}, exists = {} }: { readonly filters?: Filters<R>, readonly exists?: Existence<R> },
  query: Query,
  moment: Moment,
  seenTo?: string
): readonly R[] {
  const tests: Array<(record: R) => boolean> = []
  for (const [name, values] of query.filters) {
    if (name !== seenTo) tests.push((record) => isAmong(filters[name]?.of?.(record, moment), values))
  }
  for (const [name, wanted] of query.exists) tests.push((record) => exists[name]?.(record) === wanted)
  return tests.length === 0 ? records : records.filter((record) => tests.every((passes) => passes(record)))
}
