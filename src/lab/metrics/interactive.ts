/** Time to Interactive as Lighthouse 6.3 computes it from a trace. */
import type { MainThreadTask, TimedRequest } from '../timeline.js'

/** A top-level task is long from here on, ms. */
export const longTask = 50
const quietWindow = 5000
const allowedInFlight = 2

interface Period { start: number, end: number }

/** Periods with at most two GET requests (that end well) in flight; before navigation start there are none. */
export function networkQuietPeriods (requests: readonly TimedRequest[], end: number): Period[] {
  const counted = requests.filter(({ failed, method, status }) => !failed && method === 'GET' && status < 400)
  const [starts, ends] = [new Float64Array(counted.length), new Float64Array(counted.length)]
  counted.forEach((request, i) => {
    starts[i] = request.start
    ends[i] = request.end
  })
  starts.sort()
  ends.sort()
  const periods: Period[] = []
  let inFlight = 0
  let since = -Infinity
  for (let s = 0, e = 0; e < ends.length;) {
    if (s < starts.length && starts[s]! <= ends[e]!) {
      if (inFlight++ === allowedInFlight) periods.push({ start: since, end: starts[s]! })
      s++
    } else {
      if (--inFlight === allowedInFlight) since = ends[e]!
      e++
    }
  }
  periods.push({ start: since, end })
  return periods
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
  tasks: readonly MainThreadTask[], requests: readonly TimedRequest[], firstContentfulPaint: number, domContentLoaded: number, end: number
): number {
  const enough = (period: Period): boolean =>
    period.end > firstContentfulPaint + quietWindow && period.end - period.start >= quietWindow
  const cpu = cpuQuietPeriods(tasks, end).filter(enough)
  const network = networkQuietPeriods(requests, end).filter(enough)
  let c = 0
  let n = 0
  while (c < cpu.length && n < network.length) {
    const later = Math.max(cpu[c]!.start, network[n]!.start)
    if (cpu[c]!.start >= network[n]!.start) {
      if (network[n]!.end >= later + quietWindow) return Math.max(cpu[c]!.start, firstContentfulPaint, domContentLoaded)
      n++
    } else {
      if (cpu[c]!.end >= later + quietWindow) return Math.max(cpu[c]!.start, firstContentfulPaint, domContentLoaded)
      c++
    }
  }
  return Infinity
}
