/** Small work on a main thread that is busy with something else: it goes where there is room, and moves nothing. */
import { ascending } from './order.js'
import { micro } from './precision.js'
import type { MainThreadTask } from './timeline.js'

/**
 * Places loose work, in order of readiness, into the gaps between fixed tasks (in order of start); nothing moves. Each
 * piece has a moment from which it can run and a duration, ms; `build` makes the task of a piece at its place.
 */
export function placeInGaps (
  fixed: readonly MainThreadTask[],
  ready: readonly number[],
  durations: readonly number[],
  build: (piece: number, start: number, duration: number) => MainThreadTask
): MainThreadTask[] {
  const tasks: MainThreadTask[] = []
  let placed = 0
  let next = fixed[0]
  let free = 0
  const order = ascending(ready)
  // By index: the interpreter makes an object for every step of an iterator.
  for (let i = 0; i < order.length; i++) {
    const piece = order[i]!
    const duration = durations[piece]!
    let start = Math.max(free, ready[piece]!)
    while (next !== undefined && next.start < start + duration) {
      start = Math.max(start, micro(next.start + next.duration))
      tasks.push(next)
      next = fixed[++placed]
    }
    start = micro(start)
    tasks.push(build(piece, start, duration))
    free = start + duration
  }
  for (; next !== undefined; next = fixed[++placed]) tasks.push(next)
  return tasks
}
