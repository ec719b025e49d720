/**
 * A job's facts and what follows from them at a moment. A job is never moved along by a timer: it carries its plan, and
 * its status is computed (`statusAt`). All times are ms since the Unix epoch.
 */
import { compareText } from '../kernel/sorted.js'
import type { Accidents } from '../lab/page/accidents.js'
import type { DeviceSetting, NetworkSetting } from '../lab/page/conditions.js'
import type { CauseSetting } from '../lab/page/release.schema.js'
import type { Pins } from '../lab/pins/pins.schema.js'
import type { VisitSetting } from './visit-setting.js'

/** `new` and `queued` before the virtual machine starts, `in progress` while it runs, then `complete` or `error`. */
export type JobStatus = 'new' | 'queued' | 'in progress' | 'complete' | 'error'

/** What is to become of a job: its moments, and how it ends. Its status at any time follows from it. */
export interface JobPlan {
  readonly created: number
  /** When it enters the queue; between creation and this it is `new`. */
  readonly queued: number
  /** When a virtual machine takes it; null: it waits until something else starts it. */
  readonly started: number | null
  /** When it ends; null: it runs until it is stopped or its client ends it. */
  readonly ended: number | null
  readonly outcome: 'complete' | 'error'
  /** The error text once it has ended with outcome `error`. */
  readonly error: string | null
  /** The verdict the test itself sets at its end; null leaves it to a later update. */
  readonly passed: boolean | null
  readonly commands: number
  readonly failedCommands: number
}

export interface Platform {
  /** As the API writes it: `Windows 10`, `macOS 10.12`, `Linux`. */
  readonly os: string
  /** As the API writes it: `googlechrome`, `firefox`, `safari`, `android`. */
  readonly browser: string
  /** As a client asks for it: `chrome`, `firefox`. */
  readonly browserName: string
  readonly shortVersion: string
  readonly version: string
  readonly backend: string
  readonly seleniumVersion: string | null
  readonly device?: string
}

/** What the capabilities asked to be recorded (sauce:options). */
export interface Recording {
  readonly video: boolean
  /** No video of a test that passed; absent: one of every test. */
  readonly videoOnPass?: false
  readonly screenshots: boolean
  readonly logs: boolean
  readonly automatorLog: boolean
  readonly extendedDebugging: boolean
  readonly capturePerformance: boolean
}

/** What its pages are loaded under; what is absent is not throttled or emulated. */
export interface Conditions {
  readonly network?: NetworkSetting
  readonly cpuRate?: number
  readonly accidents?: Accidents
  readonly device?: DeviceSetting
  /** The release train whose versions the pages feel. */
  readonly train?: string
  /** What is different in this run, whatever its train releases. */
  readonly regression?: Regression
}

/** A metric was made another one (its pin says to what), or pages feel causes that no release has. As it was said. */
export type Regression =
  | { readonly metric: string, readonly by: string }
  | { readonly causes: readonly CauseSetting[] }

export interface MeasuredLoad {
  readonly orderIndex: number
  readonly url: string
  readonly metrics: Readonly<Record<string, number>>
}

/** How far a session had come when it was stopped. */
export interface Reached {
  /** How many of its visits had begun. */
  readonly begun: number
  /** How many of those pages were loaded by then. */
  readonly loaded: number
  /** How many of its commands had begun, and how many of those had failed. */
  readonly commands: number
  readonly errors: number
  /** How many screenshots had been taken. */
  readonly screenshots: number
}

export interface Job {
  readonly id: string
  readonly owner: string
  readonly name: string | null
  /** The build's name; builds are identified by owner and name. */
  readonly build: string | null
  readonly tags: readonly string[]
  readonly visibility: string
  /** The verdict set by an update; null while none was. */
  readonly passed: boolean | null
  readonly customData: Readonly<Record<string, unknown>> | null
  readonly platform: Platform
  readonly recording: Recording
  readonly tunnel: string | null
  /** Its client halted it for somebody to look at it. */
  readonly breakpointed?: true
  readonly manual: boolean
  readonly plan: JobPlan
  /** The suite of the world file it is a run of, and which run. */
  readonly suite: string | null
  readonly run: number
  /** Page loads it makes: names of the world file's pages, or URLs. */
  readonly visits: readonly string[]
  /**
   * Under what each of them was made, if a client drove the session: then its commands are records of their own
   * (`sessionCommands`), and its plan counts them. Absent for all other jobs.
   */
  readonly driven?: readonly VisitSetting[]
  /**
   * Of which pages that were declared while the twin runs they are, by their ids; null for those of the world file and
   * of none. Absent if none is.
   */
  readonly pages?: ReadonlyArray<string | null>
  readonly conditions: Conditions
  /** Measured values a world file fixes, one set for each page load in order; null: none. */
  readonly pins: readonly Pins[] | null
  /** Page loads a client measured itself and recorded, with their metric_data. */
  readonly measured: readonly MeasuredLoad[]
  /** Sizes of asset files a world file fixes, in bytes, by name; null: none. */
  readonly assetSizes: Readonly<Record<string, number>> | null
  /** When a client last changed it. */
  readonly modified: number | null
  readonly stopped: number | null
  /** What it had come to when it was stopped; absent unless it was. */
  readonly reached?: Reached
  readonly assetsDeleted: number | null
  /** Wire fields given by the world file; they win over computed ones. */
  readonly pinned: Readonly<Record<string, unknown>> | null
}

/** When the job ends or has ended: its plan's end, or the moment it was stopped. Infinity while open. */
export function endOf (job: Job): number {
  const planned = job.plan.ended ?? Infinity
  return job.stopped === null ? planned : Math.min(planned, job.stopped)
}

export function statusAt (job: Job, at: number): JobStatus {
  const { plan } = job
  if (at >= endOf(job)) return wasStopped(job) ? 'complete' : plan.outcome
  if (plan.started !== null && at >= plan.started) return 'in progress'
  return at >= plan.queued ? 'queued' : 'new'
}

export const isOver = (job: Job, at: number): boolean => at >= endOf(job)

/** The verdict: what a client set, else what the test set at its end. A stopped test set none. */
export function passedAt (job: Job, at: number): boolean | null {
  if (job.passed !== null) return job.passed
  return isOver(job, at) && !wasStopped(job) ? job.plan.passed : null
}

const wasStopped = (job: Job): boolean => job.stopped !== null && job.stopped < (job.plan.ended ?? Infinity)

/** `passed` or `failed` once there is a verdict, else the status itself. */
export function consolidatedStatusAt (job: Job, at: number): JobStatus | 'passed' | 'failed' {
  const passed = passedAt(job, at)
  if (passed === null) return statusAt(job, at)
  return passed ? 'passed' : 'failed'
}

/** The error text: null while there is none. A stopped job has none (Sauce docs, Stop a Job). */
export const errorAt = (job: Job, at: number): string | null =>
  statusAt(job, at) === 'error' ? job.plan.error : null

/**
 * How many commands have run by now, in proportion to the time, and how many of them failed: known once the job is
 * over. A job that was stopped had come as far as somebody looked; of one that a client drives all is known.
 */
export function commandsAt (job: Job, at: number): { all: number, errors: number } {
  const { started, commands, failedCommands } = job.plan
  if (job.driven !== undefined) return { all: commands, errors: failedCommands }
  const until = Math.min(at, endOf(job))
  if (started === null || until < started || commands === 0) return { all: 0, errors: 0 }
  const over = isOver(job, at)
  if (over && job.reached !== undefined) return { all: job.reached.commands, errors: job.reached.errors }
  const all = Math.max(1, Math.floor(commands * shareRun(started, job.plan.ended, until, over)))
  return { all, errors: over ? Math.min(failedCommands, all) : 0 }
}

/**
 * Which part of its planned time has passed by `until`; one without a planned end has passed none before it is over.
 */
function shareRun (started: number, ended: number | null, until: number, over: boolean): number {
  if (ended === null) return over ? 1 : 0
  return ended === started ? 1 : Math.min(1, (until - started) / (ended - started))
}

/** The moments at which the job changes by itself, ascending. */
function transitions (job: Job): number[] {
  const end = endOf(job)
  const steps = [job.plan.created, job.plan.queued, job.plan.started ?? Infinity].filter((step) => step < end)
  return end === Infinity ? steps.filter(Number.isFinite) : [...steps, end]
}

/** When the job last changed, by itself or by a client. */
export function modifiedAt (job: Job, at: number): number {
  let last = job.modified ?? job.plan.created
  for (const step of transitions(job)) if (step <= at && step > last) last = step
  return last
}

/** The span around `at` in which nothing changes by itself: [from, until). */
export function steadySpan (job: Job, at: number): { from: number, until: number } {
  let from = -Infinity
  let until = Infinity
  for (const step of transitions(job)) {
    if (step <= at) from = Math.max(from, step)
    else until = Math.min(until, step)
  }
  return { from, until }
}

/** Newest first, as the vendor lists jobs; ties are broken by id so that the order is total. */
export const newestFirst = (a: Job, b: Job): number => b.plan.created - a.plan.created || compareText(a.id, b.id)
