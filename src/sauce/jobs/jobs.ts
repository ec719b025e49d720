import { Invalid, NotFound } from '../../kernel/errors.js'
import { firstIndex } from '../../kernel/sorted.js'
import { groupKey } from '../../facts/facts.js'
import { newestFirst, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import {
  administeredAccounts, mayRead, mayWrite, opensJob, seesEverythingOf, userOfPath, type Asking
} from '../access.js'
import { filteredPage } from '../filtered-page.js'

export const maxListed = 500

/** What a list asks for: ms, and how many of the most recent matches to skip and to return. */
export interface JobFilter {
  from?: number | undefined
  to?: number | undefined
  name?: string | undefined
  manual?: boolean | undefined
  /** Also the jobs of the users that this one administers. */
  subaccounts?: boolean | undefined
  skip: number
  limit: number
}

/** A user's jobs, newest first. `from` and `to` compare the creation time, both included, in ms. */
export function listJobs (asking: Asking, username: string, filter: JobFilter): Job[] {
  const { world, caller, at } = asking
  const owner = userOfPath(asking, username)
  const { from = -Infinity, to = Infinity, name, manual, subaccounts = false, skip } = filter
  if (from > to) throw new Invalid('from must not be after to', 'from')
  const all = subaccounts
    ? administeredAccounts(asking, owner).flatMap((user) => jobsNamed(world, user.username, name)).sort(newestFirst)
    : jobsNamed(world, owner.username, name)
  const first = firstCreatedBy(all, Math.min(at, to))
  const end = from === -Infinity ? all.length : firstCreatedBy(all, from - 1)
  const limit = Math.min(filter.limit, maxListed)
  // Where nothing is hidden from the caller a page is a slice, however deep it lies.
  if (manual === undefined && !subaccounts && seesEverythingOf(caller, owner.username)) {
    return all.slice(Math.min(first + skip, end), Math.min(first + skip + limit, end))
  }
  const isListed = (job: Job): boolean => mayRead(asking, job) && (manual === undefined || job.manual === manual)
  return filteredPage(all.slice(first, end), isListed, { skip, limit })
}

const jobsNamed = (world: World, owner: string, name: string | undefined): readonly Job[] =>
  name === undefined ? world.facts.jobs.in('owner', owner) : world.facts.jobs.in('name', groupKey(owner, name))

/** The index of the first job, newest first, that was created at or before `time` (ms). */
const firstCreatedBy = (jobs: readonly Job[], time: number): number =>
  firstIndex(jobs, (job) => job.plan.created <= time)

/** The job, if it exists by now and the caller (or the share token `auth`) may see it. @throws NotFound */
export function findJob (asking: Asking, id: string, auth?: string): Job {
  const job = asking.world.facts.jobs.get(id)
  if (job === undefined || job.plan.created > asking.at) throw new NotFound('job', id)
  if (!mayRead(asking, job) && !opensJob(asking, job, auth)) throw new NotFound('job', id)
  return job
}

/** The job of a path that names a user too; any user of the world will do. @throws NotFound */
export function findJobOf (asking: Asking, username: string, id: string, auth?: string): Job {
  const job = findJob(asking, id, auth)
  if (!asking.world.facts.users.has(username)) throw new NotFound('user', username)
  return job
}

/**
 * The job, if the caller may change it. A job of someone else than the path's user is not there (recorded by
 * sauce_whisk). @throws NotFound
 */
export function findOwnJob (asking: Asking, id: string, username?: string): Job {
  const job = findJob(asking, id)
  const isTheirs = username === undefined || job.owner === username
  if (!isTheirs || !mayWrite(asking, job)) throw new NotFound('job', id)
  return job
}

/** When the job's machine took it, or while it waits for one, when it was created. ms. */
export const startOf = ({ plan: { created, started } }: Job, at: number): number =>
  started !== null && started <= at ? started : created
