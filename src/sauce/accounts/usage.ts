import { day, second } from '../../kernel/durations.js'
import { endOf, isOver, statusAt, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { mayRead, type Asking } from '../access.js'

const onMac = (job: Job): boolean => /^(?:mac|os x|ios)/i.test(job.platform.os)

export interface Running { vms: number, macVms: number, manual: number }

/**
 * The virtual machines that the users' jobs hold at the moment; those on macOS are among the `vms`. A machine in use is
 * not free, whoever may see the job.
 */
export function runningAt (world: World, usernames: Iterable<string>, at: number): Running {
  const running = { vms: 0, macVms: 0, manual: 0 }
  for (const job of jobsUnderWay(world, usernames, at)) {
    if (statusAt(job, at) !== 'in progress') continue
    running.vms++
    if (onMac(job)) running.macVms++
    if (job.manual) running.manual++
  }
  return running
}

export interface Activity { 'in progress': number, all: number, queued: number }

/** How many of a user's jobs run and how many wait, of those that the caller may see. */
export function activityOf (asking: Asking, username: string): Activity {
  const { world, at } = asking
  const activity = { 'in progress': 0, all: 0, queued: 0 }
  for (const job of jobsUnderWay(world, [username], at)) {
    if (!mayRead(asking, job)) continue
    activity.all++
    activity[statusAt(job, at) === 'in progress' ? 'in progress' : 'queued']++
  }
  return activity
}

function * jobsUnderWay (world: World, usernames: Iterable<string>, at: number): Generator<Job> {
  for (const username of usernames) {
    for (const job of world.facts.jobs.in('owner', username)) if (job.plan.created <= at && !isOver(job, at)) yield job
  }
}

/** A day's jobs that ran and the seconds they took. */
export type DayOfUse = [date: string, [jobs: number, seconds: number]]

/**
 * A user's finished jobs, of those that the caller may see, by the day (UTC) they started, oldest first, days without
 * any left out. `from` and `to`: ms, both included.
 */
export function usageBetween (asking: Asking, username: string, from: number, to: number): DayOfUse[] {
  const { world, at } = asking
  const days = new Map<number, { jobs: number, ms: number }>()
  for (const job of world.facts.jobs.in('owner', username)) {
    const { started } = job.plan
    if (started === null || !isOver(job, at) || started > endOf(job) || started < from || started > to) continue
    if (!mayRead(asking, job)) continue
    const date = Math.floor(started / day)
    const { jobs, ms } = days.get(date) ?? { jobs: 0, ms: 0 }
    days.set(date, { jobs: jobs + 1, ms: ms + endOf(job) - started })
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([date, { jobs, ms }]) => [dateText(date * day), [jobs, Math.round(ms / second)]])
}

/** The vendor writes dates without leading zeros (old Sauce REST docs: `2011-3-18`). */
function dateText (ms: number): string {
  const date = new Date(ms)
  return `${date.getUTCFullYear()}-${date.getUTCMonth() + 1}-${date.getUTCDate()}`
}
