import { endOf, type Job } from '../facts/job.js'
import type { World } from './world.js'

/**
 * When one of the team's machines is free for a job: the earliest moment from its planned start on at which, for as long
 * as it runs, fewer jobs of its team run than the team has machines. null: not before a running job is stopped. The
 * plans of the jobs there are decide, so jobs are served in the order in which they were made; how Sauce Labs' scheduler
 * chooses is not public.
 */
export function machineFree (world: World, job: Job): number | null {
  const { started, ended } = job.plan
  const teamId = world.facts.users.get(job.owner)?.teamId
  const machines = teamId === undefined ? 0 : world.facts.teams.get(teamId)?.machines ?? 0
  if (started === null || teamId === undefined) return started
  const lasts = (ended ?? Infinity) - started
  const busy: Array<{ from: number, until: number }> = []
  for (const { username } of world.facts.users.in('team', teamId)) {
    for (const other of world.facts.jobs.in('owner', username)) {
      const until = endOf(other)
      if (other.id !== job.id && other.plan.started !== null && until > started && until > other.plan.started) busy.push({ from: other.plan.started, until })
    }
  }
  const candidates = [started, ...busy.map(({ until }) => until).filter(Number.isFinite)].sort((a, b) => a - b)
  return candidates.find((start) => most(busy, start, start + lasts) < machines) ?? null
}

/** The most spans that overlap at one moment of [from, until). */
function most (spans: ReadonlyArray<{ from: number, until: number }>, from: number, until: number): number {
  const within = spans.filter((span) => span.from < until && span.until > from)
  const moments = [from, ...within.map((span) => span.from).filter((moment) => moment > from)]
  return Math.max(0, ...moments.map((moment) => within.filter((span) => span.from <= moment && span.until > moment).length))
}

/** The job as it can be run with the team's machines: later, as long as planned. */
export function whenMachineFree (world: World, job: Job): Job {
  const started = machineFree(world, job)
  if (started === job.plan.started) return job
  const { started: wanted, ended } = job.plan
  return { ...job, plan: { ...job.plan, started, ended: started === null || ended === null ? null : started + (ended - wanted!) } }
}
