import { groupKey, type Build } from '../../facts/facts.js'
import { consolidatedStatusAt, endOf, isOver, modifiedAt, statusAt, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { mayRead, type Caller } from '../auth.js'

export type BuildStatus = 'running' | 'error' | 'failed' | 'complete' | 'success'
export const buildStatuses = ['running', 'error', 'failed', 'complete', 'success'] as const

/** What a job is to its build. Once it is over, its verdict counts before its status, as in consolidated_status. */
export type JobState = 'new' | 'queued' | 'running' | 'completed' | 'passed' | 'failed' | 'errored'

const overStates = { passed: 'passed', failed: 'failed', error: 'errored' } as const

export function jobStateAt (job: Job, at: number): JobState {
  if (!isOver(job, at)) {
    const status = statusAt(job, at)
    return status === 'new' || status === 'queued' ? status : 'running'
  }
  return overStates[consolidatedStatusAt(job, at) as keyof typeof overStates] ?? 'completed'
}

export const isFinished = (state: JobState): boolean => state !== 'new' && state !== 'queued' && state !== 'running'

/** A build as its jobs make it at a moment. Times in ms since the Unix epoch. */
export interface BuildState {
  readonly build: Build
  /** The jobs counted, newest first. */
  readonly jobs: readonly Job[]
  readonly counts: Readonly<Record<JobState, number>>
  readonly finished: number
  readonly status: BuildStatus
  readonly start: number
  /** When the last of the finished jobs ended; null while none has. */
  readonly end: number | null
  readonly modified: number
}

/** The build's jobs that exist by now and that the caller may see. */
export const jobsOf = (world: World, caller: Caller, build: Build, at: number): Job[] =>
  world.facts.jobs.in('build', groupKey(build.owner, build.name)).filter((job) => job.plan.created <= at && mayRead(world, caller, job))

/** Computes a build from its jobs: the counters, the status by the rule of Sauce docs, Builds, and the times. */
export function buildStateOf (build: Build, jobs: readonly Job[], at: number): BuildState {
  const counts = { new: 0, queued: 0, running: 0, completed: 0, passed: 0, failed: 0, errored: 0 }
  let start = Infinity
  let end = -Infinity
  let modified = build.modified ?? build.created
  for (const job of jobs) {
    counts[jobStateAt(job, at)]++
    start = Math.min(start, startOf(job, at))
    if (isOver(job, at)) {
      // The end is the last that a job does by itself; a client may have changed it since.
      end = Math.max(end, endOf(job))
      modified = Math.max(modified, endOf(job), job.modified ?? 0)
    } else modified = Math.max(modified, modifiedAt(job, at))
  }
  const finished = counts.completed + counts.passed + counts.failed + counts.errored
  return {
    build,
    jobs,
    counts,
    finished,
    status: statusOf(counts, finished),
    start: start === Infinity ? build.created : start,
    end: end === -Infinity ? null : end,
    modified
  }
}

/** When the job's machine took it, or while it waits, when it was created. */
const startOf = ({ plan: { created, started } }: Job, at: number): number => started !== null && started <= at ? started : created

/** The first rule that fits (Sauce docs, Builds: the values of `status`). */
function statusOf (counts: BuildState['counts'], finished: number): BuildStatus {
  if (counts.running + counts.new + counts.queued > 0) return 'running'
  if (counts.errored > 0) return 'error'
  if (counts.failed > 0) return 'failed'
  return finished === counts.passed ? 'success' : 'complete'
}
