import { hour, minute } from '../kernel/durations.js'

/** What is used of a budget, and the ms until some of it is given back. */
export interface Look { readonly used: number, readonly reset: number }

/** A span of time with a budget; it begins anew at every multiple of its length. */
export class Window {
  #start = -Infinity
  used = 0

  constructor (readonly length: number) {}

  /** Ms until the budget is whole again. A clock that was set back begins a new span too. */
  at (now: number): number {
    const start = Math.floor(now / this.length) * this.length
    if (start !== this.#start) {
      this.#start = start
      this.used = 0
    }
    return start + this.length - now
  }

  /** What is used of the budget at a moment, and the ms until it is whole again; begins no span. */
  look (now: number): Look {
    const start = Math.floor(now / this.length) * this.length
    return { used: start === this.#start ? this.used : 0, reset: start + this.length - now }
  }
}

/** Requests of the last hour, counted by the minute. */
export class RollingHour {
  readonly #minutes = new Map<number, number>()

  used (at: number): number {
    const now = Math.floor(at / minute)
    let sum = 0
    for (const [when, requests] of this.#minutes) {
      // A clock that was set back leaves minutes of the future behind.
      if (when <= now - hour / minute || when > now) this.#minutes.delete(when)
      else sum += requests
    }
    return sum
  }

  /** The same as `used`, and when the oldest of them are an hour old; forgets nothing. */
  look (at: number): Look {
    const now = Math.floor(at / minute)
    const counted = [...this.#minutes].filter(([when]) => when > now - hour / minute && when <= now)
    const oldest = Math.min(now, ...counted.map(([when]) => when))
    const used = counted.reduce((sum, [, requests]) => sum + requests, 0)
    return { used, reset: oldest * minute + hour - at }
  }

  count (at: number): void {
    const now = Math.floor(at / minute)
    this.#minutes.set(now, (this.#minutes.get(now) ?? 0) + 1)
  }

  /** Ms until the oldest requests counted are an hour old. */
  eases (at: number): number {
    const oldest = Math.min(Math.floor(at / minute), ...this.#minutes.keys())
    return oldest * minute + hour - at
  }
}
