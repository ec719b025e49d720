/** First CPU Idle as Lighthouse 6.3 computes it: the end of the first long task after which only small clusters follow. */
import type { MainThreadTask } from '../timeline.js'
import { longTask } from './interactive.js'

/** Long tasks less than this apart form a cluster, ms. */
const padding = 1000
/** A cluster that starts within this time of first meaningful paint keeps the CPU from being idle, ms. */
const tooSoon = 5000
const tooLong = 250

/** How quiet a window must be, ms: five seconds right after first meaningful paint, three 15 s later, in the limit one. */
const requiredWindow = (afterPaint: number): number => (4 * Math.exp(-Math.log(2) / 15 * afterPaint / 1000) + 1) * 1000

interface Cluster { start: number, end: number }

/** Clusters of long tasks from `index` on that start before `windowEnd`. */
function clustersIn (long: readonly MainThreadTask[], index: number, windowEnd: number): Cluster[] {
  const clusters: Cluster[] = []
  for (let i = index; i < long.length && long[i]!.start < windowEnd + padding; i++) {
    const { start, duration } = long[i]!
    const current = clusters.at(-1)
    if (current !== undefined && start - current.end <= padding) current.end = start + duration
    else clusters.push({ start, end: start + duration })
  }
  return clusters.filter(({ start }) => start < windowEnd)
}

export function firstCPUIdle (tasks: readonly MainThreadTask[], firstMeaningfulPaint: number, domContentLoaded: number): number {
  const long = tasks.filter(({ start, duration }) => duration >= longTask && start + duration >= firstMeaningfulPaint)
  const idle = quietFrom(long, firstMeaningfulPaint)
  return Math.max(idle, domContentLoaded)
}

function quietFrom (long: readonly MainThreadTask[], firstMeaningfulPaint: number): number {
  if (long.length === 0 || long[0]!.start > firstMeaningfulPaint + requiredWindow(0)) return firstMeaningfulPaint
  for (let i = 0; i < long.length; i++) {
    const from = long[i]!.start + long[i]!.duration
    const next = long[i + 1]
    if (next !== undefined && next.start - from <= padding) continue
    const bad = clustersIn(long, i + 1, from + requiredWindow(from - firstMeaningfulPaint))
      .some(({ start, end }) => start < firstMeaningfulPaint + tooSoon || end - start > tooLong)
    if (!bad) return from
  }
  const last = long.at(-1)!
  return last.start + last.duration
}
