/** How many tasks of which length a fitted load has: the diagnostics' counts, made consistent. */
import type { Diagnostics } from '../metrics/diagnostics.js'
import { PinConflict } from './conflict.js'
import type { Pins } from './pins.schema.js'

/** Tasks longer than `over` and at most `upTo` ms (the counts of the diagnostics are strict). */
export interface TaskClass { readonly over: number, readonly upTo: number, count: number }

/** The counts of the diagnostics from that of the longest tasks to that of all; each includes the one before it. */
const countNames = [
  'numTasksOver500ms', 'numTasksOver100ms', 'numTasksOver50ms', 'numTasksOver25ms', 'numTasksOver10ms', 'numTasks'
] as const
export type CountName = typeof countNames[number]

/** Each count that is included, with the next that includes it. */
const included: ReadonlyArray<readonly [longer: CountName, shorter: CountName]> = [
  ['numTasksOver500ms', 'numTasksOver100ms'],
  ['numTasksOver100ms', 'numTasksOver50ms'],
  ['numTasksOver50ms', 'numTasksOver25ms'],
  ['numTasksOver25ms', 'numTasksOver10ms'],
  ['numTasksOver10ms', 'numTasks']
]

/** Each class by the count it alone makes the difference to; `free` tells which counts nobody pinned. */
export interface TaskClasses {
  readonly classes: Readonly<Record<CountName, TaskClass>>
  readonly free: ReadonlySet<CountName>
}

/** `crowd` multiplies the natural counts. */
export function taskClasses (natural: Diagnostics, pins: Pins['diagnostics'] = {}, crowd = 1): TaskClasses {
  const free = new Set(countNames.filter((name) => pins[name] === undefined))
  const countOf = (name: CountName): number => pins[name] ?? Math.round(natural[name] * crowd)
  const counts: Record<CountName, number> = {
    numTasksOver500ms: countOf('numTasksOver500ms'),
    numTasksOver100ms: countOf('numTasksOver100ms'),
    numTasksOver50ms: countOf('numTasksOver50ms'),
    numTasksOver25ms: countOf('numTasksOver25ms'),
    numTasksOver10ms: countOf('numTasksOver10ms'),
    numTasks: countOf('numTasks')
  }
  reconcile(counts, free)
  const classes = {
    numTasksOver500ms: { over: 500, upTo: 1000, count: counts.numTasksOver500ms },
    numTasksOver100ms: { over: 100, upTo: 500, count: counts.numTasksOver100ms - counts.numTasksOver500ms },
    numTasksOver50ms: { over: 50, upTo: 100, count: counts.numTasksOver50ms - counts.numTasksOver100ms },
    numTasksOver25ms: { over: 25, upTo: 50, count: counts.numTasksOver25ms - counts.numTasksOver50ms },
    numTasksOver10ms: { over: 10, upTo: 25, count: counts.numTasksOver10ms - counts.numTasksOver25ms },
    numTasks: { over: 0, upTo: 10, count: counts.numTasks - counts.numTasksOver10ms }
  }
  return { classes, free }
}

/** Sees to it that each count includes the one before it; those nobody pinned give way. */
function reconcile (counts: Record<CountName, number>, free: ReadonlySet<CountName>): void {
  for (const [longer, shorter] of included) {
    if (free.has(shorter)) counts[shorter] = Math.max(counts[shorter], counts[longer])
  }
  for (const [longer, shorter] of included.toReversed()) {
    if (counts[longer] <= counts[shorter]) continue
    if (!free.has(longer)) throw new PinConflict([longer, shorter], `${counts[longer]} of ${counts[shorter]} tasks`)
    counts[longer] = counts[shorter]
  }
}

/** Makes room for at least `count` tasks of a class, if the counts involved are nobody's pins. */
export function atLeast (tasks: TaskClasses, name: CountName, count: number, pins: readonly string[]): void {
  const { classes, free } = tasks
  const wanted = classes[name]
  if (wanted.count >= count) return
  // More tasks of this class raise its own count and all the shorter ones' that include it.
  const missing = count - wanted.count
  const raised = countNames.slice(countNames.indexOf(name), -1)
  if (raised.some((each) => !free.has(each))) {
    const { over, upTo } = wanted
    throw new PinConflict([...pins, name], `they need ${count} tasks of more than ${over} and at most ${upTo} ms`)
  }
  wanted.count = count
  if (free.has('numTasks')) return
  const shortest = classes.numTasks
  shortest.count -= missing
  if (shortest.count < 0) throw new PinConflict([...pins, 'numTasks'], 'too few tasks')
}
