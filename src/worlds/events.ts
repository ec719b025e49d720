import { listen, type Collection } from '../facts/collection.js'
import { factNames, shownKey, type FactName, type Facts } from '../facts/facts.js'
import { consolidatedStatusAt, type Job } from '../facts/job.js'
import { Beside } from './beside.js'
import { changeOf, type Change } from './difference.js'
import type { Happening } from './happening.js'
import type { World } from './world.js'

type Status = ReturnType<typeof consolidatedStatusAt>

/**
 * A request was answered. `operation`: the id of the operation, null where there is none; `seq`: its number in the
 * journal, null where it has none.
 */
interface RequestEvent {
  readonly type: 'request'
  readonly seq: number | null
  readonly method: string
  readonly path: string
  readonly operation: string | null
  readonly status: number
}

/** A record of the facts changed. */
interface ChangeEvent {
  readonly type: 'change'
  readonly collection: FactName
  readonly key: string
  readonly change: Change
}

/** A job has another status. `before`: null for a job that is new. */
interface StatusEvent {
  readonly type: 'status'
  readonly job: string
  readonly owner: string
  readonly status: Status
  readonly before: Status | null
}

/** The world took up another state. */
interface RestoredEvent { readonly type: 'restored' }

/** Something that happened in a world; `at` in ms of its time. */
export type TwinEvent =
  & { readonly world: string, readonly at: number }
  & (RequestEvent | ChangeEvent | StatusEvent | RestoredEvent | Happening)
export const eventTypes = [
  'request', 'change', 'status', 'restored', 'clock', 'fault', 'world', 'snapshot', 'quota'
] as const

/** `number`: which of all events of the twin that somebody heard it is, from 1. */
type Listener = (event: TwinEvent, world: World, number: number) => void

/** What is known of a world's jobs: when they were last looked through, and the statuses told since then. */
interface Watched { looked: number, told: Map<string, Status> }

/** What a reset brought back did not happen: it is taken notice of anew. */
const watching = (): Beside<Watched> => new Beside((world) => ({ looked: world.clock.now(), told: new Map() }))

/**
 * Tells what happens in the worlds of a twin, as long as somebody listens. Changes are told as they are made. A status
 * follows from the time, so nobody makes it: it is told when the job is changed, and when `look` finds that the world's
 * time has passed one of its steps.
 */
export class Events {
  readonly #listeners = new Set<Listener>()
  #watched = watching()
  #emitted = 0

  get active (): boolean { return this.#listeners.size > 0 }

  /** The returned function ends it. */
  subscribe (listener: Listener): () => void {
    if (!this.active) this.#watched = watching()
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  emit (event: TwinEvent, world: World): void {
    if (!this.active) return
    const number = ++this.#emitted
    for (const listener of this.#listeners) listener(event, world, number)
  }

  /** Listens to a world's changes from its beginning. */
  attach (world: World): void {
    world.hear((happening) => {
      if (this.active) this.emit({ ...happening, world: world.name, at: world.clock.now() }, world)
    })
    listen(world.revision, {
      changed: (collection, key, before, after) => {
        if (this.active) this.#changed(world, collection, key, before, after)
      },
      restored: () => {
        if (this.active) this.emit({ type: 'restored', world: world.name, at: world.clock.now() }, world)
      }
    })
  }

  /** Tells which jobs have another status than when they were looked at last. The first look only takes notice. */
  look (world: World): void {
    const at = world.clock.now()
    world.goOn(at)
    const watched = this.#watched.of(world)
    const since = watched.looked
    watched.looked = at
    if (at <= since) return
    const { told } = watched
    watched.told = new Map()
    for (const job of world.facts.jobs.values()) {
      const before = told.get(job.id) ?? consolidatedStatusAt(job, since)
      const status = consolidatedStatusAt(job, at)
      if (before !== status && job.plan.created <= at) this.#tell(world, job, status, before, at)
    }
  }

  #changed (
    world: World,
    collection: Collection<object>,
    key: string,
    before: object | undefined,
    after: object | undefined
  ): void {
    const at = world.clock.now()
    const name = nameOf(world.facts, collection)
    if (name === undefined) return
    const change = changeOf(before, after)
    this.emit({ type: 'change', world: world.name, at, collection: name, key: shownKey(key), change }, world)
    const job = name === 'jobs' ? world.facts.jobs.get(key) : undefined
    if (job !== undefined) this.#jobChanged(world, job, before as Job | undefined, at)
  }

  #jobChanged (world: World, job: Job, before: Job | undefined, at: number): void {
    const { told, looked } = this.#watched.of(world)
    const status = consolidatedStatusAt(job, at)
    const earlier = told.get(job.id) ?? (before === undefined ? null : consolidatedStatusAt(before, looked))
    if (earlier === status || job.plan.created > at) return
    told.set(job.id, status)
    this.#tell(world, job, status, earlier, at)
  }

  #tell (world: World, { id, owner }: Job, status: Status, before: Status | null, at: number): void {
    this.emit({ type: 'status', world: world.name, at, job: id, owner, status, before }, world)
  }
}

const nameOf = (facts: Facts, collection: Collection<object>): FactName | undefined =>
  factNames.find((name) => facts[name] === collection)
