import { isOver, type Job, type JobPlan } from '../facts/job.js'
import type { World } from './world.js'

/** Later than anything, and still a time. */
const endOfTime = 8_640_000_000_000_000

/** The plan, moved into the past as far as it takes to be over at `at`; one that runs until it is stopped stays. */
function overBy (plan: JobPlan, at: number): JobPlan {
  if (plan.ended === null || plan.ended <= at) return plan
  const ms = at - plan.ended
  return {
    ...plan,
    created: plan.created + ms,
    queued: plan.queued + ms,
    started: plan.started === null ? null : plan.started + ms,
    ended: at
  }
}

/**
 * A new job as the world's policy wants it. Both policies begin it as far in the past as it takes to be over by now, so
 * that its times, log and video agree: immediate shows all of that at once, reads step by step. A job that runs until
 * it is stopped stays open.
 */
export function underPolicy (world: World, job: Job, at: number): Job {
  if (world.progress.policy === 'time' || job.plan.created > at || isOver(job, at)) return job
  const plan = overBy(job.plan, at)
  if (world.progress.policy === 'immediate') return { ...job, plan }
  const held: Job = { ...job, plan: shown(plan, 0, at) }
  if (nextStep(held.plan, plan, at) !== undefined) world.facts.heldJobs.put({ jobId: job.id, plan, reads: 0 })
  return held
}

/**
 * A plan of which the first steps are known: 1 it is in the queue, 2 it runs, 3 it is over. A step that takes no time
 * is known with the one before.
 */
function shown (plan: JobPlan, steps: number, at: number): JobPlan {
  const { created, queued, started, ended } = plan
  if (steps < 1 && queued !== created) return { ...plan, queued: endOfTime, started: null, ended: null }
  const inQueue = { ...plan, queued: Math.min(queued, at) }
  if (started === null || (steps < 2 && started !== queued)) return { ...inQueue, started: null, ended: null }
  const running = { ...inQueue, started: Math.min(started, at) }
  return steps < 3 && ended !== started ? { ...running, ended: null } : running
}

/**
 * Which step a job's plan takes next towards the given one; undefined when it has taken all, or was stopped on the way.
 */
function nextStep (plan: JobPlan, given: JobPlan, at: number): 1 | 2 | 3 | undefined {
  if (plan.ended !== null) return undefined
  if (plan.queued > at) return 1
  if (plan.started === null) return given.started === null ? undefined : 2
  return given.ended === null ? undefined : 3
}

/** The job after its details were looked at, which moves it on if it is one that waits for that. */
export function lookedAt (world: World, job: Job, at: number): Job {
  const { heldJobs } = world.facts
  const held = heldJobs.size === 0 ? undefined : heldJobs.get(job.id)
  if (held === undefined) return job
  const step = job.stopped === null ? nextStep(job.plan, held.plan, at) : undefined
  if (step === undefined) {
    heldJobs.delete(job.id)
    return job
  }
  const reads = held.reads + 1
  if (world.progress.policy === 'reads' && reads < world.progress.reads) {
    heldJobs.put({ ...held, reads })
    return job
  }
  const plan = shown(held.plan, step, at)
  if (nextStep(plan, held.plan, at) === undefined) heldJobs.delete(job.id)
  else heldJobs.put({ ...held, reads: 0 })
  return world.facts.jobs.put({ ...job, plan })
}
