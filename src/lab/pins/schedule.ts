/** Where the tasks of a fitted load lie. */
import { placeInGaps } from '../gaps.js'
import { micro } from '../precision.js'
import type { MainThreadTask, ObservedMetrics } from '../timeline.js'
import { sum } from './sum.js'

/** How the blocking tasks are spread: evenly, bunched up before TTI, or all but one before First CPU Idle. */
export type Spread = 'even' | 'late' | 'split'
export const spreads: readonly Spread[] = ['even', 'late', 'split']

const bare = (start: number, duration: number): MainThreadTask => ({ start, duration, children: [] })

/** Places `durations` one after the other so that the last ends at `end` and the first does not start before `from`. */
function evenly (durations: readonly number[], from: number, end: number): MainThreadTask[] {
  const gap = (end - from - sum(durations)) / durations.length
  let at = from
  return durations.map((duration, index) => {
    const start = index === durations.length - 1 ? micro(end - duration) : micro(at + gap)
    at = start + duration
    return bare(start, duration)
  })
}

/** The blocking tasks between first contentful paint and TTI, the last ending at TTI. */
export function placeBlocking (
  blocking: readonly number[], observed: ObservedMetrics, spread: Spread
): MainThreadTask[] {
  const { firstContentfulPaint, firstCPUIdle, interactive } = observed
  if (spread === 'split' && firstCPUIdle < interactive && blocking.length > 1) {
    // The last, on its own and short enough, does not count against the idle time before it.
    const sorted = blocking.toSorted((a, b) => b - a)
    return [
      ...evenly(sorted.slice(0, -1), firstContentfulPaint, firstCPUIdle),
      ...evenly(sorted.slice(-1), firstCPUIdle, interactive)
    ]
  }
  const before = blocking.at(-2)
  const last = blocking.at(-1)
  if (spread === 'late' && before !== undefined && last !== undefined) {
    // A cluster that spans more than 250 ms keeps the CPU from counting as idle before TTI.
    const from = micro(Math.max(firstContentfulPaint, interactive - before - last - 300))
    return [
      ...evenly(blocking.slice(0, -2), firstContentfulPaint, from),
      bare(from, before),
      ...evenly([last], from + before, interactive)
    ]
  }
  return evenly(blocking, firstContentfulPaint, interactive)
}

/** Long tasks before first contentful paint, evenly; the caller has made sure that they fit. */
export const placeEarly = (durations: readonly number[], firstContentfulPaint: number): MainThreadTask[] =>
  evenly(durations, 0, micro(firstContentfulPaint - 1))

/** Tasks that have their place, and the durations of those that go into the gaps between them. */
interface Tasks {
  readonly fixed: readonly MainThreadTask[]
  readonly medium: readonly number[]
  readonly short: readonly number[]
}

interface Span { readonly late: number, readonly from: number, readonly end: number }

/**
 * The other tasks: a share of them (`late`) in the four seconds after `from`, the rest before it. The last one proves
 * that the recording went on for as long as it says.
 */
export function placeShort ({ fixed, medium, short }: Tasks, { late, from, end }: Span): MainThreadTask[] {
  const ready: number[] = []
  const lengths: number[] = []
  const spread = (durations: readonly number[], offset: number): void => {
    const after = Math.round(durations.length * late)
    const before = durations.length - after
    durations.forEach((duration, index) => {
      const done = Math.floor(index * late)
      // Every so many tasks one comes late, so that both halves have tasks of all lengths.
      const isLate = Math.floor((index + 1) * late) > done
      ready.push(isLate
        ? from + 20 + 3900 * (done + offset) / Math.max(1, after)
        : from * (index - done + offset) / Math.max(1, before))
      lengths.push(duration)
    })
  }
  spread(medium, 0.5)
  spread(short.slice(0, -1), 0.3)
  const last = short.at(-1)
  if (last !== undefined) {
    ready.push(end - 150)
    lengths.push(last)
  }
  return placeInGaps(fixed, ready, lengths, (piece, start) => bare(start, lengths[piece]!))
}
