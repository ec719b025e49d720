/** What the tasks of a fitted load are busy with: children that add up to the wanted breakdown. */
import type { Measurement } from '../metrics/measure.js'
import { micro } from '../precision.js'
import type { Pins } from './pins.schema.js'
import type { MainThreadTask, TaskChild, TaskGroup } from '../timeline.js'
import { PinConflict } from './conflict.js'

export interface WantedTimes {
  /** Sum of all tasks, ms, if it is pinned (itself, or by pinned groups). */
  readonly total: number | undefined
  /** Pinned time per group, ms. */
  readonly pinned: ReadonlyMap<TaskGroup, number>
  /** Natural time per group, ms, for those that are not. */
  readonly natural: ReadonlyMap<TaskGroup, number>
}

const allGroups = 7

export function wantedTimes (natural: Measurement, { mainThreadWorkBreakdown = [], diagnostics = {} }: Pins): WantedTimes {
  const pinned = new Map(mainThreadWorkBreakdown.map(({ group, duration }) => [group, duration]))
  const sum = [...pinned.values()].reduce((total, duration) => total + duration, 0)
  const complete = pinned.size === allGroups
  const usual = natural.mainThreadWorkBreakdown.reduce((rest, { group, duration }) => pinned.has(group) ? rest : rest + duration, 0)
  // Pinned groups come on top of what the others usually take.
  const total = diagnostics.totalTaskTime ?? (pinned.size > 0 ? sum + usual : undefined)
  if (total !== undefined && (sum > total || (complete && sum !== total))) {
    throw new PinConflict(['totalTaskTime', 'mainThreadWorkBreakdown'], `the groups take ${sum} of ${total} ms`)
  }
  return { total, pinned, natural: new Map(natural.mainThreadWorkBreakdown.map(({ group, duration }) => [group, duration])) }
}

/** Which tasks a group prefers, how much of one it takes, and what its trace event is called. */
interface Habit { readonly name: string, readonly share: number, readonly first: (a: MainThreadTask, b: MainThreadTask) => number }

const longest: Habit['first'] = (a, b) => b.duration - a.duration
const earliest: Habit['first'] = (a, b) => a.start - b.start
const habits: Readonly<Record<Exclude<TaskGroup, 'other'>, Habit>> = {
  parseHTML: { name: 'ParseHTML', share: 0.5, first: earliest },
  scriptParseCompile: { name: 'v8.compile', share: 0.1, first: longest },
  scriptEvaluation: { name: 'EvaluateScript', share: 0.8, first: longest },
  garbageCollection: { name: 'MinorGC', share: 0.15, first: longest },
  styleLayout: { name: 'Layout', share: 0.6, first: longest },
  paintCompositeRender: { name: 'Paint', share: 0.7, first: longest }
}

/** How much time each group gets: the pinned one; the others share what is left as they naturally would. */
function allot (tasks: readonly MainThreadTask[], { pinned, natural }: WantedTimes): Map<TaskGroup, number> {
  const total = tasks.reduce((sum, { duration }) => sum + duration, 0)
  let left = total
  let weight = 0
  for (const [group, duration] of natural) {
    if (pinned.has(group)) left -= pinned.get(group)!
    else weight += duration
  }
  if (left < -0.0005) throw new PinConflict(['mainThreadWorkBreakdown', 'numTasks…'], `the groups need ${total - left} of ${total} ms`)
  return new Map([...natural].map(([group, duration]) =>
    [group, pinned.get(group) ?? (weight > 0 ? micro(Math.max(0, left) * duration / weight) : 0)]))
}

export function withChildren (tasks: readonly MainThreadTask[], wanted: WantedTimes, firstContentfulPaint: number): MainThreadTask[] {
  const times = allot(tasks, wanted)
  const parts = new Map(tasks.map((task) => [task, new Map<TaskGroup, number>()]))
  const free = new Map(tasks.map((task) => [task, task.duration]))
  const pour = (group: TaskGroup, share: number, among: readonly MainThreadTask[]): void => {
    let left = times.get(group) ?? 0
    for (const task of among) {
      if (left <= 0) break
      const amount = micro(Math.min(left, free.get(task)!, Math.max(0.001, task.duration * share)))
      if (amount <= 0) continue
      const own = parts.get(task)!
      own.set(group, micro((own.get(group) ?? 0) + amount))
      free.set(task, micro(free.get(task)! - amount))
      left = micro(left - amount)
    }
    times.set(group, left)
  }
  const kinds = Object.entries(habits) as Array<[Exclude<TaskGroup, 'other'>, Habit]>
  for (const [group, { share, first }] of kinds) {
    const among = group === 'parseHTML' ? tasks.filter(({ start }) => start < firstContentfulPaint) : tasks
    pour(group, share, among.toSorted(first))
  }
  // Whatever did not find room by preference goes anywhere.
  for (const [group] of kinds) pour(group, 1, tasks.toSorted(longest))
  return tasks.map((task): MainThreadTask => {
    let at = task.start
    const children = kinds.flatMap(([group, { name }]): TaskChild[] => {
      const duration = parts.get(task)!.get(group) ?? 0
      if (duration === 0) return []
      const child = { name, group, start: at, duration }
      at = micro(at + duration)
      return [child]
    })
    return { ...task, children }
  })
}
