/** Main-thread tasks from which exactly the wanted metrics are computed. */
import type { Measurement } from '../metrics/measure.js'
import { estimatedInputLatency } from '../metrics/responsiveness.js'
import type { Pins } from './pins.schema.js'
import type { MainThreadTask } from '../timeline.js'
import { arrange, type Choice, type Frame } from './arrangement.js'
import { PinConflict } from './conflict.js'
import { spreads } from './schedule.js'
import type { Target } from './target.js'
import { taskClasses } from './task-classes.js'
import { wantedTimes, withChildren } from './task-groups.js'

/** Paths through what is open. Along a path one thing changes at a time, and the input latency changes gradually. */
function * paths (exact: boolean): Generator<Choice[]> {
  for (const share of [1, 0.6, 0.3]) {
    for (const spread of spreads) {
      if (!exact) yield [0.3, 0.1, 0.6, 0.9].map((length) => ({ spread, share, skew: 0, late: 0.5, length }))
      else {
        for (const late of [0.5, 0.25, 0.75, 0, 1]) {
          const common = { spread, share, late }
          yield [
            ...[0.02, 0.15, 0.3, 0.45, 0.6, 0.8, 1].map((length) => ({ ...common, skew: 0, length })),
            ...[0.15, 0.3, 0.45, 0.6, 0.8, 1].map((skew) => ({ ...common, skew, length: 1 }))
          ]
        }
      }
    }
  }
}

const between = (a: Choice, b: Choice, share: number): Choice =>
  ({ ...a, skew: a.skew + share * (b.skew - a.skew), length: a.length + share * (b.length - a.length) })

/** Follows a path to the first arrangement that has the wanted input latency (if it is pinned: to within rounding). */
function follow (frame: Frame, path: readonly Choice[]): MainThreadTask[] | undefined {
  const { observed, pinned } = frame.target
  if (!pinned.has('estimatedInputLatency')) return path.map((choice) => arrange(frame, choice)).find((tasks) => tasks !== undefined)
  const wanted = observed.estimatedInputLatency
  const latency = (tasks: readonly MainThreadTask[]): number => estimatedInputLatency(tasks, observed.firstMeaningfulPaint)
  const fits = (got: number): boolean => Math.round(got) === Math.round(wanted)
  let previous: { choice: Choice, got: number } | undefined
  for (const choice of path) {
    const tasks = arrange(frame, choice)
    if (tasks === undefined) { previous = undefined; continue }
    const got = latency(tasks)
    if (fits(got)) return tasks
    if (previous !== undefined && (previous.got < wanted) !== (got < wanted)) {
      let [low, high] = [0, 1]
      for (let i = 0; i < 16; i++) {
        const middle = arrange(frame, between(previous.choice, choice, (low + high) / 2))
        if (middle === undefined) break
        const half = latency(middle)
        if (fits(half)) return middle
        if ((half < wanted) === (previous.got < wanted)) low = (low + high) / 2
        else high = (low + high) / 2
      }
    }
    previous = { choice, got }
  }
  return undefined
}

/** Factors on the natural number of tasks (only of those counts that nobody pinned) until an arrangement is found. */
const crowds = [1, 0.5, 0.2, 2, 4, 10, 0.05]

export function fitTasks (natural: Measurement, target: Target, pins: Pins, end: number): MainThreadTask[] {
  const wanted = wantedTimes(natural, pins)
  const exact = target.pinned.has('estimatedInputLatency')
  for (const crowd of crowds) {
    const classes = (): ReturnType<typeof taskClasses> => taskClasses(natural.diagnostics, pins.diagnostics, crowd)
    for (const path of paths(exact)) {
      const tasks = follow({ target, classes, total: wanted.total, end }, path)
      if (tasks !== undefined) return withChildren(tasks, wanted, target.observed.firstContentfulPaint)
    }
    if (classes().free.size === 0) break
  }
  const involved = [...target.pinned, ...Object.keys(pins.diagnostics ?? {})]
    .filter((name) => /^(num|total)Task|Blocking|Idle|InputLatency|interactive/.test(name))
  throw new PinConflict(involved, 'no arrangement of that many main-thread tasks has these values')
}
