/** Time to Interactive as Lighthouse 6.3 computes it from a trace. */
import type { MainThreadTask, TimedRequest } from '../timeline.js'

/** A top-level task is long from here on, ms. */
export const longTask = 50
const quietWindow = 5000
const allowedInFlight = 2

interface Period { start: number, end: number }

/** Periods with at most two GET requests (that end well) in flight; before navigation start there are none. */
function networkQuietPeriods (requests: readonly TimedRequest[], end: number): Period[] {
  const { starts, ends } = sortedTimes(requests)
  const periods: Period[] = []
  let inFlight = 0
  let since = -Infinity
  let s = 0
  let e = 0
  let begun = starts[s]
  let ended = ends[e]
  while (ended !== undefined) {
    if (begun !== undefined && begun <= ended) {
      if (inFlight++ === allowedInFlight) periods.push({ start: since, end: begun })
      begun = starts[++s]
    } else {
      if (--inFlight === allowedInFlight) since = ended
      ended = ends[++e]
    }
  }
  periods.push({ start: since, end })
  return periods
}

/** When the requests that count begin and when they end, each ascending. */
function sortedTimes (requests: readonly TimedRequest[]): { starts: Float64Array, ends: Float64Array } {
  const counted = requests.filter(({ failed, method, status }) => !failed && method === 'GET' && status < 400)
  const starts = new Float64Array(counted.length)
  const ends = new Float64Array(counted.length)
  counted.forEach((request, i) => {
    starts[i] = request.start
    ends[i] = request.end
  })
  return { starts: starts.sort(), ends: ends.sort() }
}

function cpuQuietPeriods (tasks: readonly MainThreadTask[], end: number): Period[] {
  const periods: Period[] = []
  let start = -Infinity
  for (const task of tasks) {
    if (task.duration < longTask) continue
    periods.push({ start, end: task.start })
    start = task.start + task.duration
  }
  periods.push({ start, end })
  return periods
}

/**
 * The end of the last long task before the first five seconds without long tasks and with at most two requests in
 * flight, but not before first contentful paint and DOMContentLoaded. Infinity if recording ended too early to tell.
 */
export function interactive (
  tasks: readonly MainThreadTask[],
  requests: readonly TimedRequest[],
  firstContentfulPaint: number,
  domContentLoaded: number,
  end: number
): number {
  const enough = (period: Period): boolean =>
    period.end > firstContentfulPaint + quietWindow && period.end - period.start >= quietWindow
  const cpuQuiet = cpuQuietPeriods(tasks, end).filter(enough)
  const networkQuiet = networkQuietPeriods(requests, end).filter(enough)
  let c = 0
  let n = 0
  let cpu = cpuQuiet[c]
  let network = networkQuiet[n]
  while (cpu !== undefined && network !== undefined) {
    const later = cpu.start >= network.start ? cpu : network
    const earlier = later === cpu ? network : cpu
    if (earlier.end >= later.start + quietWindow) return Math.max(cpu.start, firstContentfulPaint, domContentLoaded)
    if (earlier === cpu) cpu = cpuQuiet[++c]
    else network = networkQuiet[++n]
  }
  return Infinity
}
