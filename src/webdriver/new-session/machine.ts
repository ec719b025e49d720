/** A machine for a new session, where the team's number of them is a quota: it waits for one, as long as Sauce Labs. */
import { DriverError } from '../../browser/errors.js'
import { isOver, statusAt, type Job } from '../../facts/job.js'
import { after } from '../../kernel/clock.js'
import { minute, second } from '../../kernel/durations.js'
import type { World } from '../../worlds/world.js'

/** How long a job is in the queue at most, by the world's clock, ms. */
const longest = 10 * minute
/** How long its client is let wait at most, ms of real time: clients give up after two minutes. */
const patience = 90 * second
/** How often it is looked whether a machine is free, real ms. */
const interval = 50

/** In Sauce Labs' words (Sauce docs, error messages). */
const exceeded = 'You\'ve exceeded your Sauce Labs concurrency limit'
const cancelled = 'The new session request was cancelled before a Sauce Labs virtual machine was found'

/** Whoever waits for an answer; true once nobody does. */
export type IsGone = () => boolean

/** How many of the team's machines are taken at a moment, or will be by those who have waited longer. */
function taken (world: World, { owner, id, run }: Job, at: number): { taken: number, machines: number } {
  const { users, teams, jobs } = world.facts
  const teamId = users.get(owner)?.teamId ?? ''
  let count = 0
  for (const { username } of users.in('team', teamId)) {
    for (const other of jobs.in('owner', username)) {
      if (other.id === id) continue
      const status = statusAt(other, at)
      const waitsLonger = status === 'queued' && other.driven !== undefined && other.run < run
      if (status === 'in progress' || waitsLonger) count++
    }
  }
  return { taken: count, machines: teams.get(teamId)?.machines ?? 0 }
}

function hasMachine (world: World, job: Job, at: number): boolean {
  const { taken: count, machines } = taken(world, job, at)
  return count < machines
}

/** The job in the queue: if nobody takes it out, it ends there. */
function queued (job: Job, at: number): Job {
  const waiting = { created: at, queued: at, started: null, ended: at + longest }
  return { ...job, plan: { ...job.plan, ...waiting, outcome: 'error', error: exceeded } }
}

const shortly = async (): Promise<void> => { await new Promise<void>((resolve) => { after(interval, resolve) }) }

/**
 * The job as it can be begun, and when by the world's clock: at once where nobody counts machines, or one is free. Else
 * it is in the queue as long as none is. @throws DriverError when that takes too long, or somebody cancels it
 */
export async function withMachine (
  world: World, job: Job, at: number, isGone: IsGone
): Promise<{ job: Job, at: number }> {
  if (!world.quotas.settings.concurrency || hasMachine(world, job, at)) return { job, at }
  const { facts, resets } = world
  facts.jobs.put(queued(job, at))
  for (let waited = 0; waited < patience; waited += interval) {
    await shortly()
    if (world.resets !== resets) throw refusal(cancelled)
    const now = world.clock.now()
    const waiting = facts.jobs.get(job.id)
    if (waiting === undefined || isOver(waiting, now)) throw refusal(waiting?.plan.error ?? cancelled)
    if (isGone()) break
    if (hasMachine(world, waiting, now)) {
      return { job: { ...waiting, plan: { ...waiting.plan, started: now } }, at: now }
    }
  }
  const error = isGone() ? cancelled : exceeded
  const waiting = facts.jobs.get(job.id)
  const now = world.clock.now()
  if (waiting !== undefined && !isOver(waiting, now)) {
    facts.jobs.put({ ...waiting, plan: { ...waiting.plan, ended: now, error } })
  }
  throw refusal(error)
}

const refusal = (text: string): DriverError => new DriverError('session not created', text)
