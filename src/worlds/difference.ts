import type { Collection } from '../facts/collection.js'
import { factNames, type FactName } from '../facts/facts.js'
import type { State } from './world.js'

/** What became of one record: its key (parts joined by "/"), and which fields differ if it is in both states. */
export interface RecordDifference { collection: FactName, key: string, change: 'added' | 'changed' | 'gone', fields?: string[] }

/** What differs from one state to another, collection by collection in a fixed order, keys sorted. */
export function difference (from: State, to: State): RecordDifference[] {
  return factNames.flatMap((name) => {
    const before = from.facts[name] as unknown as Collection<object>
    const after = to.facts[name] as unknown as Collection<object>
    // Grown alike, two states can only differ where one of them was written to.
    const keys = from.base === to.base ? [...before.changed.keys(), ...after.changed.keys()] : [...keysOf(before), ...keysOf(after)]
    return [...new Set(keys)].sort().flatMap((key) => compare(name, key, before.get(key), after.get(key)))
  })
}

const keysOf = (collection: Collection<object>): string[] => [...collection.values()].map(collection.spec.key)

function compare (collection: FactName, key: string, before: object | undefined, after: object | undefined): RecordDifference[] {
  const shown = key.replaceAll('\u0000', '/')
  if (before === after) return []
  if (before === undefined) return [{ collection, key: shown, change: 'added' }]
  if (after === undefined) return [{ collection, key: shown, change: 'gone' }]
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => {
    const [a, b] = [(before as Record<string, unknown>)[field], (after as Record<string, unknown>)[field]]
    return a !== b && JSON.stringify(a) !== JSON.stringify(b)
  })
  return fields.length === 0 ? [] : [{ collection, key: shown, change: 'changed', fields }]
}
