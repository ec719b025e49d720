import { getHeapStatistics } from 'node:v8'

/** What memory is kept for, in the order in which it is let go of: what can be made anew goes first. */
export const memoryKinds = ['artifacts', 'journals', 'worlds', 'uploads'] as const
export type MemoryKind = typeof memoryKinds[number]

/** Lets go of what was used longest ago until so many bytes are free, or nothing is left that may go. */
type Free = (bytes: number) => void

/** How far below the limit memory is freed once it is reached, so that not every request has to free some. */
const headroom = 1 / 16

/** How much may be added in vain, nothing being left to free, before it is tried again. */
const patience = 1 / 64

/** What one kind of thing takes, in bytes as estimated. */
export class MemoryAccount {
  used = 0
  /** How many things (files, requests, worlds) went because the budget was used up. */
  evicted = 0
  readonly frees: Free[] = []

  constructor (private readonly budget: MemoryBudget) {}

  /** Notes that so many bytes more are held, or less. What is held too much is freed before this returns. */
  add (bytes: number): void {
    this.used += bytes
    this.budget.change(bytes)
  }

  /** `free` is asked to let go of things when memory runs short, and counts them in `evicted`. */
  whenShort (free: Free): void { this.frees.push(free) }
}

/**
 * The memory of one twin. Whoever keeps what clients send, or what was made for them, draws on an account of it; when
 * all of it is used, the accounts let go of what was used least, kind after kind. Nothing is looked through while there
 * is room.
 */
export class MemoryBudget {
  readonly accounts: Readonly<Record<MemoryKind, MemoryAccount>> = {
    artifacts: new MemoryAccount(this),
    journals: new MemoryAccount(this),
    worlds: new MemoryAccount(this),
    uploads: new MemoryAccount(this)
  }

  #used = 0
  #freeing = false
  /** The use at which freeing is tried. */
  #next: number

  /** `limit` in bytes. */
  constructor (readonly limit = Infinity) {
    this.#next = limit
  }

  get used (): number { return this.#used }

  /** For accounts alone. */
  change (bytes: number): void {
    this.#used += bytes
    if (this.#used <= this.limit) this.#next = this.limit
    else if (this.#used > this.#next) this.#free(0)
  }

  /** Whether so many bytes more may be held, when what may go is let go of. Nothing goes in vain. */
  hasRoom (bytes = 0): boolean {
    if (this.#used + bytes <= this.limit) return true
    if (this.#used + bytes - this.#freeable() > this.limit) return false
    this.#free(bytes)
    return this.#used + bytes <= this.limit
  }

  /** What might be freed at most. */
  #freeable (): number {
    return memoryKinds.reduce((sum, kind) => {
      const { frees, used } = this.accounts[kind]
      return frees.length === 0 ? sum : sum + used
    }, 0)
  }

  /** Frees memory until so many bytes, and some more, can be added. */
  #free (bytes: number): void {
    if (this.#freeing) return
    this.#freeing = true
    const goal = Math.max(0, this.limit * (1 - headroom) - bytes)
    try {
      for (const kind of memoryKinds) {
        for (const free of this.accounts[kind].frees) if (this.#used > goal) free(this.#used - goal)
      }
    } finally {
      this.#freeing = false
      this.#next = Math.max(this.limit, this.#used + this.limit * patience)
    }
  }
}

/** The bytes that V8 may fill with objects before the process ends. */
export const heapLimit = (): number => getHeapStatistics().heap_size_limit

/** Half of that: the rest is for the world itself, for answers on their way, and for the garbage collector. */
export const defaultMemory = (): number => Math.floor(heapLimit() / 2)
