import { endOf, type Job } from './job.js'
import { mobileSystem } from './platform.js'

/** The train whose releases pages feel when nothing else is said. */
export const defaultTrain = 'web'

/** Whether text is the URL of a page that a browser could open. */
export const isWebUrl = (text: string): boolean => /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)

/** A URL as the browser reports it; text that is no URL stays as it is. */
export const browserUrl = (url: string): string => URL.canParse(url) ? new URL(url).href : url

/** Where a visit leads: two URLs that differ in their fragments alone are one document. Text that is no URL stays. */
export function addressOf (url: string): string {
  if (!URL.canParse(url)) return url
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href
}

/**
 * Whether a job's browser is watched: the capability is needed, and a desktop's Chrome, or its Firefox from version 53
 * on (Sauce docs, Extended Debugging). Elsewhere the capability does nothing.
 */
export const debugsExtendedly = ({ recording, platform }: Job): boolean =>
  recording.extendedDebugging && canBeWatched(platform)

/** The first Firefox that Sauce Labs debugs extendedly. */
const firstFirefox = 53

function canBeWatched (platform: Job['platform']): boolean {
  if (mobileSystem(platform) !== undefined) return false
  // `beta` and `dev` are newer than any number.
  if (platform.browser === 'firefox') return !(Number.parseInt(platform.version) < firstFirefox)
  return platform.browser === 'googlechrome'
}

/**
 * Whether a job's page loads are measured: both capabilities are needed, and Chrome on a Windows or macOS desktop,
 * which may pretend to be a phone (Sauce docs, Performance).
 */
export const capturesPerformance = (job: Job): boolean =>
  job.recording.capturePerformance && debugsExtendedly(job) && isMeasured(job.platform)

/** Whether a client had switched off the measuring of this page load. */
export const isUnmeasured = ({ driven }: Job, orderIndex: number): boolean =>
  driven?.[orderIndex]?.unmeasured === true

const isMeasured = ({ browser, os }: Job['platform']): boolean =>
  browser === 'googlechrome' && /^(?:windows|mac|os x)/i.test(os)

/** What a session runs besides its visits: it begins, and its client ends it. */
export const aroundVisits = 2

/** How many visits a job's commands have room for; all, if a client drove it: they were made. */
export const visitsPlanned = (
  { visits, driven, plan: { commands } }: Pick<Job, 'visits' | 'driven' | 'plan'>
): number =>
  driven === undefined ? Math.min(visits.length, Math.max(0, commands - aroundVisits)) : visits.length

/** How many of its visits a job made: all that were planned, unless it never ran, or was stopped on the way. */
export function visitsMade (job: Job): number {
  const { started } = job.plan
  if (started === null || started > endOf(job)) return 0
  return job.reached?.begun ?? visitsPlanned(job)
}

/** How many of its visits' pages were loaded before the session ended: no other can be measured. */
export const visitsLoaded = (job: Job): number => job.reached?.loaded ?? visitsMade(job)
