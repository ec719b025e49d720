import type { Static } from '../kernel/schema.js'
import type { FaultSpec } from '../traffic/faults/fault.schema.js'
import type { WorldRequest } from '../worlds/fork.js'
import type { JobSpec } from '../worlds/files/job-spec.js'
import type { ProgressPolicy } from '../worlds/state.js'
import type { RequestMatch } from '../traffic/match.js'
import type { Clock } from '../control/clock.routes.js'
import type { Fault } from '../control/faults.routes.js'
import type { JournalCounts, JournalPage, Verdict, VerifyBody, Waited } from '../control/journal.schema.js'
import type { SnapshotBody, StateDifference } from '../control/snapshots.routes.js'
import type { Truth } from '../control/truth.schema.js'
import type { WorldBody } from '../control/worlds.routes.js'
import type { Send } from './transport.js'

export type ClockReading = Static<typeof Clock>
export type FaultReading = Static<typeof Fault>
export type Counts = Static<typeof JournalCounts>
export type RecordedRequests = Static<typeof JournalPage>
export type Verification = Static<typeof Verdict>
export type Expectation = Static<typeof VerifyBody>
export type Wait = Static<typeof Waited>
export type SnapshotReading = Static<typeof SnapshotBody>
export type Difference = Static<typeof StateDifference>
export type TruthReading = Static<typeof Truth>
export type WorldReading = Static<typeof WorldBody>

/** A job that was made: times as ISO 8601. */
export interface CreatedJob { id: string, owner: string, status: string, created: string, started: string | null, ended: string | null }

/** An exported snapshot: to be kept as JSON and imported again, into this twin or another. */
export type ExportedSnapshot = Readonly<Record<string, unknown>>

/** One world, as a test handles it. Every call that makes no sense rejects with a ControlError and its sentence. */
export interface WorldHandle {
  readonly name: string
  /** The base URL to point clients of this world at; no trailing slash. */
  readonly url: string
  /** Puts the world back to its start: facts, clock, faults, journal. Snapshots stay. */
  reset (): Promise<void>
  readonly clock: {
    get (): Promise<ClockReading>
    /** Lets the clock stand still: at a time (ISO 8601), or where it is. */
    freeze (at?: string | Date): Promise<ClockReading>
    /** Moves the clock on by an ISO 8601 duration such as `PT5M`. */
    advance (by: string): Promise<ClockReading>
    /** Lets the clock go on from a time. */
    travel (to: string | Date): Promise<ClockReading>
    /** Back to the machine's time. */
    real (): Promise<ClockReading>
  }
  /** What moves the jobs on that are made from now on: time, nothing (they are over at once), or looks at them. */
  setProgress (policy: ProgressPolicy['policy'], reads?: number): Promise<void>
  /** Makes a job with a chosen plan; what is left out is as in a world file. */
  createJob (spec?: JobSpec): Promise<CreatedJob>
  readonly snapshots: {
    save (name: string): Promise<SnapshotReading>
    restore (name: string): Promise<SnapshotReading>
    list (): Promise<SnapshotReading[]>
    delete (name: string): Promise<void>
    /** `now` exports the present state. */
    export (name: string): Promise<ExportedSnapshot>
    import (snapshot: ExportedSnapshot, name?: string): Promise<SnapshotReading>
    /** What differs between two snapshots; `start` and `now` are always there. */
    diff (from?: string, to?: string): Promise<Difference[]>
  }
  readonly faults: {
    add (fault: FaultSpec): Promise<FaultReading>
    list (): Promise<FaultReading[]>
    remove (id: string): Promise<void>
    clear (): Promise<void>
  }
  readonly journal: {
    find (match?: RequestMatch, options?: { since?: number, limit?: number }): Promise<RecordedRequests>
    counts (): Promise<Counts>
    /** Whether requests came as expected, with near misses where they did not. Does not throw for a verdict. */
    verify (expectation: Expectation): Promise<Verification>
    /** Waits until so many requests that match have come. `timeout`: ISO 8601, at most PT5M. */
    waitFor (match: RequestMatch, options?: { count?: number, timeout?: string }): Promise<Wait>
    clear (): Promise<void>
  }
  /** What really happened: which releases changed what, and when each suite felt them. */
  truth (): Promise<TruthReading>
}

/** A world by its name, or the one that answers at the base URL itself. */
export function worldHandle (send: Send, base: string, name: string, prefix: string): WorldHandle {
  const ask: Send = async (method, path, body) => await send(method, `${prefix}/_perftwin/${path}`, body)
  const time = (at: string | Date): string => typeof at === 'string' ? at : at.toISOString()
  const part = encodeURIComponent
  return {
    name,
    url: base + prefix,
    reset: async () => { await ask('POST', 'reset') },
    clock: {
      get: async () => await ask('GET', 'clock'),
      freeze: async (at) => await ask('PUT', 'clock', { mode: 'frozen', ...(at === undefined ? {} : { at: time(at) }) }),
      advance: async (by) => await ask('POST', 'clock/advance', { by }),
      travel: async (to) => await ask('PUT', 'clock', { mode: 'offset', at: time(to) }),
      real: async () => await ask('PUT', 'clock', { mode: 'real' })
    },
    setProgress: async (policy, reads) => { await ask('PUT', 'progress', { policy, ...(reads === undefined ? {} : { reads }) }) },
    createJob: async (spec = {}) => await ask('POST', 'jobs', spec),
    snapshots: {
      save: async (name) => await ask('POST', 'snapshots', { name }),
      restore: async (name) => await ask('POST', `snapshots/${part(name)}/restore`),
      list: async () => (await ask('GET', 'snapshots')).snapshots,
      delete: async (name) => { await ask('DELETE', `snapshots/${part(name)}`) },
      export: async (name) => await ask('GET', `snapshots/${part(name)}/export`),
      import: async (snapshot, name) => await ask('POST', `snapshots/import${name === undefined ? '' : `?name=${part(name)}`}`, snapshot),
      diff: async (from = 'start', to = 'now') => (await ask('GET', `diff?from=${part(from)}&to=${part(to)}`)).differences
    },
    faults: {
      add: async (fault) => await ask('POST', 'faults', fault),
      list: async () => (await ask('GET', 'faults')).faults,
      remove: async (id) => { await ask('DELETE', `faults/${part(id)}`) },
      clear: async () => { await ask('DELETE', 'faults') }
    },
    journal: {
      find: async (match = {}, options = {}) => await ask('POST', 'journal/find', { match, ...options }),
      counts: async () => await ask('GET', 'journal/counts'),
      verify: async (expectation) => await ask('POST', 'verify', expectation),
      waitFor: async (match, options = {}) => await ask('POST', 'journal/wait', { match, ...options }),
      clear: async () => { await ask('DELETE', 'journal') }
    },
    truth: async () => await ask('GET', 'truth')
  }
}

/** A twin, wherever it runs: its default world, and all others. */
export interface TwinHandle extends WorldHandle {
  /** A world of that name, made on first use as a fork of the base. */
  world (name: string): WorldHandle
  /** Makes a world: a fork of another one or of a snapshot, or one with a seed, a time or a world file of its own. */
  createWorld (request: WorldRequest): Promise<WorldHandle>
  listWorlds (): Promise<WorldReading[]>
  deleteWorld (name: string): Promise<void>
}

export function twinHandle (send: Send, base: string): TwinHandle {
  const world = (name: string): WorldHandle => worldHandle(send, base, name, `/w/${encodeURIComponent(name)}`)
  return {
    ...worldHandle(send, base, 'default', ''),
    world,
    createWorld: async (request) => world((await send('POST', '/_perftwin/worlds', request)).name),
    listWorlds: async () => (await send('GET', '/_perftwin/worlds')).worlds,
    deleteWorld: async (name) => { await send('DELETE', `/_perftwin/worlds/${encodeURIComponent(name)}`) }
  }
}
