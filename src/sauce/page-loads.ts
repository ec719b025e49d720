import { sha1 } from '../kernel/ids.js'
import { stream } from '../kernel/random.js'
import type { Job, MeasuredLoad } from '../facts/job.js'
import { pageLoadInput, pageOf, simulateLoad } from '../worlds/page-loads.js'
import { capturesPerformance, visitsMade } from '../facts/visits.js'
import type { World } from '../worlds/world.js'

export { capturesPerformance, pageLoadInput, pageOf, simulateLoad, visitsMade }

/** A page load that was measured: by the simulation, or by a client that recorded it. */
export interface Load {
  /** Which page load of the job this is, from 0. */
  readonly orderIndex: number
  /** As the browser reports it: `https://example.com/`, with the slash. */
  readonly url: string
  /** What a client recorded; it wins over a simulated load of the same index. */
  readonly measured: MeasuredLoad | undefined
}

/** A URL as the browser reports it; text that is no URL stays as it is. */
export const browserUrl = (url: string): string => URL.canParse(url) ? new URL(url).href : url

/** The measured page loads of a job, in order; none if it does not capture performance and nobody recorded one. */
export function loadsOf (world: World, job: Job): Load[] {
  const indexes = new Set(job.measured.map(({ orderIndex }) => orderIndex))
  if (capturesPerformance(job)) for (let i = visitsMade(job) - 1; i >= 0; i--) indexes.add(i)
  return [...indexes].sort((a, b) => a - b).flatMap((orderIndex) => loadAt(world, job, orderIndex) ?? [])
}

/** One measured page load of a job; undefined if it has none of that index. */
export function loadAt (world: World, job: Job, orderIndex: number): Load | undefined {
  const measured = job.measured.find((each) => each.orderIndex === orderIndex)
  if (measured !== undefined) return { orderIndex, url: measured.url, measured }
  if (!capturesPerformance(job) || orderIndex >= visitsMade(job)) return undefined
  const { url } = pageOf(world, job.visits[orderIndex]!)
  // A visit of something that is no URL (a native app's activity) loads no page.
  return URL.canParse(url) ? { orderIndex, url: browserUrl(url), measured } : undefined
}

/** job_name_hash of the Performance API: SHA-1 of the job's name. */
export const jobNameHash = (job: Job): string => sha1(job.name ?? '')

/** load_id of the Performance API: SHA-1 of job id, page URL and order index, joined without a separator. */
export const loadId = (jobId: string, pageUrl: string, orderIndex: number): string => sha1(`${jobId}${pageUrl}${orderIndex}`)

/** loader_id of a load that a client measured: made up, and always the same for one job and index. */
export const recordedLoaderId = (world: World, job: Job, orderIndex: number): string =>
  stream(world.seed, 'recorded-load', job.id, orderIndex).hex(32).toUpperCase()
