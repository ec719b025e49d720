/** Main-thread tasks from which exactly the wanted metrics are computed. */
import type { Measurement } from '../metrics/measure.js'
import { estimatedInputLatency } from '../metrics/responsiveness.js'
import type { MainThreadTask } from '../timeline.js'
import { arrange, type Choice, type Frame } from './arrangement.js'
import { PinConflict } from './conflict.js'
import type { Pins } from './pins.schema.js'
import { spreads, type Spread } from './schedule.js'
import type { Target } from './target.js'
import { taskClasses, type TaskClasses } from './task-classes.js'
import { wantedTimes, withChildren } from './task-groups.js'

/** Paths through what is open. Along a path one thing changes at a time, and the input latency changes gradually. */
function * paths (exact: boolean): Generator<Choice[]> {
  for (const share of [1, 0.6, 0.3]) {
    for (const spread of spreads) {
      if (!exact) yield [0.3, 0.1, 0.6, 0.9].map((length) => ({ spread, share, skew: 0, late: 0.5, length }))
      else yield * exactPaths(share, spread)
    }
  }
}

function * exactPaths (share: number, spread: Spread): Generator<Choice[]> {
  for (const late of [0.5, 0.25, 0.75, 0, 1]) {
    const common = { spread, share, late }
    yield [
      ...[0.02, 0.15, 0.3, 0.45, 0.6, 0.8, 1].map((length) => ({ ...common, skew: 0, length })),
      ...[0.15, 0.3, 0.45, 0.6, 0.8, 1].map((skew) => ({ ...common, skew, length: 1 }))
    ]
  }
}

const between = (a: Choice, b: Choice, share: number): Choice =>
  ({ ...a, skew: a.skew + share * (b.skew - a.skew), length: a.length + share * (b.length - a.length) })

/** How many tasks were laid out in search of an input latency. */
interface Effort { tasks: number }

/** A search that lays out more is given up: others wait for it. */
const mostEffort = 600_000

/** Follows a path to the first arrangement that has the wanted input latency (if it is pinned: to within rounding). */
function follow (frame: Frame, path: readonly Choice[], effort: Effort): MainThreadTask[] | undefined {
  const { observed, pinned } = frame.target
  if (!pinned.has('estimatedInputLatency')) return firstArrangement(frame, path)
  const wanted = observed.estimatedInputLatency
  const latencyOf = (tasks: readonly MainThreadTask[]): number => {
    effort.tasks += tasks.length
    return estimatedInputLatency(tasks, observed.firstMeaningfulPaint)
  }
  const fits = (latency: number): boolean => Math.round(latency) === Math.round(wanted)

  /** Halves the way between two choices whose latencies lie on either side of the wanted one. */
  const approach = (from: Choice, to: Choice, startsBelow: boolean): MainThreadTask[] | undefined => {
    let low = 0
    let high = 1
    for (let i = 0; i < 16; i++) {
      const middle = (low + high) / 2
      const tasks = arrange(frame, between(from, to, middle))
      if (tasks === undefined) return undefined
      const latency = latencyOf(tasks)
      if (fits(latency)) return tasks
      if ((latency < wanted) === startsBelow) low = middle
      else high = middle
    }
    return undefined
  }

  let previous: { choice: Choice, isBelow: boolean } | undefined
  for (const choice of path) {
    const tasks = arrange(frame, choice)
    if (tasks === undefined) {
      previous = undefined
      continue
    }
    const latency = latencyOf(tasks)
    if (fits(latency)) return tasks
    const isBelow = latency < wanted
    if (previous !== undefined && previous.isBelow !== isBelow) {
      const found = approach(previous.choice, choice, previous.isBelow)
      if (found !== undefined) return found
    }
    previous = { choice, isBelow }
  }
  return undefined
}

function firstArrangement (frame: Frame, path: readonly Choice[]): MainThreadTask[] | undefined {
  for (const choice of path) {
    const tasks = arrange(frame, choice)
    if (tasks !== undefined) return tasks
  }
  return undefined
}

/** Factors on the natural number of tasks (only of those counts that nobody pinned) until an arrangement is found. */
const crowds = [1, 0.5, 0.2, 2, 4, 10, 0.05]

export function fitTasks (natural: Measurement, target: Target, pins: Pins, end: number): MainThreadTask[] {
  const wanted = wantedTimes(natural, pins)
  const exact = target.pinned.has('estimatedInputLatency')
  const effort: Effort = { tasks: 0 }
  for (const crowd of crowds) {
    const classes = (): TaskClasses => taskClasses(natural.diagnostics, pins.diagnostics, crowd)
    for (const path of paths(exact)) {
      if (effort.tasks > mostEffort) break
      const tasks = follow({ target, classes, total: wanted.total, end }, path, effort)
      if (tasks !== undefined) return withChildren(tasks, wanted, target.observed.firstContentfulPaint)
    }
    if (classes().free.size === 0 || effort.tasks > mostEffort) break
  }
  const involved = [...target.pinned, ...Object.keys(pins.diagnostics ?? {})]
    .filter((name) => /^(num|total)Task|Blocking|Idle|InputLatency|interactive/.test(name))
  throw new PinConflict(involved, 'no arrangement of that many main-thread tasks has these values')
}
