import { Invalid, NotFound, NotReady } from '../../kernel/errors.js'
import { ensureBuild } from '../../worlds/build.js'
import { visibilities } from '../../worlds/files/job-spec.js'
import type { World } from '../../worlds/world.js'
import { isOver, statusAt, type Job } from '../../facts/job.js'
import { mayActFor, mayWrite, userOfPath, type Asking } from '../access.js'
import { findOwnJob } from './jobs.js'
import { customDataLimit, type JobUpdate, type Verdict } from './jobs.schema.js'

/**
 * Applies an update: fields that are absent stay, tags and custom data are replaced as a whole. Writing what is there
 * already changes nothing, so it does not count as a modification.
 * @throws Invalid for an unknown visibility or custom data beyond 64 KB.
 */
export function updateJob (asking: Asking, username: string, id: string, update: JobUpdate): Job {
  const { world, at } = asking
  const job = findOwnJob(asking, id, username)
  const changed: Job = { ...job, ...changesOf(update) }
  if (JSON.stringify(changed) === JSON.stringify(job)) return job
  if (changed.build !== null && changed.build !== job.build) ensureBuild(world, changed.owner, changed.build, at)
  return world.facts.jobs.put({ ...changed, modified: at })
}

function changesOf (update: JobUpdate): Partial<Job> {
  const customData = customDataOf(update)
  return {
    ...(update.name === undefined ? {} : { name: update.name }),
    ...(update.tags === undefined ? {} : { tags: update.tags ?? [] }),
    ...(update.public === undefined ? {} : { visibility: visibilityOf(update.public) }),
    ...(update.passed === undefined ? {} : { passed: verdictOf(update.passed) }),
    ...(update.build === undefined ? {} : { build: update.build === null ? null : String(update.build) }),
    ...(customData === undefined ? {} : { customData })
  }
}

/** Clients write it under either key; null takes it away. */
function customDataOf (update: JobUpdate): Job['customData'] | undefined {
  const customData = update['custom-data'] !== undefined ? update['custom-data'] : update.customData
  if (customData !== undefined && Buffer.byteLength(JSON.stringify(customData)) > customDataLimit) {
    throw new Invalid('custom-data must not exceed 64 KB', 'custom-data')
  }
  return customData
}

function visibilityOf (level: string | boolean): string {
  if (typeof level === 'boolean') return level ? 'share' : 'team'
  const parts = level.split(',').map((part) => part.trim())
  const unknown = parts.find((part) => !visibilities.some((known) => known === part))
  if (unknown !== undefined) {
    throw new Invalid(`public: "${unknown.slice(0, 80)}" is not one of ${visibilities.join(', ')}`, 'public')
  }
  return level
}

const verdictOf = (passed: Verdict): boolean | null =>
  typeof passed === 'string' ? passed === 'true' || passed === 'passed' : passed

const cancelled = 'Browser request was cancelled before a Sauce Labs virtual machine was found'

/**
 * Stops a job: a running one is complete from this moment on, without an error; one that still waits for a machine is
 * cancelled; a finished one stays as it is (recorded by sauce_whisk).
 */
export async function stopJob (asking: Asking, username: string, id: string): Promise<Job> {
  const { world, at } = asking
  const job = findOwnJob(asking, id, username)
  if (isOver(job, at)) return job
  if (statusAt(job, at) === 'in progress') return await stopRunning(asking, username, job)
  const plan = {
    ...job.plan,
    ended: at,
    outcome: 'error' as const,
    error: cancelled,
    passed: null,
    commands: 0,
    failedCommands: 0
  }
  return world.facts.jobs.put({ ...job, plan })
}

async function stopRunning (asking: Asking, username: string, job: Job): Promise<Job> {
  const { world, at } = asking
  const { reachedBy } = await import('../assets/reached-by.js')
  const reached = await reachedBy(world, { ...job, stopped: at })
  // That may have taken a while: what became of the job meanwhile is looked up anew.
  const now = findOwnJob(asking, job.id, username)
  return isOver(now, at) ? now : world.facts.jobs.put({ ...now, stopped: at, reached })
}

/** Deletes a finished job with its assets and marks. @throws NotReady while it runs. */
export function deleteJob (asking: Asking, id: string, username?: string): void {
  const job = findOwnJob(asking, id, username)
  if (!isOver(job, asking.at)) throw new NotReady("Job hasn't finished running")
  forget(asking.world, job)
}

/**
 * Deletes all that the user's test history holds by now; an admin leaves what they do not see.
 * @throws NotFound for those who may not act for the user
 */
export function deleteAllJobs (asking: Asking, username: string): void {
  const { world, at } = asking
  const owner = userOfPath(asking, username)
  if (!mayActFor(asking, owner.username)) throw new NotFound('user', username)
  const doomed = world.facts.jobs.in('owner', owner.username)
    .filter((job) => job.plan.created <= at && mayWrite(asking, job))
  // Oldest first: that end of the sorted index shifts nothing.
  for (const job of doomed.reverse()) forget(world, job)
}

function forget (world: World, job: Job): void {
  const { facts } = world
  facts.jobs.delete(job.id)
  for (const mark of [...facts.marks.in('job', job.id)]) facts.marks.delete(facts.marks.spec.key(mark))
  for (const upload of [...facts.uploads.in('job', job.id)]) facts.uploads.delete(facts.uploads.spec.key(upload))
  for (const { id } of [...facts.jsTests.in('job', job.id)]) facts.jsTests.delete(id)
  if (job.driven === undefined) return
  facts.sessions.delete(job.id)
  facts.sessionCommands.apply([], facts.sessionCommands.in('job', job.id).map(facts.sessionCommands.spec.key))
}
