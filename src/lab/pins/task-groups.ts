/** What the tasks of a fitted load are busy with: children that add up to the wanted breakdown. */
import { totalTaskTime, type GroupDuration } from '../metrics/breakdown.js'
import type { Measurement } from '../metrics/measure.js'
import { micro } from '../precision.js'
import { taskGroups } from '../task-groups.js'
import type { MainThreadTask, TaskChild, TaskGroup } from '../timeline.js'
import { PinConflict } from './conflict.js'
import type { Pins } from './pins.schema.js'
import { sum } from './sum.js'

export interface WantedTimes {
  /** Sum of all tasks, ms, if it is pinned (itself, or by pinned groups). */
  readonly total: number | undefined
  /** Pinned time per group, ms. */
  readonly pinned: ReadonlyMap<TaskGroup, number>
  /** Natural time per group, ms, for those that are not. */
  readonly natural: ReadonlyMap<TaskGroup, number>
}

export function wantedTimes (natural: Measurement, pins: Pins): WantedTimes {
  const { mainThreadWorkBreakdown = [], diagnostics = {} } = pins
  const pinned = timesOf(mainThreadWorkBreakdown)
  const pinnedTime = sum([...pinned.values()])
  const complete = pinned.size === taskGroups.length
  const others = natural.mainThreadWorkBreakdown.filter(({ group }) => !pinned.has(group))
  // Pinned groups come on top of what the others usually take.
  const usual = pinned.size > 0 ? pinnedTime + sum(others.map(({ duration }) => duration)) : undefined
  const total = diagnostics.totalTaskTime ?? usual
  if (total !== undefined && (pinnedTime > total || (complete && pinnedTime !== total))) {
    throw new PinConflict(['totalTaskTime', 'mainThreadWorkBreakdown'], `the groups take ${pinnedTime} of ${total} ms`)
  }
  return { total, pinned, natural: timesOf(natural.mainThreadWorkBreakdown) }
}

const timesOf = (rows: readonly GroupDuration[]): Map<TaskGroup, number> =>
  new Map(rows.map(({ group, duration }) => [group, duration]))

/** Which tasks a group prefers, how much of one it takes, and what its trace event is called. */
interface Habit {
  readonly group: TaskGroup
  readonly name: string
  readonly share: number
  readonly first: (a: MainThreadTask, b: MainThreadTask) => number
}

const longest: Habit['first'] = (a, b) => b.duration - a.duration
const earliest: Habit['first'] = (a, b) => a.start - b.start
/** In the order in which they help themselves; what nobody takes is `other`. */
const habits: readonly Habit[] = [
  { group: 'parseHTML', name: 'ParseHTML', share: 0.5, first: earliest },
  { group: 'scriptParseCompile', name: 'v8.compile', share: 0.1, first: longest },
  { group: 'scriptEvaluation', name: 'EvaluateScript', share: 0.8, first: longest },
  { group: 'garbageCollection', name: 'MinorGC', share: 0.15, first: longest },
  { group: 'styleLayout', name: 'Layout', share: 0.6, first: longest },
  { group: 'paintCompositeRender', name: 'Paint', share: 0.7, first: longest }
]

/** How much time each group gets: the pinned one; the others share what is left as they naturally would. */
function allot (tasks: readonly MainThreadTask[], { pinned, natural }: WantedTimes): Map<TaskGroup, number> {
  const total = totalTaskTime(tasks)
  let left = total
  let weight = 0
  for (const [group, duration] of natural) {
    const fixed = pinned.get(group)
    if (fixed === undefined) weight += duration
    else left -= fixed
  }
  if (left < -0.0005) {
    throw new PinConflict(['mainThreadWorkBreakdown', 'numTasks…'], `the groups need ${total - left} of ${total} ms`)
  }
  const shareOf = (duration: number): number => weight > 0 ? micro(Math.max(0, left) * duration / weight) : 0
  return new Map([...natural].map(([group, duration]) => [group, pinned.get(group) ?? shareOf(duration)]))
}

/** A task that is being filled: what each group does in it, and how long nobody does anything, ms. */
interface Filling { readonly task: MainThreadTask, readonly parts: Map<TaskGroup, number>, free: number }

/** Gives a group its time in these tasks, at most a share of each; answers what did not find room, ms. */
function pour (group: TaskGroup, time: number, share: number, among: readonly Filling[]): number {
  let left = time
  for (const filling of among) {
    if (left <= 0) break
    const { task, parts, free } = filling
    const amount = micro(Math.min(left, free, Math.max(0.001, task.duration * share)))
    if (amount <= 0) continue
    parts.set(group, micro((parts.get(group) ?? 0) + amount))
    filling.free = micro(free - amount)
    left = micro(left - amount)
  }
  return left
}

export function withChildren (
  tasks: readonly MainThreadTask[], wanted: WantedTimes, firstContentfulPaint: number
): MainThreadTask[] {
  const times = allot(tasks, wanted)
  const fillings = tasks.map((task): Filling => ({ task, parts: new Map(), free: task.duration }))
  const sorted = (list: readonly Filling[], first: Habit['first']): Filling[] =>
    list.toSorted((a, b) => first(a.task, b.task))
  for (const { group, share, first } of habits) {
    const among = group === 'parseHTML'
      ? fillings.filter(({ task }) => task.start < firstContentfulPaint)
      : fillings
    times.set(group, pour(group, times.get(group) ?? 0, share, sorted(among, first)))
  }
  // Whatever did not find room by preference goes anywhere.
  const everywhere = sorted(fillings, longest)
  for (const { group } of habits) pour(group, times.get(group) ?? 0, 1, everywhere)
  return fillings.map(({ task, parts }) => ({ ...task, children: childrenOf(task, parts) }))
}

/** The parts of a task one after the other, in the order of the habits. */
function childrenOf ({ start }: MainThreadTask, parts: ReadonlyMap<TaskGroup, number>): TaskChild[] {
  let at = start
  return habits.flatMap(({ group, name }): TaskChild[] => {
    const duration = parts.get(group) ?? 0
    if (duration === 0) return []
    const child = { name, group, start: at, duration }
    at = micro(at + duration)
    return [child]
  })
}
