/** How far the session of a stopped job had come: which pages it had asked for, and which of them were there. */
import { inTurns, turn } from '../../kernel/turns.js'
import type { Visit } from '../../lab/session/plan.js'
import type { SessionCommand } from '../../lab/session/session-command.js'
import type { Job, Reached } from '../../facts/job.js'
import { visitsMade } from '../../facts/visits.js'
import { loadOf } from '../../worlds/room-for-loads.js'
import type { World } from '../../worlds/world.js'
import { isPage } from './asset-names.js'
import { sessionPlan } from './session-of.js'

/** The visits a job may have made, each as long as its page takes. */
async function visitsOf (world: World, job: Job): Promise<Visit[]> {
  const visits: Visit[] = []
  for (const [index, url] of job.visits.slice(0, visitsMade(job)).entries()) {
    if (index > 0) await turn()
    visits.push({ url, duration: isPage(world, url) ? await loadOf(world, job, index) : 0 })
  }
  return visits
}

/** The `get`s of a session of these visits. */
async function getsOf (world: World, job: Job, visits: readonly Visit[]): Promise<SessionCommand[]> {
  const plan = sessionPlan(job, world.seed, visits)
  if (plan === undefined) return []
  const { sessionSteps } = await import('../../lab/session/session.js')
  const { commands } = await inTurns(sessionSteps(plan))
  return commands.filter(({ visit, at }) => visit !== null && at < plan.durationMs)
}

/** A clock's rounding, ms. */
const hair = 1e-3

/**
 * What a job has come to that is stopped at `job.stopped`. Visits that had no time to begin leave theirs to the others,
 * so the session is made anew until all of its visits begin.
 */
export async function reachedBy (world: World, job: Job): Promise<Reached> {
  let visits = await visitsOf(world, job)
  let gets = await getsOf(world, job, visits)
  while (gets.length < visits.length) {
    visits = visits.slice(0, gets.length)
    gets = await getsOf(world, job, visits)
  }
  const left = (job.stopped ?? Infinity) - (job.plan.started ?? 0) + hair
  const loaded = gets.findIndex(({ at }, index) => at + (visits[index]?.duration ?? 0) > left)
  return { begun: visits.length, loaded: loaded === -1 ? visits.length : loaded }
}
