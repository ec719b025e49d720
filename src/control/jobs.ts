import type { Job } from '../facts/job.js'
import { isWebUrl } from '../facts/visits.js'
import { Invalid } from '../kernel/errors.js'
import { ensureBuild } from '../worlds/build.js'
import { onDeclaredPages } from '../worlds/declared-pages.js'
import type { JobSpec } from '../worlds/files/job-spec.js'
import { makeJob } from '../worlds/files/make-job.js'
import { commandsNote } from '../worlds/files/room-for-visits.js'
import { whenMachineFree } from '../worlds/machines.js'
import { pageOf, pinFaults } from '../worlds/page-loads.js'
import { underPolicy } from '../worlds/progress.js'
import { runningFor, shortageOf } from '../worlds/room-for-loads.js'
import type { World } from '../worlds/world.js'

/** Whose the job is: the world's first user's if nobody is named. */
export function ownerOf ({ facts: { users } }: World, spec: Pick<JobSpec, 'owner'>): string {
  const owner = spec.owner ?? users.values().next().value?.username
  if (owner !== undefined && users.has(owner)) return owner
  throw new Invalid(`owner: "${owner ?? ''}" is no user of this world`, 'owner')
}

/** @throws Invalid, naming the parameter, for what is neither a page of the world nor a URL */
export function checkPages (world: World, pages: readonly string[], parameter = 'pages'): void {
  const stray = pages.find((page) => !isWebUrl(pageOf(world, page).url))
  if (stray === undefined) return
  const sentence = `"${stray.slice(0, 80)}" is neither a page of this world nor an http(s) URL`
  throw new Invalid(`${parameter}: ${sentence}`, parameter)
}

/** The job asked for, not yet part of the world. Throws Invalid if it cannot be. */
function draftJob (world: World, spec: JobSpec, at: number): Job {
  const { facts, seed, base: { origin } } = world
  const owner = ownerOf(world, spec)
  checkPages(world, spec.pages ?? [])
  if (spec.id !== undefined && facts.jobs.has(spec.id)) throw new Invalid(`id: there is a job ${spec.id} already`, 'id')
  const number = (facts.counters.get('job')?.value ?? 0) + 1
  const frame = { epoch: origin.epoch, start: at }
  return onDeclaredPages(world, makeJob(spec, { seed, frame, owner, origin: 'created-job', number }))
}

/** Pins that no page load can have together. @throws Invalid with the first */
export async function checkPins (world: World, spec: JobSpec, at: number): Promise<void> {
  if (spec.pins === undefined) return
  const [fault] = await pinFaults(world, draftJob(world, spec, at))
  if (fault !== undefined) throw new Invalid(fault, 'pins')
}

/** Why a job runs more commands than asked for, or longer, and how long at least, in ms. */
export interface Growth { readonly least?: number, readonly note: string }

/**
 * What page loads make of a job's commands and its end; undefined if it has enough of both for them.
 * @throws Invalid if the maker wants that
 */
export async function growthFor (world: World, spec: JobSpec, at: number): Promise<Growth | undefined> {
  if (spec.pages === undefined) return undefined
  const shortage = await shortageOf(world, draftJob(world, spec, at))
  const more = commandsNote(spec)
  if (shortage === undefined) return more === undefined ? undefined : { note: more }
  const { least, sentence } = shortage
  if (spec.tooShort === 'refuse') throw new Invalid(sentence, 'runningFor')
  const longer = `${sentence}; it was given ${least / 1000} s`
  return { least, note: more === undefined ? longer : `${more}. ${longer}` }
}

/**
 * Adds a job with the plan asked for, running for at least so many ms; relative times refer to the world's now.
 * @throws Invalid
 */
export function createJob (world: World, spec: JobSpec, at: number, least?: number): Job {
  const drafted = draftJob(world, spec, at)
  const planned = least === undefined ? drafted : runningFor(drafted, least)
  const due = world.quotas.settings.concurrency ? whenMachineFree(world, planned) : planned
  // Only now, so that a specification that is refused changes nothing.
  world.nextNumber('job')
  const job = underPolicy(world, due, at)
  if (job.build !== null) ensureBuild(world, job.owner, job.build, job.plan.created)
  return world.facts.jobs.put(job)
}
