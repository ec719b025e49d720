import { endOf, type Job } from '../facts/job.js'
import type { World } from './world.js'

/**
 * When one of the team's machines is free for a job: the earliest moment from its planned start on at which, for as
 * long as it runs, fewer jobs of its team run than the team has machines. null: not before a running job is stopped.
 * The plans of the jobs there are decide, so jobs are served in the order in which they were made; how Sauce Labs'
 * scheduler chooses is not public.
 */
export function machineFree (world: World, job: Job): number | null {
  const { started, ended } = job.plan
  const teamId = world.facts.users.get(job.owner)?.teamId
  if (started === null || teamId === undefined) return started
  const machines = world.facts.teams.get(teamId)?.machines ?? 0
  const lasts = (ended ?? Infinity) - started
  const busy = busySpans(world, teamId, job, started)
  const candidates = [started, ...busy.map(({ until }) => until).filter(Number.isFinite)].sort((a, b) => a - b)
  return candidates.find((start) => most(busy, start, start + lasts) < machines) ?? null
}

/** From when until when a machine is taken. */
interface Span { readonly from: number, readonly until: number }

/** When the team's other jobs run, as far as that is not over at `from`. */
function busySpans (world: World, teamId: string, job: Job, from: number): Span[] {
  const busy: Span[] = []
  for (const { username } of world.facts.users.in('team', teamId)) {
    for (const other of world.facts.jobs.in('owner', username)) {
      const { started } = other.plan
      if (other.id === job.id || started === null) continue
      const until = endOf(other)
      if (until > from && until > started) busy.push({ from: started, until })
    }
  }
  return busy
}

/** The most spans that overlap at one moment of [from, until). */
function most (spans: readonly Span[], from: number, until: number): number {
  const within = spans.filter((span) => span.from < until && span.until > from)
  const moments = [from, ...within.map((span) => span.from).filter((moment) => moment > from)]
  const runningAt = (moment: number): number =>
    within.filter((span) => span.from <= moment && span.until > moment).length
  return Math.max(0, ...moments.map(runningAt))
}

/** The job as it can be run with the team's machines: later, as long as planned. */
export function whenMachineFree (world: World, job: Job): Job {
  const { started: wanted, ended } = job.plan
  const started = machineFree(world, job)
  if (wanted === null || started === wanted) return job
  const lasts = ended === null ? null : ended - wanted
  return {
    ...job,
    plan: { ...job.plan, started, ended: started === null || lasts === null ? null : started + lasts }
  }
}
