import { second } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import { endOf, errorAt, type Job } from '../../facts/job.js'
import { peakOf } from '../accounts/history.js'
import { platformOfRun, queueTime, runStatus, runTime, spanOf, type Period } from './runs.js'

/** How often each of some names occurs. */
export type Counts = Record<string, number>
export interface NamedCount { name: string, count: number }

function countBy (jobs: readonly Job[], nameOf: (job: Job) => string): Counts {
  const counts = new Map<string, number>()
  for (const job of jobs) {
    const name = nameOf(job)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}

/** The most frequent first. */
const ranked = (counts: Counts): NamedCount[] =>
  Object.entries(counts).map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)

export const statusCounts = (jobs: readonly Job[], at: number): Counts => countBy(jobs, (job) => runStatus(job, at))

/** What runs have in common, by the three things the analytics tell. */
export const countsOf = (jobs: readonly Job[], at: number): Record<'os' | 'owner' | 'status', Counts> => ({
  os: countBy(jobs, (job) => platformOfRun(job).os[1]),
  owner: countBy(jobs, ({ owner }) => owner),
  status: statusCounts(jobs, at)
})

export function rankedCounts (jobs: readonly Job[], at: number): Record<'os' | 'owner' | 'status', NamedCount[]> {
  const { os, owner, status } = countsOf(jobs, at)
  return { os: ranked(os), owner: ranked(owner), status: ranked(status) }
}

const mostBuckets = 1000

/** A stretch of time and the runs made in it. */
export interface Bucket { readonly start: number, readonly end: number, readonly jobs: readonly Job[] }

/** The period cut into stretches that begin at whole multiples of the interval. @throws Invalid for too many */
export function bucketsOf (jobs: readonly Job[], { from, to }: Period, interval = '1d'): Bucket[] {
  const length = spanOf(interval)
  if (length < second) throw new Invalid('interval: must be a second at least', 'interval')
  const first = Math.floor(from / length) * length
  const count = Math.floor((to - first) / length) + 1
  if (count > mostBuckets) throw new Invalid(`interval: more than ${mostBuckets} buckets`, 'interval')
  const lists = Array.from({ length: count }, (): Job[] => [])
  for (const job of jobs) lists[Math.floor((job.plan.created - first) / length)]?.push(job)
  return lists.map((list, index) => {
    const start = first + index * length
    return { start, end: start + length, jobs: list }
  })
}

/** For each bucket, the most of the jobs that ran at once in it. */
export function peaksOf (jobs: readonly Job[], buckets: readonly Bucket[]): number[] {
  const runs = jobs.flatMap((job) => job.plan.started === null ? [] : [{ from: job.plan.started, until: endOf(job) }])
  return buckets.map(({ start, end }) => peakOf(runs.filter(({ from, until }) => from < end && until > start)))
}

/** Numbers of one test's runs; the run times are means, in seconds. */
export interface Metrics {
  readonly fastest: Job | undefined
  readonly slowest: Job | undefined
  readonly queueSeconds: number
  readonly runSeconds: number
}

export function metricsOf (jobs: readonly Job[]): Metrics {
  let [fastest] = jobs
  let slowest = fastest
  let queued = 0
  let ran = 0
  for (const job of jobs) {
    const time = runTime(job)
    if (fastest === undefined || time < runTime(fastest)) fastest = job
    if (slowest === undefined || time > runTime(slowest)) slowest = job
    queued += queueTime(job)
    ran += time
  }
  const count = Math.max(1, jobs.length) * second
  return { fastest, slowest, queueSeconds: queued / count, runSeconds: ran / count }
}

/** Runs with something in common: a build, or an error text. */
export interface Group { readonly name: string, readonly jobs: Job[] }

function groupsBy (jobs: readonly Job[], nameOf: (job: Job) => string | null): Group[] {
  const groups = new Map<string, Job[]>()
  for (const job of jobs) {
    const name = nameOf(job)
    if (name === null) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [job])
    else group.push(job)
  }
  return [...groups].map(([name, jobs]) => ({ name, jobs }))
}

/** The builds that runs belong to, the latest begun first. */
export const buildsOf = (jobs: readonly Job[]): Group[] => groupsBy(jobs, ({ build }) => build).reverse()

/** The error texts of runs, the most frequent first. */
export const errorsOf = (jobs: readonly Job[], at: number): Group[] =>
  groupsBy(jobs, (job) => errorAt(job, at)).sort((a, b) => b.jobs.length - a.jobs.length)
