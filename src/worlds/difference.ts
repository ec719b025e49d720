import type { Collection } from '../facts/collection.js'
import { factNames, shownKey, type FactName } from '../facts/facts.js'
import type { State } from './state.js'

/** What becomes of a record. */
export type Change = 'added' | 'changed' | 'gone'

/** What became of one record: its key (parts joined by "/"), and which fields differ if it is in both states. */
export interface RecordDifference {
  collection: FactName
  key: string
  change: Change
  fields?: string[]
}

/** What differs from one state to another, collection by collection in a fixed order, keys sorted. */
export function difference (from: State, to: State): RecordDifference[] {
  return factNames.flatMap((name) => {
    const before: Collection<object> = from.facts[name]
    const after: Collection<object> = to.facts[name]
    // Grown alike, two states can only differ where one of them was written to.
    const keys = from.base === to.base
      ? [...before.changed.keys(), ...after.changed.keys()]
      : [...keysOf(before), ...keysOf(after)]
    return [...new Set(keys)].sort()
      .flatMap((key) => compare(name, key, recordIn(from, name, key), recordIn(to, name, key)))
  })
}

/** A record of a state, that which goes on later than it was grown for included: that is no difference. */
function recordIn ({ base, facts }: State, name: FactName, key: string): object | undefined {
  const collection: Collection<object> = facts[name]
  const record = collection.get(key)
  return record === undefined && !collection.changed.has(key) ? base.furthest.facts[name].get(key) : record
}

const keysOf = (collection: Collection<object>): string[] =>
  [...collection.values()].map((record) => collection.spec.key(record))

function compare (
  collection: FactName,
  joinedKey: string,
  before: object | undefined,
  after: object | undefined
): RecordDifference[] {
  if (before === after) return []
  const key = shownKey(joinedKey)
  const change = changeOf(before, after)
  if (before === undefined || after === undefined) return [{ collection, key, change }]
  const fields = differentFields(before, after)
  return fields.length === 0 ? [] : [{ collection, key, change, fields }]
}

export function changeOf (before: object | undefined, after: object | undefined): Change {
  if (before === undefined) return 'added'
  return after === undefined ? 'gone' : 'changed'
}

/** Those of the first record in their order, then what only the second has. */
function differentFields (before: object, after: object): string[] {
  const old = new Map<string, unknown>(Object.entries(before))
  const now = new Map<string, unknown>(Object.entries(after))
  return [...new Set([...old.keys(), ...now.keys()])].filter((field) => {
    const [a, b] = [old.get(field), now.get(field)]
    return a !== b && JSON.stringify(a) !== JSON.stringify(b)
  })
}
