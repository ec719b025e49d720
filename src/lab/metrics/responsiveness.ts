/** How long input would have to wait, as Lighthouse 6.3 computes it from a trace's top-level tasks. */
import type { MainThreadTask } from '../timeline.js'
import { longTask } from './interactive.js'

/** Total Blocking Time: what long tasks take beyond 50 ms, clipped to first contentful paint … time to interactive. */
export function totalBlockingTime (tasks: readonly MainThreadTask[], firstContentfulPaint: number, timeToInteractive: number): number {
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
  for (const { start, duration } of tasks) if (duration > longest && start + duration >= firstContentfulPaint) longest = duration
  return longest
}

const frame = 16
const window = 5000
const percentile = 0.9

/**
 * Estimated Input Latency: the 90th percentile of the wait of an input that arrives at a random moment, plus one frame,
 * in the worst five seconds that start with a task of 10 ms or more after first meaningful paint.
 *
 * An input waits for the rest of the task it falls into. Within a window the time in which it waits longer than x is
 * Σ max(0, dᵢ − x) over the tasks' durations dᵢ, so the percentile is the x where that sum is a tenth of the window.
 * A task that the window's end cuts counts with its whole duration for the times within the window only.
 */
export function estimatedInputLatency (tasks: readonly MainThreadTask[], firstMeaningfulPaint: number): number {
  const counted = tasks.filter(({ start, duration }) => duration >= 1 && start + duration >= firstMeaningfulPaint)
  const budget = window - percentile * window
  /** Windows that are busy enough, as the positions of their first task and of the task after their last. */
  const firsts: number[] = []
  const lasts: number[] = []
  let last = 0
  let busy = 0
  let busiest = 0
  let most = 0
  for (let first = 0; first < counted.length; first++) {
    const { start, duration } = counted[first]!
    while (last < counted.length && counted[last]!.start <= start + window) busy += counted[last++]!.duration
    if (duration >= 10 && busy > budget) {
      if (busy > most) {
        most = busy
        busiest = firsts.length
      }
      firsts.push(first)
      lasts.push(last)
    }
    busy -= duration
  }
  // The busiest first: then most of the others are seen at a glance to be no worse.
  let worst = 0
  let beyond: Float64Array | undefined
  for (let i = 0; i < firsts.length; i++) {
    const at = i === 0 ? busiest : i <= busiest ? i - 1 : i
    const first = firsts[at]!
    const last = lasts[at]!
    if (beyond !== undefined && beyond[last]! - beyond[first]! <= budget) continue
    const end = counted[first]!.start + window
    if (waitingBeyond(counted, first, last, end, worst) <= budget) continue
    worst = latencyIn(counted.slice(first, last), end, budget, worst)
    beyond = waitingUpTo(counted, worst)
  }
  return worst + frame
}

/** By position the time in which an input waits longer than `least` for one of the tasks before it, ms: a window's is at most the difference. */
function waitingUpTo (tasks: readonly MainThreadTask[], least: number): Float64Array {
  const sums = new Float64Array(tasks.length + 1)
  for (let i = 0; i < tasks.length; i++) sums[i + 1] = sums[i]! + Math.max(0, tasks[i]!.duration - least)
  return sums
}

/** How long, in the window of tasks `first` … `last` that ends at `end`, an input waits longer than `least`; ms. */
function waitingBeyond (tasks: readonly MainThreadTask[], first: number, last: number, end: number, least: number): number {
  let beyond = 0
  for (let i = first; i < last; i++) {
    const { start, duration } = tasks[i]!
    if (duration > least) beyond += duration - Math.max(0, start + duration - end, least)
  }
  return beyond
}

/** The x at which the time spent waiting longer than x comes down to `budget`; at `least` it is above. */
function latencyIn (tasks: readonly MainThreadTask[], end: number, budget: number, least: number): number {
  let beyond = waitingBeyond(tasks, 0, tasks.length, end, least)
  // A task has waits from 0 to its duration; only the one that the window's end cuts has none below `entry`.
  const longest: number[] = []
  let entry = Infinity
  for (let i = 0; i < tasks.length; i++) {
    const { start, duration } = tasks[i]!
    if (duration <= least) continue
    if (start + duration - end > least) entry = start + duration - end
    longest.push(duration)
  }
  const corners = Float64Array.from(longest).sort()
  let active = entry === Infinity ? longest.length : longest.length - 1
  let x = least
  for (let i = 0; i < corners.length;) {
    const corner = Math.min(corners[i]!, entry)
    const fall = active * (corner - x)
    if (beyond - fall <= budget) return x + (beyond - budget) / active
    beyond -= fall
    x = corner
    if (corner === entry) {
      active++
      entry = Infinity
    } else {
      active--
      i++
    }
  }
  return x
}
