/** How long input would have to wait, as Lighthouse 6.3 computes it from a trace's top-level tasks. */
import type { MainThreadTask } from '../timeline.js'
import { longTask } from './interactive.js'

/** Total Blocking Time: what long tasks take beyond 50 ms, from first contentful paint to time to interactive. */
export function totalBlockingTime (
  tasks: readonly MainThreadTask[], firstContentfulPaint: number, timeToInteractive: number
): number {
  if (timeToInteractive <= firstContentfulPaint) return 0
  let sum = 0
  for (const { start, duration } of tasks) {
    if (duration < longTask || start + duration < firstContentfulPaint || start > timeToInteractive) continue
    const clipped = Math.min(start + duration, timeToInteractive) - Math.max(start, firstContentfulPaint)
    if (clipped >= longTask) sum += clipped - longTask
  }
  return sum
}

/** The longest task after first contentful paint, at least 16 ms. */
export function maxPotentialFID (tasks: readonly MainThreadTask[], firstContentfulPaint: number): number {
  let longest = 16
  for (const { start, duration } of tasks) {
    if (duration > longest && start + duration >= firstContentfulPaint) longest = duration
  }
  return longest
}

const frame = 16
const windowLength = 5000
const percentile = 0.9
/** How long the inputs of a window may wait longer than the percentile, ms. */
const budget = windowLength - percentile * windowLength

/**
 * Estimated Input Latency: the 90th percentile of the wait of an input that arrives at a random moment, plus one frame,
 * in the worst five seconds that start with a task of 10 ms or more after first meaningful paint.
 *
 * An input waits for the rest of the task it falls into. Within a window the time in which it waits longer than x is
 * Σ max(0, dᵢ − x) over the tasks' durations dᵢ, so the percentile is the x where that sum is a tenth of the
 * window. A task that the window's end cuts counts with its whole duration for the times within the window only.
 */
export function estimatedInputLatency (tasks: readonly MainThreadTask[], firstMeaningfulPaint: number): number {
  const counted = tasks.filter(({ start, duration }) => duration >= 1 && start + duration >= firstMeaningfulPaint)
  let worst = 0
  let beyond: Float64Array | undefined
  for (const window of busyWindows(counted)) {
    // Most of the others are seen at a glance to be no worse than the busiest.
    if (beyond !== undefined && beyond[window.next]! - beyond[window.first]! <= budget) continue
    if (waitingBeyond(counted, window, worst) <= budget) continue
    worst = latencyIn(counted, window, worst)
    beyond = waitingUpTo(counted, worst)
  }
  return worst + frame
}

/**
 * Five seconds: the positions of its first task and of the one after its last, its end, and how long its tasks take.
 */
interface Window { readonly first: number, readonly next: number, readonly end: number, readonly busy: number }

/** The windows that are busy enough for an input to wait: first the busiest, then the others in order. */
function busyWindows (tasks: readonly MainThreadTask[]): Window[] {
  const windows: Window[] = []
  let busiest: Window | undefined
  let busy = 0
  let next = 0
  let after = tasks[next]
  // By index here and below: the interpreter makes an object for every step of an iterator.
  for (let first = 0; first < tasks.length; first++) {
    const { start, duration } = tasks[first]!
    const end = start + windowLength
    while (after !== undefined && after.start <= end) {
      busy += after.duration
      after = tasks[++next]
    }
    if (duration >= 10 && busy > budget) {
      const found = { first, next, end, busy }
      windows.push(found)
      if (busiest === undefined || busy > busiest.busy) busiest = found
    }
    busy -= duration
  }
  return busiest === undefined ? [] : [busiest, ...windows.filter((each) => each !== busiest)]
}

/**
 * By position the time in which an input waits longer than `least` for one of the tasks before it, ms: a window's is at
 * most the difference.
 */
function waitingUpTo (tasks: readonly MainThreadTask[], least: number): Float64Array {
  const sums = new Float64Array(tasks.length + 1)
  let sum = 0
  for (let i = 0; i < tasks.length; i++) {
    sum += Math.max(0, tasks[i]!.duration - least)
    sums[i + 1] = sum
  }
  return sums
}

/** How long, in a window, an input waits longer than `least`; ms. */
function waitingBeyond (tasks: readonly MainThreadTask[], { first, next, end }: Window, least: number): number {
  let beyond = 0
  for (let i = first; i < next; i++) {
    const { start, duration } = tasks[i]!
    if (duration > least) beyond += duration - Math.max(0, start + duration - end, least)
  }
  return beyond
}

/** The x at which the time spent waiting longer than x comes down to the budget; at `least` it is above. */
function latencyIn (tasks: readonly MainThreadTask[], window: Window, least: number): number {
  const { first, next, end } = window
  let beyond = waitingBeyond(tasks, window, least)
  // A task has waits from 0 to its duration; only the one that the window's end cuts has none below `entry`.
  const longest: number[] = []
  let entry = Infinity
  for (let i = first; i < next; i++) {
    const { start, duration } = tasks[i]!
    if (duration <= least) continue
    if (start + duration - end > least) entry = start + duration - end
    longest.push(duration)
  }
  const lengths = Float64Array.from(longest).sort()
  let active = entry === Infinity ? longest.length : longest.length - 1
  let x = least
  let i = 0
  let shortest = lengths[i]
  while (shortest !== undefined) {
    const corner = Math.min(shortest, entry)
    const fall = active * (corner - x)
    if (beyond - fall <= budget) return x + (beyond - budget) / active
    beyond -= fall
    x = corner
    if (corner === entry) {
      active++
      entry = Infinity
    } else {
      active--
      shortest = lengths[++i]
    }
  }
  return x
}
