import type { Collection, CollectionSpec, RecordHolder } from '../facts/collection.js'
import { factNames, type Facts } from '../facts/facts.js'
import { MemoryUsedUp } from '../kernel/errors.js'
import type { MemoryBudget } from '../kernel/memory-budget.js'
import { weightOf } from '../kernel/weight.js'
import type { Base } from './base.js'
import type { State } from './state.js'

/** A record (or a base) with how often it is held; `file`: the SHA-256 of stored bytes that it stands for. */
interface Held { times: number, readonly bytes: number, readonly file: string | undefined }

/** What a place in a collection takes, whoever else holds the record. Bytes. */
const perPlace = 64

/** So many records of a collection are weighed to know what all of them take. */
const sampled = 8

/**
 * What the worlds of a twin and their snapshots hold beyond the base that they share: each record counts once, however
 * many hold it. So it is known what writes take, and when nothing stands for stored bytes any more.
 */
export class Holdings implements RecordHolder {
  readonly #held = new WeakMap<object, Held>()
  readonly #files = new Map<string, number>()
  /** Told of stored bytes, by their SHA-256, that no record stands for any more. */
  whenFree: (file: string) => void = () => {}

  constructor (readonly memory: MemoryBudget, readonly home: Base) {}

  /** @throws MemoryUsedUp when so many bytes more may not be held, whatever is let go of. */
  checkRoom (bytes = 0): void {
    if (!this.memory.hasRoom(bytes)) throw new MemoryUsedUp(usedUp(this.memory.limit))
  }

  /** Whether a record of any world or snapshot stands for these stored bytes. */
  refersTo (file: string): boolean { return this.#files.has(file) }

  hold (record: object, spec: CollectionSpec<object>): void {
    this.#hold(record, () => ({ times: 0, bytes: weightOf(record), file: spec.bytes?.(record) }))
  }

  /** A record that is not held is one of the base's. */
  release (record: object): void {
    const held = this.#held.get(record)
    if (held === undefined) return
    const { worlds } = this.memory.accounts
    worlds.add(-perPlace)
    if (--held.times > 0) return
    this.#held.delete(record)
    worlds.add(-held.bytes)
    if (held.file !== undefined) this.#releaseFile(held.file)
  }

  /** Holds all that a state has beyond the twin's own base. */
  holdState ({ base, facts }: Pick<State, 'base' | 'facts'>): void {
    if (base !== this.home) this.#hold(base, () => ({ times: 0, bytes: baseWeight(base), file: undefined }))
    for (const { record, spec } of changesOf(facts)) this.hold(record, spec)
  }

  releaseState ({ base, facts }: Pick<State, 'base' | 'facts'>): void {
    if (base !== this.home) this.release(base)
    for (const { record } of changesOf(facts)) this.release(record)
  }

  #hold (thing: object, weigh: () => Held): void {
    let held = this.#held.get(thing)
    if (held === undefined) {
      this.#held.set(thing, held = weigh())
      const { file } = held
      if (file !== undefined) this.#files.set(file, (this.#files.get(file) ?? 0) + 1)
    }
    const bytes = held.times++ === 0 ? held.bytes : 0
    this.memory.accounts.worlds.add(bytes + perPlace)
  }

  #releaseFile (file: string): void {
    const left = (this.#files.get(file) ?? 0) - 1
    if (left > 0) {
      this.#files.set(file, left)
      return
    }
    this.#files.delete(file)
    this.whenFree(file)
  }
}

const usedUp = (limit: number): string =>
  `the memory budget of ${Math.floor(limit / 1024 / 1024)} MB has no room beside what was written; ` +
  'reset or delete worlds, delete snapshots or uploads, or start with a larger --memory'

/** The records in which facts differ from what they were grown as. */
function * changesOf (facts: Facts): Iterable<{ record: object, spec: CollectionSpec<object> }> {
  for (const name of factNames) {
    const { changed, spec }: Collection<object> = facts[name]
    if (changed.size === 0) continue
    for (const record of changed.values()) if (record !== undefined) yield { record, spec }
  }
}

/** What a base takes: the world file, and its records by the weight of a few of each collection. */
function baseWeight ({ facts, origin: { file } }: Base): number {
  let bytes = weightOf(file)
  for (const name of factNames) {
    const { size } = facts[name]
    if (size === 0) continue
    let weighed = 0
    let sample = 0
    for (const record of facts[name].values()) {
      sample += weightOf(record) + perPlace
      if (++weighed === sampled) break
    }
    bytes += size * sample / weighed
  }
  return Math.ceil(bytes)
}
