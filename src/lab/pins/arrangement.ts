/** One arrangement of a fitted load's main-thread tasks, without their contents. */
import { firstCPUIdle } from '../metrics/first-cpu-idle.js'
import { micro } from '../precision.js'
import type { MainThreadTask } from '../timeline.js'
import { longTasks } from './long-tasks.js'
import { placeBlocking, placeEarly, placeShort, type Spread } from './schedule.js'
import { sum } from './sum.js'
import type { Target } from './target.js'
import type { TaskClass, TaskClasses } from './task-classes.js'

/** What the pins leave open. */
export interface Choice {
  readonly spread: Spread
  /** Share of the long tasks that may come after first contentful paint, and how unevenly they block. */
  readonly share: number
  readonly skew: number
  /** Share of the other tasks that come after first meaningful paint. */
  readonly late: number
  /** How long tasks of 10 to 50 ms are within their classes, 0 … 1. */
  readonly length: number
}

/** A spread-out sequence in [0, 1): the fractions of multiples of the golden ratio. */
const scatter = (index: number): number => (index * 0.6180339887498949) % 1

/**
 * A duration inside its class, growing with `length` (0 … 1); each task of a class is a little different. It stays
 * below the class's upper end: 50 ms would be a long task.
 */
const within = ({ over, upTo }: TaskClass, length: number, index: number): number =>
  micro(Math.max(over + 0.001, over + 0.998 * (upTo - over) * length ** (0.6 + scatter(index))))

/** The durations of a class's tasks. */
const repeat = (task: TaskClass, length: number): number[] =>
  Array.from({ length: task.count }, (_, index) => within(task, length, index))

/** `count` durations of at most 10 ms that add up to `total` exactly; undefined if they cannot. */
function shortTasks (count: number, total: number): number[] | undefined {
  if (count === 0) return Math.abs(total) < 0.0005 ? [] : undefined
  const mean = total / count
  if (mean < 0.001 || mean > 10) return undefined
  const variation = Math.min(0.9, 10 / mean - 1)
  const weights = Array.from({ length: count }, (_, index) => 1 + variation * (2 * scatter(index) - 1))
  const unit = total / sum(weights)
  const list = weights.map((weight) => Math.min(10, Math.max(0.001, micro(weight * unit))))
  // What rounding left over goes where there is room.
  let rest = micro(total - sum(list))
  const settled = list.map((duration) => {
    if (rest === 0) return duration
    const change = Math.max(0.001 - duration, Math.min(10 - duration, rest))
    rest = micro(rest - change)
    return micro(duration + change)
  })
  return rest === 0 ? settled : undefined
}

export interface Frame {
  readonly target: Target
  /** A fresh copy of the wanted counts; arranging takes tasks out of them. */
  readonly classes: () => TaskClasses
  /** Sum of all durations, ms, if pinned. */
  readonly total: number | undefined
  readonly end: number
}

/** Whether First CPU Idle, if pinned, comes out; it depends on the long tasks alone. */
function idleFits (blocking: readonly MainThreadTask[], { observed, pinned }: Target): boolean {
  if (!pinned.has('firstCPUIdle')) return true
  const idle = firstCPUIdle(blocking, observed.firstMeaningfulPaint, observed.domContentLoaded)
  return Math.round(idle) === Math.round(observed.firstCPUIdle)
}

/**
 * All tasks for a choice, or undefined if their times do not add up, do not fit, or the CPU is idle at another time.
 */
export function arrange ({ target, classes, total, end }: Frame, choice: Choice): MainThreadTask[] | undefined {
  const { observed, pinned } = target
  const { firstContentfulPaint, firstMeaningfulPaint } = observed
  const wanted = classes()
  const exact = pinned.has('totalBlockingTime')
  const long = longTasks(wanted, observed, { exact, skew: choice.skew, share: choice.share })
  if (long === undefined) return undefined
  const blocking = placeBlocking(long.blocking, observed, choice.spread)
  if (!idleFits(blocking, target)) return undefined
  const { numTasksOver25ms, numTasksOver10ms, numTasks } = wanted.classes
  const medium = [...repeat(numTasksOver25ms, choice.length), ...repeat(numTasksOver10ms, choice.length)]
  // Where nobody pinned the total, the short tasks are as long as they usually are.
  const shortTotal = (early: readonly number[]): number => total === undefined
    ? micro(numTasks.count * 1.2)
    : micro(total - sum(long.blocking) - sum(medium) - sum(early))
  for (const length of [0.25, 0.1, 0.02, 0.5, 0.8, 1]) {
    const early = long.early.flatMap((task) => repeat(task, length))
    if (sum(early) > 0.9 * firstContentfulPaint) continue
    const short = shortTasks(numTasks.count, shortTotal(early))
    if (short === undefined) continue
    const fixed = [...placeEarly(early, firstContentfulPaint), ...blocking]
    return placeShort({ fixed, medium, short }, { late: choice.late, from: firstMeaningfulPaint, end })
  }
  return undefined
}
