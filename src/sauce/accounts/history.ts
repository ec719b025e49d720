import { day, minute } from '../../kernel/durations.js'
import { startOfDay } from '../../kernel/time.js'
import { endOf, type Job } from '../../facts/job.js'
import { mayRead, type Asking } from '../access.js'

/** When a job had a machine, as far as that is past at a moment. ms. */
interface Run { readonly from: number, readonly until: number, readonly manual: boolean }

/** The runs of a user's jobs, of those that the caller may see. */
function * runsOf (asking: Asking, username: string): Generator<Run> {
  for (const job of asking.world.facts.jobs.in('owner', username)) {
    const run = mayRead(asking, job) ? runOf(job, asking.at) : undefined
    if (run !== undefined) yield run
  }
}

function runOf (job: Job, at: number): Run | undefined {
  const { started } = job.plan
  const until = Math.min(endOf(job), at)
  return started === null || started > until ? undefined : { from: started, until, manual: job.manual }
}

const minutesText = (ms: number): string => String(Math.ceil(ms / minute))

/** The minutes that a user's jobs took since the calendar month (UTC) of the moment began, as text. */
export function minutesOfMonth (asking: Asking, username: string): { manual: string, automated: string } {
  const now = new Date(asking.at)
  const began = Date.UTC(now.getUTCFullYear(), now.getUTCMonth())
  const spent = { manual: 0, automated: 0 }
  for (const { from, until, manual } of runsOf(asking, username)) {
    spent[manual ? 'manual' : 'automated'] += Math.max(0, until - Math.max(from, began))
  }
  return { manual: minutesText(spent.manual), automated: minutesText(spent.automated) }
}

/** A user's days, oldest first: four lists of the same length, as node-saucelabs' apis/sauce.json has them. */
export interface DaysOfUse {
  datestamp: string[]
  jobs: number[]
  minutes: number[]
  /** The most jobs that ran at the same time. */
  ccy_exec_peak: number[]
}

/** The last `count` days (UTC), the moment's own the last of them. A job counts on the days on which it ran. */
export function daysOfUse (asking: Asking, username: string, count: number): DaysOfUse {
  const today = startOfDay(asking.at)
  const days = Array.from({ length: count }, (_, index) => today - (count - 1 - index) * day)
  const runs = [...runsOf(asking, username)].filter(({ until }) => until >= today - (count - 1) * day)
  const use: DaysOfUse = { datestamp: [], jobs: [], minutes: [], ccy_exec_peak: [] }
  for (const midnight of days) {
    const ofDay = runs.filter(({ from, until }) => from < midnight + day && until >= midnight)
    const ms = ofDay.reduce((sum, run) => sum + Math.min(run.until, midnight + day) - Math.max(run.from, midnight), 0)
    use.datestamp.push(new Date(midnight).toISOString().slice(0, 10))
    use.jobs.push(ofDay.length)
    use.minutes.push(Math.ceil(ms / minute))
    use.ccy_exec_peak.push(peakOf(ofDay))
  }
  return use
}

/** The most runs that overlap at one moment. */
export function peakOf (runs: ReadonlyArray<Pick<Run, 'from' | 'until'>>): number {
  // At one moment a machine is given back before it is taken.
  const steps = runs.flatMap(({ from, until }) => [{ time: from, by: 1 }, { time: until, by: -1 }])
    .sort((a, b) => a.time - b.time || a.by - b.by)
  let running = 0
  let peak = 0
  for (const { by } of steps) {
    running += by
    peak = Math.max(peak, running)
  }
  return peak
}

/** When a user's latest job started, ms since the Unix epoch; undefined if none did. */
export function lastStart (asking: Asking, username: string): number | undefined {
  let last: number | undefined
  for (const { from } of runsOf(asking, username)) if (last === undefined || from > last) last = from
  return last
}
