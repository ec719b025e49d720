/** Which runs the analytics are about: jobs that are over, by when, whose, and with what they ran. */
import { day, hour, minute, second } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import { parseInstant } from '../../kernel/time.js'
import { consolidatedStatusAt, endOf, isOver, type Job } from '../../facts/job.js'
import { listOf } from '../accounts/directory.js'
import { usernamesOf } from '../accounts/relatives.js'
import { mayRead, userOfPath, type Asking } from '../access.js'
import type { AnalyticsStatus, RunsQuery } from './analytics.schema.js'

/** From when to when, both included. ms. */
export interface Period { readonly from: number, readonly to: number }

const units: Readonly<Record<string, number>> = { d: day, h: hour, m: minute, s: second }

/** A number and a unit, as `12h`, in ms; a minus before it changes nothing. */
export const spanOf = (text: string): number => Math.abs(parseInt(text, 10)) * (units[text.slice(-1)] ?? second)

/** @throws Invalid in the documented words if there is no period, and for times that are none */
export function periodOf ({ start, end, time_range: range }: RunsQuery, at: number): Period {
  if (range !== undefined) return { from: at - spanOf(range), to: at }
  if (start === undefined || end === undefined) throw new Invalid('start and end parameters are required.')
  const period = { from: momentOf(start, 'start'), to: momentOf(end, 'end') }
  if (period.from > period.to) throw new Invalid('start must not be after end', 'start')
  return period
}

function momentOf (text: string, name: string): number {
  const at = /^\d{1,11}$/.test(text) ? Number(text) * second : parseInstant(text)
  if (at === undefined) throw new Invalid(`${name}: "${text}" is no time such as 2026-04-15T12:00:00Z`, name)
  return at
}

/** What a run came to, in the words of the analytics. */
export function runStatus (job: Job, at: number): AnalyticsStatus {
  const status = consolidatedStatusAt(job, at)
  if (status === 'error') return 'errored'
  return status === 'passed' || status === 'failed' ? status : 'complete'
}

/** What a run was made with: without a version, and with it. */
export interface Platform { readonly os: [string, string], readonly browser: [string, string] }

const browserNames: Readonly<Record<string, string>> = {
  googlechrome: 'Chrome',
  microsoftedge: 'Edge',
  firefox: 'Firefox',
  safari: 'Safari'
}

export function platformOfRun ({ platform }: Job): Platform {
  const { os, browser, shortVersion } = platform
  const name = browserNames[browser] ?? browser
  const version = /^\d+$/.test(shortVersion) ? `${shortVersion}.0` : shortVersion
  return { os: [os.replace(/ [\d.]+$/, ''), os], browser: [name, `${name} ${version}`.trim()] }
}

const isAmong = (asked: readonly string[] | undefined, names: readonly string[]): boolean =>
  asked === undefined || names.some((name) => asked.some((text) => text.toLowerCase() === name.toLowerCase()))

/** The runs that were made in the period and that the caller may see, the earliest first. */
export function runsOf (asking: Asking, query: RunsQuery, me: string): Job[] {
  const { world, at } = asking
  const { from, to } = periodOf(query, at)
  const os = listOf(query.os)
  const browser = listOf(query.browser)
  const isMeant = (job: Job): boolean => {
    const { created } = job.plan
    if (created < from || created > to || !isOver(job, at) || !mayRead(asking, job)) return false
    if (query.status !== undefined && runStatus(job, at) !== query.status) return false
    if (os === undefined && browser === undefined) return true
    const platform = platformOfRun(job)
    return isAmong(os, platform.os) && isAmong(browser, platform.browser)
  }
  return ownersOf(asking, query, me)
    .flatMap((owner) => world.facts.jobs.in('owner', owner).filter(isMeant))
    .sort((a, b) => a.plan.created - b.plan.created || (a.id < b.id ? -1 : 1))
}

function ownersOf (asking: Asking, { scope, owner }: RunsQuery, me: string): string[] {
  const named = listOf(owner)
  if (scope === 'organization') return usernamesOf(asking)
  if (named !== undefined && scope !== 'me') return [...new Set(named)].map((name) => userOfPath(asking, name).username)
  if (scope === 'single') throw new Invalid('owner parameter is required.', 'owner')
  return [me]
}

/** How long a run had a machine, ms; 0 for one that never got any. */
export function runTime (job: Job): number {
  const { started } = job.plan
  return started === null ? 0 : Math.max(0, endOf(job) - started)
}

/** How long a run waited for a machine, ms. */
export const queueTime = ({ plan: { created, started } }: Job): number => started === null ? 0 : started - created
