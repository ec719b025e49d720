/**
 * The main thread of one load. Work that decides a metric runs as a chain in a fixed order (each task after the one
 * before it, and not before it is ready); small work is fitted into the gaps and can never push the chain.
 */
import { micro } from './precision.js'
import type { MainThreadTask, TaskChild, TaskGroup } from './timeline.js'

/** A piece of work: a trace event name, its group, and ms at CPU rate 1. */
export type Work = readonly [name: string, group: TaskGroup, ms: number, url?: string]

/** Small work that waits for a gap; `duration` is what it takes on this CPU, ms. */
interface Errand { readonly ready: number, readonly duration: number, readonly name: string, readonly group: TaskGroup }

/** Small tasks never get long, however slow the CPU: the browser yields. Longer ones are cut into slices. */
const slice = 20

/** Work of no particular type; a task that does nothing else has no children. */
export const untyped = 'RunTask'
const nothing: readonly TaskChild[] = []

/** Time a task spends outside its typed work (scheduling, IPC), ms at CPU rate 1. */
const overhead = 0.08

/**
 * Places loose work, in order of readiness, into the gaps between fixed tasks; nothing moves. Both lists must be in
 * order (of start, of `ready`); `build` makes the task at its place.
 */
export function placeInGaps<Loose extends { readonly ready: number, readonly duration: number }> (
  fixed: readonly MainThreadTask[], loose: readonly Loose[], build: (item: Loose, start: number) => MainThreadTask
): MainThreadTask[] {
  const tasks: MainThreadTask[] = []
  let next = 0
  let cursor = 0
  for (const item of loose) {
    let start = Math.max(cursor, item.ready)
    while (next < fixed.length && fixed[next]!.start < start + item.duration) {
      start = Math.max(start, micro(fixed[next]!.start + fixed[next]!.duration))
      tasks.push(fixed[next++]!)
    }
    start = micro(start)
    tasks.push(build(item, start))
    cursor = start + item.duration
  }
  while (next < fixed.length) tasks.push(fixed[next++]!)
  return tasks
}

/** A class, not a literal with a getter: every such literal has a hidden class of its own, which slows down all who use it. */
export class MainThread {
  /** When the chain is next free. */
  free = 0
  readonly #chain: MainThreadTask[] = []
  readonly #errands: Errand[] = []

  constructor (readonly slowdown: number) {}

  /** The chain's tasks so far. */
  get chain (): readonly MainThreadTask[] {
    return this.#chain
  }

  /** Adds a task to the end of the chain, not before `ready`; answers its end. */
  run (ready: number, work: readonly Work[]): number {
    const start = micro(Math.max(ready, this.free))
    const children: TaskChild[] = []
    let at = start
    for (const [name, group, ms, url] of work) {
      const duration = micro(ms * this.slowdown)
      if (duration <= 0) continue
      children.push(url === undefined ? { name, group, start: at, duration } : { name, group, start: at, duration, url })
      at = micro(at + duration)
    }
    this.free = micro(at + micro(overhead * this.slowdown))
    this.#chain.push({ start, duration: micro(this.free - start), children })
    return this.free
  }

  /** Small work (ms at CPU rate 1) for a gap after `ready`. */
  errand (ready: number, name: string, group: TaskGroup, ms: number): void {
    const whole = ms * this.slowdown
    const slices = Math.max(1, Math.ceil(whole / slice))
    const duration = micro(whole / slices)
    if (duration <= 0) return
    for (let i = 0; i < slices; i++) this.#errands.push({ ready, duration, name, group })
  }

  /** Adds a task of fixed length (ms, not slowed down) into the chain where it is free. */
  insert (at: number, duration: number, name: string): void {
    const chain = this.#chain
    let start = at
    let i = 0
    while (i < chain.length && chain[i]!.start < start + duration) {
      start = Math.max(start, micro(chain[i]!.start + chain[i]!.duration))
      i++
    }
    start = micro(start)
    chain.splice(i, 0, { start, duration, children: [{ name, group: 'scriptEvaluation', start, duration }] })
  }

  /** All tasks, in order. */
  tasks (): MainThreadTask[] {
    const errands = this.#errands.sort((a, b) => a.ready - b.ready)
    return placeInGaps(this.#chain, errands, ({ duration, name, group }, start) =>
      ({ start, duration, children: name === untyped ? nothing : [{ name, group, start, duration }] }))
  }
}
