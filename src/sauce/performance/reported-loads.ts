import type { Job, MeasuredLoad } from '../../facts/job.js'
import { browserUrl, capturesPerformance, isUnmeasured, visitsLoaded } from '../../facts/visits.js'
import { pageVisited } from '../../worlds/page-loads.js'
import type { World } from '../../worlds/world.js'

/** A page load that the Performance API reports on: one that is simulated, or one that a client recorded. */
export interface ReportedLoad {
  /** Which page load of the job this is, from 0. */
  readonly orderIndex: number
  /** As the browser reports it: `https://example.com/`, with the slash. */
  readonly url: string
  /** What a client recorded; it wins over a simulated load of the same index. undefined: nobody did. */
  readonly recorded: MeasuredLoad | undefined
}

/** A reported page load with its job. */
export interface JobLoad { readonly job: Job, readonly load: ReportedLoad }

/** The reported page loads of a job, in order; none if it does not capture performance and nobody recorded one. */
export function reportedLoads (world: World, job: Job): ReportedLoad[] {
  const indexes = new Set(job.measured.map(({ orderIndex }) => orderIndex))
  if (capturesPerformance(job)) for (let i = visitsLoaded(job) - 1; i >= 0; i--) indexes.add(i)
  return [...indexes].sort((a, b) => a - b).flatMap((orderIndex) => reportedLoad(world, job, orderIndex) ?? [])
}

/** One reported page load of a job; undefined if it has none of that index. */
export function reportedLoad (world: World, job: Job, orderIndex: number): ReportedLoad | undefined {
  const recorded = job.measured.find((each) => each.orderIndex === orderIndex)
  if (recorded !== undefined) return { orderIndex, url: recorded.url, recorded }
  const page = pageVisited(world, job, orderIndex)
  if (page === undefined || !capturesPerformance(job) || orderIndex >= visitsLoaded(job)) return undefined
  if (isUnmeasured(job, orderIndex)) return undefined
  const { url } = page
  // A visit of something that is no URL (a native app's activity) loads no page.
  return URL.canParse(url) ? { orderIndex, url: browserUrl(url), recorded } : undefined
}
