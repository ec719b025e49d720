/** What the main thread was busy with, in whole ms that add up to the whole. */
import { taskGroups } from '../task-groups.js'
import type { MainThreadTask, TaskGroup } from '../timeline.js'

export interface GroupDuration { group: TaskGroup, duration: number }

/** Sum of the top-level tasks' durations, ms. */
export function totalTaskTime (tasks: readonly MainThreadTask[]): number {
  let sum = 0
  // By index: the interpreter makes an object for every step of an iterator, and there are hundreds of tasks.
  for (let i = 0; i < tasks.length; i++) sum += tasks[i]!.duration
  return sum
}

/** Time per group, ms; what no child accounts for is `other`. */
function groupTimes (tasks: readonly MainThreadTask[]): Record<TaskGroup, number> {
  const times: Record<TaskGroup, number> = {
    scriptEvaluation: 0,
    other: 0,
    styleLayout: 0,
    paintCompositeRender: 0,
    parseHTML: 0,
    garbageCollection: 0,
    scriptParseCompile: 0
  }
  for (const { duration, children } of tasks) {
    let rest = duration
    for (const child of children) {
      times[child.group] += child.duration
      rest -= child.duration
    }
    times.other += rest
  }
  return times
}

/**
 * The groups in descending order. Each is rounded down, and those cut most get the missing milliseconds, so that their
 * sum is the rounded total exactly.
 */
export function mainThreadWorkBreakdown (tasks: readonly MainThreadTask[]): GroupDuration[] {
  const times = groupTimes(tasks)
  const rows = taskGroups.map((group) => {
    // A billionth of slack: a group of exactly 24 ms must not come out as 23.999….
    const time = times[group] + 1e-9
    return { group, time, duration: Math.floor(time) }
  })
  let missing = Math.round(totalTaskTime(tasks)) - rows.reduce((sum, { duration }) => sum + duration, 0)
  for (const row of rows.toSorted((a, b) => (b.time - b.duration) - (a.time - a.duration))) {
    if (missing-- <= 0) break
    row.duration++
  }
  return rows.map(({ group, duration }) => ({ group, duration })).sort((a, b) => b.duration - a.duration)
}
