/**
 * The main thread of one load. Work that decides a metric runs as a chain in a fixed order (each task after the one
 * before it, and not before it is ready); small work is fitted into the gaps and can never push the chain.
 */
import { ascending } from '../order.js'
import { micro } from '../precision.js'
import type { MainThreadTask, TaskChild, TaskGroup } from '../timeline.js'

/** What a small piece of work is: a trace event name and its group. */
export interface Kind { readonly name: string, readonly group: TaskGroup }

/** Small tasks never get long, however slow the CPU: the browser yields. Longer ones are cut into slices. */
const slice = 20

/** Work of no particular type; a task that does nothing else has no children. */
const untyped = 'RunTask'
export const plain: Kind = { name: untyped, group: 'other' }
const nothing: readonly TaskChild[] = []

/** Time a task spends outside its typed work (scheduling, IPC), ms at CPU rate 1. */
const overhead = 0.08

/**
 * Places loose work, in order of readiness, into the gaps between fixed tasks (in order of start); nothing moves. Each
 * piece has a moment from which it can run and a duration, ms; `build` makes the task of a piece at its place.
 */
export function placeInGaps (
  fixed: readonly MainThreadTask[], ready: readonly number[], durations: readonly number[], build: (piece: number, start: number) => MainThreadTask
): MainThreadTask[] {
  const tasks: MainThreadTask[] = []
  let next = 0
  let cursor = 0
  const order = ascending(ready)
  // By index here and below: the interpreter makes an object for every step of an iterator.
  for (let i = 0; i < order.length; i++) {
    const piece = order[i]!
    const duration = durations[piece]!
    let start = Math.max(cursor, ready[piece]!)
    while (next < fixed.length && fixed[next]!.start < start + duration) {
      start = Math.max(start, micro(fixed[next]!.start + fixed[next]!.duration))
      tasks.push(fixed[next++]!)
    }
    start = micro(start)
    tasks.push(build(piece, start))
    cursor = start + duration
  }
  while (next < fixed.length) tasks.push(fixed[next++]!)
  return tasks
}

/** A class, not a literal with a getter: every such literal has a hidden class of its own, which slows down all who use it. */
export class MainThread {
  /** When the chain is next free. */
  free = 0
  /** The task that has begun. */
  #start = 0
  #at = 0
  #children: TaskChild[] = []
  readonly #chain: MainThreadTask[] = []
  /** Small work that waits for a gap, an element of each list a piece: lists of numbers cost far less than objects. */
  readonly #ready: number[] = []
  readonly #durations: number[] = []
  readonly #kinds: Kind[] = []

  /** `detailed`: whether tasks say what they did; metrics need only know how long they took. */
  constructor (readonly slowdown: number, readonly detailed: boolean) {}

  /** The chain's tasks so far. */
  get chain (): readonly MainThreadTask[] {
    return this.#chain
  }

  /** Begins a task at the end of the chain, not before `ready`; `does` fills it, `end` ends it. */
  begin (ready: number): this {
    this.#start = this.#at = micro(Math.max(ready, this.free))
    this.#children = []
    return this
  }

  /** What the task does next: a trace event's name, its group, ms at CPU rate 1, the script or document it is about. */
  does (name: string, group: TaskGroup, ms: number, url?: string): this {
    const duration = micro(ms * this.slowdown)
    if (duration <= 0) return this
    const start = this.#at
    if (this.detailed) this.#children.push(url === undefined ? { name, group, start, duration } : { name, group, start, duration, url })
    this.#at = micro(start + duration)
    return this
  }

  /** Ends the task; answers when that was. */
  end (): number {
    const start = this.#start
    this.free = micro(this.#at + micro(overhead * this.slowdown))
    this.#chain.push({ start, duration: micro(this.free - start), children: this.detailed ? this.#children : nothing })
    return this.free
  }

  /** Small work (ms at CPU rate 1) for a gap after `ready`. */
  errand (ready: number, kind: Kind, ms: number): void {
    const whole = ms * this.slowdown
    const slices = whole <= slice ? 1 : Math.ceil(whole / slice)
    const duration = micro(whole / slices)
    if (duration <= 0) return
    for (let i = 0; i < slices; i++) {
      this.#ready.push(ready)
      this.#durations.push(duration)
      if (this.detailed) this.#kinds.push(kind)
    }
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
    const durations = this.#durations
    const bare = (piece: number, start: number): MainThreadTask => ({ start, duration: durations[piece]!, children: nothing })
    return placeInGaps(this.#chain, this.#ready, durations, this.detailed
      ? (piece, start) => {
          const { name, group } = this.#kinds[piece]!
          const duration = durations[piece]!
          return { start, duration, children: name === untyped ? nothing : [{ name, group, start, duration }] }
        }
      : bare)
  }
}
