import type { Answer, Body, OperationId } from '../control/operations.js'
import type { SeriesSpec } from '../control/series.schema.js'
import type { FaultSpec } from '../traffic/faults/fault.schema.js'
import type { RequestMatch } from '../traffic/match.js'
import type { JobSpec } from '../worlds/files/job-spec.js'
import type { ProgressPolicy } from '../worlds/state.js'
import type {
  ClockReading, Counts, CreatedJob, CreatedSeries, Difference, Expectation, ExplainedRequest, ExportedSnapshot,
  FaultReading, PagesReading, RecordedRequests, SnapshotReading, TruthReading, Verification, Wait
} from './readings.js'
import type { Method, Send } from './transport.js'
import { twinFetch, type TwinFetch } from './twin-fetch.js'

/** One world, as a test handles it. Every call that makes no sense rejects with a ControlError and its sentence. */
export interface WorldHandle {
  readonly name: string
  /** The base URL to point clients of this world at; no trailing slash. */
  readonly url: string
  /** Asks an emulated API of this world: `await world.fetch('/rest/v1/demo/jobs')`. */
  readonly fetch: TwinFetch
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
  /** Makes the runs of a test, which end now: all of them, or none. */
  createSeries (spec: SeriesSpec): Promise<CreatedSeries>
  /** Pages as a world file declares them: what they contain, what they do in a session, which commands fail on them. */
  readonly pages: {
    /** Adds pages, or puts them in the place of those of the same names. Rejects with all that is wrong with them. */
    declare (pages: Body<'declarePages'>['pages']): Promise<PagesReading>
    list (): Promise<PagesReading>
    remove (name: string): Promise<void>
  }
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
    /** One request by its number, with a curl command that sends it again, and an expectation that it meets. */
    explain (seq: number): Promise<ExplainedRequest>
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

/** Asks an operation of one world; the path is that below /_perftwin. */
type Ask = <Id extends OperationId>(method: Method, path: string, body?: Body<Id>) => Promise<Answer<Id>>

const part = encodeURIComponent

/** What was asked once is known; what could not be asked is asked again. */
function once<T> (ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined
  return async () => {
    known ??= ask()
    try {
      return await known
    } catch (error) {
      known = undefined
      throw error
    }
  }
}

/** A world by its name, or the one that answers at the base URL itself. */
export function worldHandle (send: Send, base: string, name: string, prefix: string): WorldHandle {
  const ask: Ask = async <Id extends OperationId>(method: Method, path: string, body?: Body<Id>) =>
    await send<Id>(method, `${prefix}/_perftwin/${path}`, body)
  return {
    name,
    url: base + prefix,
    fetch: twinFetch(base + prefix, once(async () => (await ask<'info'>('GET', 'info')).accounts[0])),
    reset: async () => { await ask<'reset'>('POST', 'reset') },
    clock: clockHandle(ask),
    setProgress: async (policy, reads) => {
      await ask<'setProgress'>('PUT', 'progress', { policy, ...(reads === undefined ? {} : { reads }) })
    },
    createJob: async (spec = {}) => await ask<'createJob'>('POST', 'jobs', spec),
    createSeries: async (spec) => await ask<'createSeries'>('POST', 'series', spec),
    pages: pagesHandle(ask),
    snapshots: snapshotsHandle(ask),
    faults: faultsHandle(ask),
    journal: journalHandle(ask),
    truth: async () => await ask<'truth'>('GET', 'truth')
  }
}

function clockHandle (ask: Ask): WorldHandle['clock'] {
  const set = async (setting: Body<'setClock'>): Promise<ClockReading> => await ask<'setClock'>('PUT', 'clock', setting)
  const time = (at: string | Date): string => typeof at === 'string' ? at : at.toISOString()
  return {
    get: async () => await ask<'getClock'>('GET', 'clock'),
    freeze: async (at) => await set({ mode: 'frozen', ...(at === undefined ? {} : { at: time(at) }) }),
    advance: async (by) => await ask<'advanceClock'>('POST', 'clock/advance', { by }),
    travel: async (to) => await set({ mode: 'offset', at: time(to) }),
    real: async () => await set({ mode: 'real' })
  }
}

function snapshotsHandle (ask: Ask): WorldHandle['snapshots'] {
  return {
    save: async (name) => await ask<'saveSnapshot'>('POST', 'snapshots', { name }),
    restore: async (name) => await ask<'restoreSnapshot'>('POST', `snapshots/${part(name)}/restore`),
    list: async () => (await ask<'listSnapshots'>('GET', 'snapshots')).snapshots,
    delete: async (name) => { await ask<'deleteSnapshot'>('DELETE', `snapshots/${part(name)}`) },
    export: async (name) => await ask<'exportSnapshot'>('GET', `snapshots/${part(name)}/export`),
    import: async (snapshot, name) => {
      const query = name === undefined ? '' : `?name=${part(name)}`
      return await ask<'importSnapshot'>('POST', `snapshots/import${query}`, snapshot)
    },
    diff: async (from = 'start', to = 'now') =>
      (await ask<'diffStates'>('GET', `diff?from=${part(from)}&to=${part(to)}`)).differences
  }
}

function pagesHandle (ask: Ask): WorldHandle['pages'] {
  return {
    declare: async (pages) => await ask<'declarePages'>('POST', 'pages', { pages }),
    list: async () => await ask<'listPages'>('GET', 'pages'),
    remove: async (name) => { await ask<'removePage'>('DELETE', `pages/${part(name)}`) }
  }
}

function faultsHandle (ask: Ask): WorldHandle['faults'] {
  return {
    add: async (fault) => await ask<'addFault'>('POST', 'faults', fault),
    list: async () => (await ask<'listFaults'>('GET', 'faults')).faults,
    remove: async (id) => { await ask<'removeFault'>('DELETE', `faults/${part(id)}`) },
    clear: async () => { await ask<'clearFaults'>('DELETE', 'faults') }
  }
}

function journalHandle (ask: Ask): WorldHandle['journal'] {
  return {
    find: async (match = {}, options = {}) =>
      await ask<'findRequests'>('POST', 'journal/find', { match, ...options }),
    explain: async (seq) => await ask<'explainRequest'>('GET', `journal/${seq}`),
    counts: async () => await ask<'journalCounts'>('GET', 'journal/counts'),
    verify: async (expectation) => await ask<'verify'>('POST', 'verify', expectation),
    waitFor: async (match, options = {}) =>
      await ask<'awaitRequests'>('POST', 'journal/wait', { match, ...options }),
    clear: async () => { await ask<'clearJournal'>('DELETE', 'journal') }
  }
}
