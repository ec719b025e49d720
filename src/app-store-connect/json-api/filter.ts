import type { FilterValues, Query } from './parameters.js'
import type { Moment } from '../records/moment.js'

/** What of a record a filter looks at; with several values, any of them will do. Undefined: nothing passes. */
type Looked = string | boolean | ReadonlyArray<string | boolean> | undefined

/** One `filter[…]`: the values it takes, and what must be among those that are asked for. */
export interface Filter<R> {
  readonly takes: FilterValues
  /** Whether it is enough that what is looked at begins with a value. */
  readonly begins?: boolean
  /** Left out where no record of perftwin's has such a thing: then no record passes. */
  readonly of?: (record: R, moment: Moment) => Looked
}

export type Filters<R> = Readonly<Record<string, Filter<R>>>

/** The `exists[…]` of a type: whether a record has the thing. */
export type Existence<R> = Readonly<Record<string, (record: R) => boolean>>

function passes<R> ({ of, begins = false }: Filter<R>, record: R, moment: Moment, values: readonly string[]): boolean {
  const looked = of?.(record, moment)
  if (looked === undefined) return false
  const all = typeof looked === 'object' ? looked : [looked]
  return all.some((one) => values.some((value) => isWanted(one, value, begins)))
}

/** A boolean is text on the wire, in any case: clients write `False`, as their language has it. */
function isWanted (looked: string | boolean, value: string, begins: boolean): boolean {
  if (typeof looked === 'boolean') return value.toLowerCase() === String(looked)
  return begins ? looked.startsWith(value) : looked === value
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
    const filter = filters[name]
    if (filter !== undefined && name !== seenTo) tests.push((record) => passes(filter, record, moment, values))
  }
  for (const [name, wanted] of query.exists) tests.push((record) => exists[name]?.(record) === wanted)
  return tests.length === 0 ? records : records.filter((record) => tests.every((test) => test(record)))
}
