/**
 * First CPU Idle as Lighthouse 6.3 computes it: the end of the first long task after which only small clusters follow.
 */
import type { MainThreadTask } from '../timeline.js'
import { longTask } from './interactive.js'

/** Long tasks less than this apart form a cluster, ms. */
const padding = 1000
/** A cluster that starts within this time of first meaningful paint keeps the CPU from being idle, ms. */
const tooSoon = 5000
const tooLong = 250

/**
 * How quiet a window must be, ms: five seconds right after first meaningful paint, three 15 s later, in the limit one.
 */
const requiredWindow = (afterPaint: number): number => (4 * Math.exp(-Math.log(2) / 15 * afterPaint / 1000) + 1) * 1000

interface Cluster { start: number, end: number }

/** Clusters of these long tasks that start before `windowEnd`. */
function clustersIn (long: readonly MainThreadTask[], windowEnd: number): Cluster[] {
  const clusters: Cluster[] = []
  for (const { start, duration } of long) {
    if (start >= windowEnd + padding) break
    const current = clusters.at(-1)
    if (current !== undefined && start - current.end <= padding) current.end = start + duration
    else clusters.push({ start, end: start + duration })
  }
  return clusters.filter(({ start }) => start < windowEnd)
}

export function firstCPUIdle (
  tasks: readonly MainThreadTask[], firstMeaningfulPaint: number, domContentLoaded: number
): number {
  const long = tasks.filter(({ start, duration }) =>
    duration >= longTask && start + duration >= firstMeaningfulPaint)
  return Math.max(quietFrom(long, firstMeaningfulPaint), domContentLoaded)
}

/** The end of the first of these long tasks that quiet follows; first meaningful paint if it is quiet from there on. */
function quietFrom (long: readonly MainThreadTask[], firstMeaningfulPaint: number): number {
  const first = long[0]
  if (first === undefined || first.start > firstMeaningfulPaint + requiredWindow(0)) return firstMeaningfulPaint
  const isBad = ({ start, end }: Cluster): boolean => start < firstMeaningfulPaint + tooSoon || end - start > tooLong
  let from = firstMeaningfulPaint
  for (const [i, { start, duration }] of long.entries()) {
    from = start + duration
    const next = long[i + 1]
    if (next !== undefined && next.start - from <= padding) continue
    const windowEnd = from + requiredWindow(from - firstMeaningfulPaint)
    if (!clustersIn(long.slice(i + 1), windowEnd).some(isBad)) break
  }
  return from
}
