import { factNames, keyOf, type FactName } from '../facts/facts.js'
import { Invalid } from '../kernel/errors.js'
import { isJsonObject, type JsonObject } from '../kernel/json.js'

/** What was put and deleted, by collection and key; undefined stands for a deleted record. */
type Changes = Map<string, Map<string, JsonObject | undefined>>

/** A world while additions are applied to it; `rest` is all that is no list of records. */
interface Replayed { rest: Record<string, unknown>, changes: Changes }

const object = (value: unknown, what: string): JsonObject => {
  if (isJsonObject(value)) return value
  throw new Invalid(`${what} is no object`)
}

const list = (value: unknown, what: string): readonly unknown[] => {
  if (Array.isArray(value)) return value
  throw new Invalid(`${what} is no list`)
}

const isFactName = (name: string): name is FactName => factNames.some((known) => known === name)

/** Applies what was added to a data file to the worlds in it; a world's step says how it came to differ. */
export class Replay {
  readonly #worlds = new Map<string, Replayed>()

  /** @throws Invalid where the worlds are none */
  constructor (worlds: unknown) {
    for (const [name, world] of Object.entries(object(worlds, 'worlds'))) this.#worlds.set(name, replayed(world))
  }

  /** @throws Invalid for what is no addition; nobody can tell then what comes after it */
  apply (addition: unknown): void {
    for (const [name, step] of Object.entries(object(object(addition, 'it').worlds, 'worlds'))) {
      if (step === null) this.#worlds.delete(name)
      else this.#step(name, object(step, name))
    }
  }

  worlds (): JsonObject {
    const worlds = [...this.#worlds].map(([name, { rest, changes }]) =>
      [name, { ...rest, changes: written(changes) }] as const)
    return Object.fromEntries(worlds)
  }

  #step (name: string, { whole, state, changes, snapshots, ...parts }: JsonObject): void {
    if (whole !== undefined) this.#worlds.set(name, replayed(whole))
    const world = this.#worlds.get(name)
    if (world === undefined) throw new Invalid(`there is no world ${name}`)
    if (state !== undefined) takeUp(world, replayed(state))
    for (const [part, value] of Object.entries(parts)) set(world.rest, part, value)
    if (snapshots !== undefined) {
      const kept = { ...(isJsonObject(world.rest.snapshots) ? world.rest.snapshots : {}) }
      for (const [saved, snapshot] of Object.entries(object(snapshots, 'snapshots'))) set(kept, saved, snapshot)
      set(world.rest, 'snapshots', Object.keys(kept).length === 0 ? null : kept)
    }
    if (changes !== undefined) apply(world.changes, object(changes, 'changes'))
  }
}

/** What a state does not say is as in its base. */
function takeUp (world: Replayed, { rest, changes }: Replayed): void {
  const { start, snapshots, ttl } = world.rest
  world.rest = { ...rest }
  for (const [name, value] of Object.entries({ start, snapshots, ttl })) {
    if (value !== undefined) world.rest[name] = value
  }
  world.changes = changes
}

function set (target: Record<string, unknown>, name: string, value: unknown): void {
  if (value === null) delete target[name]
  else target[name] = value
}

function replayed (world: unknown): Replayed {
  const { changes, ...rest } = object(world, 'a world')
  const collections: Changes = new Map()
  apply(collections, object(changes, 'changes'))
  return { rest, changes: collections }
}

function apply (collections: Changes, changes: JsonObject): void {
  for (const [name, change] of Object.entries(changes)) {
    if (!isFactName(name)) throw new Invalid(`changes.${name} is unknown`)
    const records = collections.get(name) ?? new Map<string, JsonObject | undefined>()
    collections.set(name, records)
    const { put, gone, back = [] } = object(change, name)
    for (const key of list(back, 'back')) records.delete(String(key))
    for (const record of list(put, 'put')) {
      const found = object(record, 'a record')
      records.set(keyOf(name, found), found)
    }
    for (const key of list(gone, 'gone')) records.set(String(key), undefined)
  }
}

function written (collections: Changes): JsonObject {
  const changes = [...collections].map(([name, records]) => {
    const put: JsonObject[] = []
    const gone: string[] = []
    for (const [key, record] of records) {
      if (record === undefined) gone.push(key)
      else put.push(record)
    }
    return [name, { put, gone }] as const
  })
  return Object.fromEntries(changes.filter(([, { put, gone }]) => put.length + gone.length > 0))
}
