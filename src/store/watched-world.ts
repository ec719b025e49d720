import { listen, type Collection, type RecordListener } from '../facts/collection.js'
import { factNames, type FactName } from '../facts/facts.js'
import type { Worlds } from '../worlds/registry.js'
import type { Snapshot } from '../worlds/snapshots.js'
import type { State } from '../worlds/state.js'
import type { World } from '../worlds/world.js'
import type { StoredSnapshot, StoredWorld } from './stored.js'
import { isEmptyRecord, writeClock, writeProgress, writeState, type StateRecord, type StoredChanges } from './states.js'

/** What was put and deleted since it was told, and the keys of what is again as if nobody had touched it (`back`). */
export interface Step extends StoredChanges { readonly back?: readonly string[] }

/**
 * How a world differs from what was told of it before: all of it (`whole`), or its parts. What is null is again as in
 * the base.
 */
export interface WorldStep {
  readonly whole?: StoredWorld
  readonly start?: StateRecord | null
  /** The state that it took up; what stands beside it came afterwards. */
  readonly state?: StateRecord
  readonly clock?: StateRecord['clock'] | null
  readonly progress?: StateRecord['progress'] | null
  readonly ttl?: number | null
  readonly snapshots?: Readonly<Record<string, StoredSnapshot | null>>
  readonly changes?: Partial<Record<FactName, Step>>
}

/** The keys touched in each collection, and whether there was nothing at the key in between. */
type Touched = Map<FactName, Map<string, boolean>>

/** A world as it was told last. */
interface Told {
  readonly setting: object
  readonly advanced: number
  readonly progress: object
  readonly start: State
  readonly snapshots: ReadonlyMap<string, Snapshot>
  readonly ttl: number | undefined
  /** Whether there was anything to tell: a world like its base is not written down. */
  readonly kept: boolean
}

/** Notices what changes in a world, so that each change can be told by itself, whatever else the world holds. */
export class WatchedWorld implements RecordListener {
  #told: Told | undefined
  #touched: Touched = new Map()
  #restored = false
  /** What was told by `take`, until it is safe. */
  #taken: { touched: Touched, restored: boolean, told: Told } | undefined

  constructor (readonly world: World, readonly worlds: Worlds) {
    listen(world.revision, this)
  }

  /** Whether anything of it is written down. */
  get isKept (): boolean { return this.#told?.kept === true }

  changed (collection: Collection<object>, key: string, _before: object | undefined, after: object | undefined): void {
    const { facts } = this.world
    const name = factNames.find((each) => facts[each] === collection)
    if (name === undefined) return
    let keys = this.#touched.get(name)
    if (keys === undefined) this.#touched.set(name, keys = new Map())
    keys.set(key, after === undefined || keys.get(key) === true)
  }

  restored (): void {
    this.#touched.clear()
    this.#restored = true
  }

  /** How it differs from what was told before: undefined where it does not, null where it is like its base again. */
  take (): WorldStep | null | undefined {
    const before = this.#told
    if (before !== undefined && this.#touched.size === 0 && !this.#restored && this.#isAsTold(before)) return undefined
    const told = this.#look()
    const step = this.#step(before, told)
    this.#begin(told)
    return step
  }

  /** All that it holds beyond its base; undefined when there is nothing. */
  takeAll (): StoredWorld | undefined {
    const told = this.#look()
    this.#begin(told)
    return told.kept ? storedWorld(this.world, this.worlds) : undefined
  }

  #begin (told: Told): void {
    this.#taken = { touched: this.#touched, restored: this.#restored, told }
    this.#touched = new Map()
    this.#restored = false
  }

  /** What was taken last is safe. */
  keep (): void {
    this.#told = this.#taken?.told ?? this.#told
    this.#taken = undefined
  }

  /** What was taken last is not safe: it is taken again with what comes. */
  putBack (): void {
    if (this.#taken === undefined) return
    const { touched, restored } = this.#taken
    this.#taken = undefined
    // What was touched before the world took up another state is of no matter any more.
    if (this.#restored) return
    this.#restored = restored
    for (const [name, keys] of this.#touched) {
      const earlier = touched.get(name)
      if (earlier === undefined) touched.set(name, keys)
      else for (const [key, wasGone] of keys) earlier.set(key, wasGone || earlier.get(key) === true)
    }
    this.#touched = touched
  }

  #look (): Told {
    const { clock: { setting, advanced }, progress, start, snapshots, name } = this.world
    const byName = new Map(snapshots.list().map((snapshot) => [snapshot.name, snapshot]))
    const kept = !isLikeBase(this.world, this.worlds)
    return { setting, advanced, progress, start, snapshots: byName, ttl: this.worlds.leaseOf(name)?.ttl, kept }
  }

  #isAsTold ({ setting, advanced, progress, start, snapshots, ttl }: Told): boolean {
    const { clock, snapshots: now } = this.world
    return clock.setting === setting && clock.advanced === advanced && this.world.progress === progress &&
      this.world.start === start && this.worlds.leaseOf(this.world.name)?.ttl === ttl &&
      now.size === snapshots.size && now.list().every((each) => snapshots.get(each.name) === each)
  }

  #step (before: Told | undefined, { kept, ttl, start, snapshots }: Told): WorldStep | null | undefined {
    if (!kept) return before?.kept === true ? null : undefined
    const { world, worlds, worlds: { base: home } } = this
    if (before?.kept !== true) return { whole: storedWorld(world, worlds) }
    const { clock, progress } = world
    const sameClock = clock.setting === before.setting && clock.advanced === before.advanced
    return {
      ...(start === before.start ? {} : { start: isForked(world, worlds) ? writeState(start, home) : null }),
      ...(ttl === before.ttl ? {} : { ttl: ttl ?? null }),
      ...stepOf('snapshots', snapshotSteps(before.snapshots, snapshots, worlds)),
      ...(this.#restored
        ? { state: writeState(world, home) }
        : {
            ...(sameClock ? {} : { clock: writeClock(world, home) ?? null }),
            ...(progress === before.progress ? {} : { progress: writeProgress(world) ?? null }),
            ...stepOf('changes', changeSteps(world, this.#touched))
          })
    }
  }
}

const stepOf = <Name extends string, T>(name: Name, step: T | undefined): { readonly [Each in Name]?: T } =>
  step === undefined ? {} : { [name]: step } as { readonly [Each in Name]: T }

function changeSteps ({ facts }: World, touched: Touched): WorldStep['changes'] {
  if (touched.size === 0) return undefined
  return Object.fromEntries([...touched].map(([name, keys]) => [name, changeStep(facts[name], keys)]))
}

function changeStep ({ changed }: Collection<object>, keys: ReadonlyMap<string, boolean>): Step {
  const put: object[] = []
  const gone: string[] = []
  const back: string[] = []
  for (const [key, wasGone] of keys) {
    const record = changed.get(key)
    // What was away in between has lost its place among the others.
    if (!changed.has(key) || wasGone) back.push(key)
    if (record !== undefined) put.push(record)
    else if (changed.has(key)) gone.push(key)
  }
  return { put, gone, ...(back.length === 0 ? {} : { back }) }
}

function snapshotSteps (
  before: ReadonlyMap<string, Snapshot>, now: ReadonlyMap<string, Snapshot>, { base }: Worlds
): WorldStep['snapshots'] {
  const steps: Array<[string, StoredSnapshot | null]> = []
  for (const name of before.keys()) if (!now.has(name)) steps.push([name, null])
  for (const [name, snapshot] of now) {
    if (before.get(name) !== snapshot) steps.push([name, storedSnapshot(snapshot, base)])
  }
  return steps.length === 0 ? undefined : Object.fromEntries(steps)
}

const storedSnapshot = ({ saved, state }: Snapshot, home: Worlds['base']): StoredSnapshot =>
  ({ saved, state: writeState(state, home) })

const isForked = ({ start }: World, { base }: Worlds): boolean => start.base !== base || start.facts !== base.facts

/** Whether a world holds nothing beyond its base. One that was made by name is there, even if nothing was written. */
function isLikeBase (world: World, worlds: Worlds): boolean {
  const { named, snapshots, facts } = world
  if (named || isForked(world, worlds) || snapshots.size > 0 || worlds.leaseOf(world.name) !== undefined) return false
  if (factNames.some((name) => facts[name].changed.size > 0)) return false
  return isEmptyRecord(writeState({ ...stateOf(world), facts: worlds.base.facts }, worlds.base))
}

const stateOf = ({ base, clock, progress }: World): Pick<State, 'base' | 'clock' | 'progress'> =>
  ({ base, clock, progress })

function storedWorld (world: World, worlds: Worlds): StoredWorld {
  const { base: home } = worlds
  const { start, snapshots } = world
  const ttl = worlds.leaseOf(world.name)?.ttl
  const saved = snapshots.list().map((each) => [each.name, storedSnapshot(each, home)] as const)
  return {
    ...writeState(world, home),
    ...(isForked(world, worlds) ? { start: writeState(start, home) } : {}),
    ...(saved.length === 0 ? {} : { snapshots: Object.fromEntries(saved) }),
    ...(ttl === undefined ? {} : { ttl })
  }
}

/** How many records are written down of a world, those of its snapshots included. */
export function recordsKept ({ facts, start, snapshots }: World): number {
  const states = [facts, start.facts, ...snapshots.list().map(({ state }) => state.facts)]
  return states.reduce((sum, each) => sum + factNames.reduce((all, name) => all + each[name].changed.size, 0), 0)
}
