/** How many tasks of which length a fitted load has: the diagnostics' counts, made consistent. */
import type { Diagnostics } from '../metrics/diagnostics.js'
import type { Pins } from './pins.schema.js'
import { PinConflict } from './conflict.js'

/** Tasks longer than `over` and at most `upTo` ms (the counts of the diagnostics are strict). */
export interface TaskClass { readonly over: number, readonly upTo: number, count: number }

const limits = [
  ['numTasksOver500ms', 500, 1000], ['numTasksOver100ms', 100, 500], ['numTasksOver50ms', 50, 100],
  ['numTasksOver25ms', 25, 50], ['numTasksOver10ms', 10, 25], ['numTasks', 0, 10]
] as const
type Limit = typeof limits[number][0]

/** The classes from the longest to the shortest; `free` tells which counts nobody pinned. */
export interface TaskClasses {
  readonly classes: readonly TaskClass[]
  readonly free: ReadonlySet<Limit>
}

/** `crowd` multiplies the natural counts. */
export function taskClasses (natural: Diagnostics, pins: Pins['diagnostics'] = {}, crowd = 1): TaskClasses {
  const free = new Set<Limit>()
  const counts = limits.map(([name]) => {
    if (pins[name] === undefined) free.add(name)
    return pins[name] ?? Math.round(natural[name] * crowd)
  })
  // Each count includes the one before it; those nobody pinned give way.
  for (let i = 1; i < counts.length; i++) if (free.has(limits[i]![0])) counts[i] = Math.max(counts[i]!, counts[i - 1]!)
  for (let i = counts.length - 2; i >= 0; i--) {
    if (counts[i]! <= counts[i + 1]!) continue
    if (!free.has(limits[i]![0])) throw new PinConflict([limits[i]![0], limits[i + 1]![0]], `${counts[i]} of ${counts[i + 1]} tasks`)
    counts[i] = counts[i + 1]!
  }
  return { classes: limits.map(([, over, upTo], i) => ({ over, upTo, count: counts[i]! - (counts[i - 1] ?? 0) })), free }
}

/** Makes room for at least `count` tasks of a class (0 the longest), if the counts involved are nobody's pins. */
export function atLeast ({ classes, free }: TaskClasses, index: number, count: number, pins: readonly string[]): void {
  const wanted = classes[index]!
  if (wanted.count >= count) return
  // More tasks of this class raise its own count and all the shorter ones' that include it.
  const missing = count - wanted.count
  const shortest = classes.at(-1)!
  if (limits.slice(index, -1).some(([name]) => !free.has(name))) {
    throw new PinConflict([...pins, limits[index]![0]], `they need ${count} tasks of more than ${wanted.over} and at most ${wanted.upTo} ms`)
  }
  wanted.count = count
  if (!free.has('numTasks')) {
    shortest.count -= missing
    if (shortest.count < 0) throw new PinConflict([...pins, 'numTasks'], 'too few tasks')
  }
}
