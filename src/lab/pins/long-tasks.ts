/** The long tasks of a fitted load: those that block input between FCP and TTI, and those before FCP. */
import { micro } from '../precision.js'
import type { ObservedMetrics } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { sum } from './sum.js'
import { atLeast, type CountName, type TaskClass, type TaskClasses } from './task-classes.js'

const resolution = 0.001
/** A task of exactly this length is long and blocks for no time, and is not "over 50 ms". */
const longTask = 50
/** Long tasks less than this apart leave no quiet window. */
const spacing = 4900

export interface LongTasks {
  /** Durations of the long tasks between FCP and TTI. */
  readonly blocking: readonly number[]
  /** The long classes (over 500, 100, 50 ms) with as many tasks as come before FCP. */
  readonly early: readonly TaskClass[]
}

/** The tasks of each long class that block, and those that do not. */
interface Choice { readonly blocking: readonly TaskClass[], readonly early: readonly TaskClass[] }

/**
 * Chooses how many tasks of each long class block, at most `limit`: what they take beyond 50 ms together must be able
 * to be `blocked`.
 */
function choose ({ classes }: TaskClasses, blocked: number, room: number, limit: number): Choice | undefined {
  const { numTasksOver500ms: most, numTasksOver100ms: more, numTasksOver50ms: some } = classes
  const split = (a: number, b: number, c: number): Choice => ({
    blocking: [{ ...most, count: a }, { ...more, count: b }, { ...some, count: c }],
    early: [
      { ...most, count: most.count - a },
      { ...more, count: more.count - b },
      { ...some, count: some.count - c }
    ]
  })
  if (blocked === 0) return split(0, 0, 0)
  const canBe = (a: number, b: number, c: number): boolean => {
    const n = a + b + c
    const least = a * 450 + b * 50 + n * resolution
    const greatest = a * 950 + b * 450 + c * 50
    return n <= limit && blocked >= least && blocked <= greatest && blocked + n * longTask <= room
  }
  let best: Choice | undefined
  let score = -1
  for (let a = 0; a <= most.count; a++) {
    for (let b = 0; b <= more.count; b++) {
      for (let c = 0; c <= some.count; c++) {
        if (a + b + c <= score || !canBe(a, b, c)) continue
        best = split(a, b, c)
        score = a + b + c
      }
    }
  }
  return best
}

/**
 * Spreads what is blocked over the chosen tasks, each within its class: evenly (`skew` 0), or as much as possible on as
 * few as possible (`skew` 1), which makes input wait longer.
 */
function durations (chosen: readonly TaskClass[], blocked: number, skew: number): number[] {
  const ranges = chosen.flatMap(({ over, upTo, count }) =>
    Array.from({ length: count }, () => ({ low: over - longTask, high: upTo - longTask })))
  const extra = blocked - sum(ranges.map(({ low }) => low))
  const span = ranges.reduce((total, { low, high }) => total + high - low, 0)
  let left = extra
  const excess = ranges.map(({ low, high }) => {
    const most = Math.min(left, high - low)
    left -= most
    const even = span === 0 ? 0 : extra * (high - low) / span
    return Math.max(low + resolution, micro(low + skew * most + (1 - skew) * even))
  })
  // What rounding left over goes to the longest.
  const longest = excess.indexOf(Math.max(...excess))
  const total = sum(excess)
  const settled = excess.map((value, i) => i === longest ? micro(value + blocked - total) : value)
  return settled.map((value) => micro(value + longTask))
}

export interface LongTaskWishes {
  /** Whether the total blocking time is pinned, or only a wish. */
  readonly exact: boolean
  /** How unevenly it is spread, 0 … 1. */
  readonly skew: number
  /** Share of the long tasks that may block, 0 … 1. */
  readonly share: number
}

const involved = ['totalBlockingTime', 'firstInteractive', 'firstContentfulPaint']

/** Draws up the long tasks; takes the tasks of exactly 50 ms that keep the CPU from being quiet out of their class. */
export function longTasks (
  tasks: TaskClasses, observed: ObservedMetrics, { exact, skew, share }: LongTaskWishes
): LongTasks | undefined {
  const { firstContentfulPaint, interactive, totalBlockingTime } = observed
  const room = interactive - firstContentfulPaint
  const blocked = exact ? totalBlockingTime : Math.min(totalBlockingTime, Math.max(0, 0.5 * room - 100))
  if (blocked > 0 && blocked + longTask > room) {
    const span = `${firstContentfulPaint} and ${interactive}`
    throw new PinConflict(involved, `${blocked} ms cannot be blocked between ${span}`)
  }
  const chosen = choose(tasks, blocked, room, mostBlocking(tasks, share))
  if (chosen === undefined && share < 1) return undefined
  const { blocking: classes, early } = chosen ?? chooseFromMore(tasks, blocked, room)
  const blocking = durations(classes, blocked, skew)
  const missing = keepingBusy(observed) - blocking.length
  if (missing <= 0) return { blocking, early }
  atLeast(tasks, 'numTasksOver25ms', missing, ['firstInteractive'])
  tasks.classes.numTasksOver25ms.count -= missing
  return { blocking: [...blocking, ...Array.from({ length: missing }, () => longTask)], early }
}

/** How many tasks a share of all long ones is, at least one. */
function mostBlocking ({ classes }: TaskClasses, share: number): number {
  const { numTasksOver500ms, numTasksOver100ms, numTasksOver50ms } = classes
  const all = numTasksOver500ms.count + numTasksOver100ms.count + numTasksOver50ms.count
  return Math.max(1, Math.ceil(share * all))
}

/** A choice among more tasks than there were, if the counts of tasks are nobody's pins. */
function chooseFromMore (tasks: TaskClasses, blocked: number, room: number): Choice {
  const [name, each]: [CountName, number] = blocked > 50 ? ['numTasksOver100ms', 400] : ['numTasksOver50ms', 50]
  atLeast(tasks, name, tasks.classes[name].count + Math.ceil(blocked / each), involved)
  const chosen = choose(tasks, blocked, room, Infinity)
  if (chosen === undefined) throw new PinConflict(involved, 'no number of long tasks blocks for so long')
  return chosen
}

/**
 * How many long tasks it takes until TTI: TTI is the end of one unless it is FCP or DOMContentLoaded, and no quiet
 * window may come before it.
 */
function keepingBusy ({ firstContentfulPaint, domContentLoaded, interactive }: ObservedMetrics): number {
  if (interactive <= Math.max(firstContentfulPaint, domContentLoaded)) return 0
  return Math.max(1, Math.ceil((interactive - firstContentfulPaint) / spacing))
}
