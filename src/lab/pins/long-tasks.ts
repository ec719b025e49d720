/** The long tasks of a fitted load: those that block input between FCP and TTI, and those before FCP. */
import { micro } from '../precision.js'
import type { ObservedMetrics } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { atLeast, type TaskClasses } from './task-classes.js'

const resolution = 0.001
/** A task of exactly this length is long and blocks for no time, and is not "over 50 ms". */
const longTask = 50
/** Long tasks less than this apart leave no quiet window. */
const spacing = 4900

export interface LongTasks {
  /** Durations of the long tasks between FCP and TTI. */
  readonly blocking: readonly number[]
  /** How many of the tasks of each long class (over 500, 100, 50 ms) come before FCP. */
  readonly early: readonly [number, number, number]
}

/** Chooses how many tasks of each long class block, at most `limit`: Σ (duration − 50) must be able to be `blocked`. */
function choose (classes: TaskClasses['classes'], blocked: number, room: number, limit: number): [number, number, number] | undefined {
  if (blocked === 0) return [0, 0, 0]
  const [most, more, some] = classes as [TaskClasses['classes'][number], ...TaskClasses['classes']] & Record<1 | 2, TaskClasses['classes'][number]>
  let best: [number, number, number] | undefined
  let score = -1
  for (let a = 0; a <= most.count; a++) {
    for (let b = 0; b <= more.count; b++) {
      for (let c = 0; c <= some.count; c++) {
        const n = a + b + c
        const least = a * 450 + b * 50 + n * resolution
        const greatest = a * 950 + b * 450 + c * 50
        if (n > score && n <= limit && blocked >= least && blocked <= greatest && blocked + n * longTask <= room) [best, score] = [[a, b, c], n]
      }
    }
  }
  return best
}

/**
 * Spreads what is blocked over the chosen tasks, each within its class: evenly (`skew` 0), or as much as possible on as
 * few as possible (`skew` 1), which makes input wait longer.
 */
function durations (chosen: readonly [number, number, number], blocked: number, skew: number): number[] {
  const ranges = [[450, 950], [50, 450], [0, 50]].flatMap(([low, high], i) => Array.from({ length: chosen[i]! }, () => [low!, high!] as const))
  const extra = blocked - ranges.reduce((sum, [low]) => sum + low, 0)
  const span = ranges.reduce((sum, [low, high]) => sum + high - low, 0)
  let left = extra
  const excess = ranges.map(([low, high]) => {
    const most = Math.min(left, high - low)
    left -= most
    const even = span === 0 ? 0 : extra * (high - low) / span
    return Math.max(low + resolution, micro(low + skew * most + (1 - skew) * even))
  })
  const longest = excess.indexOf(Math.max(...excess))
  if (longest >= 0) excess[longest] = micro(excess[longest]! + blocked - excess.reduce((sum, value) => sum + value, 0))
  return excess.map((value) => micro(value + longTask))
}

export interface LongTaskWishes {
  /** Whether the total blocking time is pinned, or only a wish. */
  readonly exact: boolean
  /** How unevenly it is spread, 0 … 1. */
  readonly skew: number
  /** Share of the long tasks that may block, 0 … 1. */
  readonly share: number
}

/** Draws up the long tasks; takes the tasks of exactly 50 ms that keep the CPU from being quiet out of their class. */
export function longTasks (tasks: TaskClasses, observed: ObservedMetrics, { exact, skew, share }: LongTaskWishes): LongTasks | undefined {
  const { firstContentfulPaint, domContentLoaded, interactive, totalBlockingTime } = observed
  const room = interactive - firstContentfulPaint
  const blocked = exact ? totalBlockingTime : Math.min(totalBlockingTime, Math.max(0, 0.5 * room - 100))
  const names = ['totalBlockingTime', 'firstInteractive', 'firstContentfulPaint']
  if (blocked > 0 && blocked + longTask > room) {
    throw new PinConflict(names, `${blocked} ms cannot be blocked between ${firstContentfulPaint} and ${interactive}`)
  }
  const number = tasks.classes.slice(0, 3).reduce((sum, { count }) => sum + count, 0)
  const limit = Math.max(1, Math.ceil(share * number))
  let chosen = choose(tasks.classes, blocked, room, limit)
  if (chosen === undefined) {
    if (share < 1) return undefined
    const index = blocked > 50 ? 1 : 2
    atLeast(tasks, index, tasks.classes[index]!.count + Math.ceil(blocked / (blocked > 50 ? 400 : 50)), names)
    chosen = choose(tasks.classes, blocked, room, Infinity)
    if (chosen === undefined) throw new PinConflict(names, 'no number of long tasks blocks for so long')
  }
  const blocking = durations(chosen, blocked, skew)
  const early = chosen.map((count, i) => tasks.classes[i]!.count - count) as [number, number, number]
  // TTI is the end of a long task unless it is FCP or DOMContentLoaded; and no quiet window may come before it.
  const needed = interactive > Math.max(firstContentfulPaint, domContentLoaded) ? Math.max(1, Math.ceil(room / spacing)) : 0
  if (blocking.length < needed) {
    const missing = needed - blocking.length
    atLeast(tasks, 3, missing, ['firstInteractive'])
    tasks.classes[3]!.count -= missing
    for (let i = 0; i < missing; i++) blocking.push(longTask)
  }
  return { blocking, early }
}
