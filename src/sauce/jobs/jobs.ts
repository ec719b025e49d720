import { Invalid, NotFound, NotReady } from '../../kernel/errors.js'
import { ensureBuild } from '../../worlds/build.js'
import { groupKey } from '../../facts/facts.js'
import { isOver, newestFirst, statusAt, type Job } from '../../facts/job.js'
import { visibilities } from '../../worlds/files/job-spec.js'
import type { World } from '../../worlds/world.js'
import { mayRead, mayWrite, opensJob, userOfPath, type Caller } from '../auth.js'
import { customDataLimit, type JobUpdate } from './jobs.schema.js'
import { firstIndex } from '../../kernel/sorted.js'

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
export function listJobs (world: World, caller: Caller, username: string, filter: JobFilter, at: number): Job[] {
  const { username: owner } = userOfPath(world, caller, username)
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) throw new Invalid('from must not be after to', 'from')
  const all = filter.subaccounts === true
    ? administered(world, owner).flatMap((user) => jobsNamed(world, user, filter.name)).sort(newestFirst)
    : jobsNamed(world, owner, filter.name)
  const first = firstCreatedBy(all, Math.min(at, filter.to ?? Infinity))
  const end = filter.from === undefined ? all.length : firstCreatedBy(all, filter.from - 1)
  const limit = Math.min(filter.limit, maxListed)
  // Where nothing is hidden from the caller a page is a slice, however deep it lies.
  if (filter.manual === undefined && filter.subaccounts !== true && (caller.kind === 'all' || (caller.kind === 'user' && caller.user.username === owner))) {
    return all.slice(Math.min(first + filter.skip, end), Math.min(first + filter.skip + limit, end))
  }
  const page: Job[] = []
  let skipped = 0
  for (let i = first; i < end && page.length < limit; i++) {
    const job = all[i]!
    if (!mayRead(world, caller, job) || (filter.manual !== undefined && job.manual !== filter.manual)) continue
    if (skipped++ >= filter.skip) page.push(job)
  }
  return page
}

const jobsNamed = (world: World, owner: string, name: string | undefined): readonly Job[] =>
  name === undefined ? world.facts.jobs.in('owner', owner) : world.facts.jobs.in('name', groupKey(owner, name))

/** A user and those they administer: their team's members, or everybody for the organisation's admin. */
function administered (world: World, username: string): string[] {
  const admin = world.facts.users.get(username)!
  if (admin.role === 3) return [username]
  return [...world.facts.users.values()].filter((user) => admin.role === 1 || user.teamId === admin.teamId).map((user) => user.username)
}

/** The index of the first job, newest first, that was created at or before `time` (ms). */
const firstCreatedBy = (jobs: readonly Job[], time: number): number =>
  firstIndex(jobs, (job) => job.plan.created <= time)

/** The job, if it exists by now and the caller (or the share token `auth`) may see it. Throws NotFound. */
export function findJob (world: World, caller: Caller, id: string, at: number, auth?: string): Job {
  const job = world.facts.jobs.get(id)
  if (job === undefined || job.plan.created > at) throw new NotFound('job', id)
  if (!mayRead(world, caller, job) && !opensJob(world, job, auth, at)) throw new NotFound('job', id)
  return job
}

/** The job of a path that names a user too; any user the caller may look at will do. */
export function findJobOf (world: World, caller: Caller, username: string, id: string, at: number, auth?: string): Job {
  const job = findJob(world, caller, id, at, auth)
  if (!world.facts.users.has(username)) throw new NotFound('user', username)
  return job
}

/** The job, if the caller may change it. A job of someone else than the path's user is not there (recorded by sauce_whisk). */
export function findOwnJob (world: World, caller: Caller, username: string | undefined, id: string, at: number): Job {
  const job = findJob(world, caller, id, at)
  if ((username !== undefined && job.owner !== username) || !mayWrite(world, caller, job)) throw new NotFound('job', id)
  return job
}

/**
 * Applies an update: fields that are absent stay, tags and custom data are replaced as a whole. Writing what is there
 * already changes nothing, so it does not count as a modification.
 * @throws Invalid for an unknown visibility or custom data beyond 64 KB.
 */
export function updateJob (world: World, caller: Caller, username: string, id: string, update: JobUpdate, at: number): Job {
  const job = findOwnJob(world, caller, username, id, at)
  const customData = update['custom-data'] !== undefined ? update['custom-data'] : update.customData
  if (customData !== undefined && Buffer.byteLength(JSON.stringify(customData)) > customDataLimit) {
    throw new Invalid('custom-data must not exceed 64 KB', 'custom-data')
  }
  const changed: Job = {
    ...job,
    ...(update.name === undefined ? {} : { name: update.name }),
    ...(update.tags === undefined ? {} : { tags: update.tags ?? [] }),
    ...(update.public === undefined ? {} : { visibility: visibilityOf(update.public) }),
    ...(update.passed === undefined ? {} : { passed: verdictOf(update.passed) }),
    ...(update.build === undefined ? {} : { build: update.build === null ? null : String(update.build) }),
    ...(customData === undefined ? {} : { customData })
  }
  if (JSON.stringify(changed) === JSON.stringify(job)) return job
  if (changed.build !== null && changed.build !== job.build) ensureBuild(world, changed.owner, changed.build, at)
  return world.facts.jobs.put({ ...changed, modified: at })
}

function visibilityOf (level: string | boolean): string {
  if (typeof level === 'boolean') return level ? 'share' : 'team'
  const unknown = level.split(',').map((part) => part.trim()).find((part) => !(visibilities as readonly string[]).includes(part))
  if (unknown !== undefined) throw new Invalid(`public: "${unknown.slice(0, 80)}" is not one of ${visibilities.join(', ')}`, 'public')
  return level
}

const verdictOf = (passed: NonNullable<JobUpdate['passed']> | null): boolean | null =>
  typeof passed === 'string' ? passed === 'true' || passed === 'passed' : passed

const cancelled = 'Browser request was cancelled before a Sauce Labs virtual machine was found'

/**
 * Stops a job: a running one is complete from this moment on, without an error; one that still waits for a machine is
 * cancelled; a finished one stays as it is (recorded by sauce_whisk).
 */
export function stopJob (world: World, caller: Caller, username: string, id: string, at: number): Job {
  const job = findOwnJob(world, caller, username, id, at)
  if (isOver(job, at)) return job
  if (statusAt(job, at) === 'in progress') return world.facts.jobs.put({ ...job, stopped: at })
  return world.facts.jobs.put({ ...job, plan: { ...job.plan, ended: at, outcome: 'error', error: cancelled, passed: null, commands: 0, failedCommands: 0 } })
}

/** Deletes a finished job with its assets and marks. @throws NotReady while it runs. */
export function deleteJob (world: World, caller: Caller, username: string | undefined, id: string, at: number): void {
  const job = findOwnJob(world, caller, username, id, at)
  if (!isOver(job, at)) throw new NotReady("Job hasn't finished running")
  forget(world, job)
}

/** Deletes all that the user's test history holds by now. */
export function deleteAllJobs (world: World, caller: Caller, username: string, at: number): void {
  const { username: owner } = userOfPath(world, caller, username)
  const doomed = world.facts.jobs.in('owner', owner).filter((job) => job.plan.created <= at && mayWrite(world, caller, job))
  // Oldest first: that end of the sorted index shifts nothing.
  for (const job of doomed.reverse()) forget(world, job)
}

function forget (world: World, job: Job): void {
  const { facts } = world
  facts.jobs.delete(job.id)
  for (const mark of [...facts.marks.in('job', job.id)]) facts.marks.delete(facts.marks.spec.key(mark))
  for (const upload of [...facts.uploads.in('job', job.id)]) facts.uploads.delete(facts.uploads.spec.key(upload))
}
