/**
 * The main thread of one load. Work that decides a metric runs as a chain in a fixed order (each task after the one
 * before it, and not before it is ready); small work is fitted into the gaps and can never push the chain.
 */
import { placeInGaps } from '../gaps.js'
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

const bareTask = (start: number, duration: number): MainThreadTask => ({ start, duration, children: nothing })

const taskOf = ({ name, group }: Kind, start: number, duration: number): MainThreadTask =>
  ({ start, duration, children: name === untyped ? nothing : [{ name, group, start, duration }] })

/**
 * A class, not a literal with a getter: every such literal has a hidden class of its own, which slows down all who use
 * it.
 */
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
    if (this.detailed) {
      this.#children.push(url === undefined ? { name, group, start, duration } : { name, group, start, duration, url })
    }
    this.#at = micro(start + duration)
    return this
  }

  /** How far the task has come, ms. */
  get now (): number {
    return this.#at
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
    let place = 0
    for (const task of chain) {
      if (task.start >= start + duration) break
      start = Math.max(start, micro(task.start + task.duration))
      place++
    }
    start = micro(start)
    chain.splice(place, 0, taskOf({ name, group: 'scriptEvaluation' }, start, duration))
  }

  /** All tasks, in order. */
  tasks (): MainThreadTask[] {
    const kinds = this.#kinds
    return placeInGaps(this.#chain, this.#ready, this.#durations, this.detailed
      ? (piece, start, duration) => taskOf(kinds[piece] ?? plain, start, duration)
      : (_piece, start, duration) => bareTask(start, duration))
  }
}
