import { groupKey, type Build } from '../../facts/facts.js'
import { consolidatedStatusAt, endOf, isOver, modifiedAt, statusAt, type Job } from '../../facts/job.js'
import { mayReadDetails, type Asking } from '../access.js'
import { startOf } from '../jobs/jobs.js'

export const buildStatuses = ['running', 'error', 'failed', 'complete', 'success'] as const
export type BuildStatus = typeof buildStatuses[number]

/** What a job is to its build. Once it is over, its verdict counts before its status, as in consolidated_status. */
export type JobState = 'new' | 'queued' | 'running' | 'completed' | 'passed' | 'failed' | 'errored'

type ConsolidatedStatus = ReturnType<typeof consolidatedStatusAt>

const overStates: Readonly<Partial<Record<ConsolidatedStatus, JobState>>> = {
  passed: 'passed',
  failed: 'failed',
  error: 'errored'
}

export function jobStateAt (job: Job, at: number): JobState {
  if (isOver(job, at)) return overStates[consolidatedStatusAt(job, at)] ?? 'completed'
  const status = statusAt(job, at)
  return status === 'new' || status === 'queued' ? status : 'running'
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

/** The build's jobs that exist by now, whoever may see them. */
const allJobsOf = ({ world, at }: Asking, build: Build): Job[] =>
  world.facts.jobs.in('build', groupKey(build.owner, build.name)).filter((job) => job.plan.created <= at)

/** The build's jobs that exist by now and of which the caller may see that they belong to it. */
export const jobsOf = (asking: Asking, build: Build): Job[] =>
  allJobsOf(asking, build).filter((job) => mayReadDetails(asking, job))

/** Whether a build consists of jobs that are hidden from the caller, so that it is not there for them. */
export const isHidden = (asking: Asking, { build, jobs }: BuildState): boolean =>
  jobs.length === 0 && allJobsOf(asking, build).length > 0

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

/** The first rule that fits (Sauce docs, Builds: the values of `status`). */
function statusOf (counts: BuildState['counts'], finished: number): BuildStatus {
  if (counts.running + counts.new + counts.queued > 0) return 'running'
  if (counts.errored > 0) return 'error'
  if (counts.failed > 0) return 'failed'
  return finished === counts.passed ? 'success' : 'complete'
}
