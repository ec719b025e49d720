/** How far the session of a stopped job had come. */
import { inTurns, turn } from '../../kernel/turns.js'
import type { Visit } from '../../lab/session/plan.js'
import type { Job, Reached } from '../../facts/job.js'
import { visitsPlanned } from '../../facts/visits.js'
import { loadOf } from '../../worlds/room-for-loads.js'
import type { World } from '../../worlds/world.js'
import { isPage } from './asset-names.js'
import { sessionOf, sessionPlan } from './session-of.js'

/** The visits a job was to make, each as long as its page takes. */
async function visitsOf (world: World, job: Job): Promise<Visit[]> {
  const visits: Visit[] = []
  for (const [index, url] of job.visits.slice(0, visitsPlanned(job)).entries()) {
    if (index > 0) await turn()
    visits.push({ url, duration: isPage(world, job, index) ? await loadOf(world, job, index) : 0 })
  }
  return visits
}

/** A clock's rounding, ms. */
const hair = 1e-3

const nothing: Reached = { begun: 0, loaded: 0, commands: 0, errors: 0, screenshots: 0 }

/** What a client has driven its session to. */
function drivenSoFar (world: World, { id, visits, plan }: Job): Reached {
  return {
    begun: visits.length,
    loaded: visits.length,
    commands: plan.commands,
    errors: plan.failedCommands,
    screenshots: world.facts.sessions.get(id)?.screenshots ?? 0
  }
}

/** What a job has come to that is stopped at `job.stopped`: the session it was to have, up to then. */
export async function reachedBy (world: World, job: Job): Promise<Reached> {
  if (job.driven !== undefined) return drivenSoFar(world, job)
  const visits = await visitsOf(world, job)
  const plan = sessionPlan(job, world.seed, visits)
  if (plan === undefined) return nothing
  const { commands, durationMs, errors, screenshots } = await inTurns(sessionOf(job, plan))
  const begun = commands.filter(({ visit }) => visit !== null)
  const loaded = begun.filter(({ at, visit }) => at + (visits[visit ?? 0]?.duration ?? 0) <= durationMs + hair)
  return { begun: begun.length, loaded: loaded.length, commands: commands.length, errors, screenshots }
}
