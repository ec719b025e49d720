import { hour, minute, second } from '../kernel/durations.js'

/** Which quotas hold in a world; null or false: none. */
export interface QuotaSettings {
  /** Requests an account may make (Sauce docs: 10 a second, 3,500 an hour). */
  readonly sauce: { readonly perSecond: number, readonly perHour: number } | null
  /** Requests an API key may make in a rolling hour (Apple, Identifying Rate Limits). */
  readonly asc: { readonly perHour: number } | null
  /** Whether jobs wait for one of their team's machines. */
  readonly concurrency: boolean
}

export const vendorLimits = { sauce: { perSecond: 10, perHour: 3500 }, asc: { perHour: 3600 } } as const
export const noQuotas: QuotaSettings = { sauce: null, asc: null, concurrency: false }

/** What is left of a limit; `reset` in seconds. */
export interface Allowance { readonly limit: number, readonly remaining: number, readonly reset: number, readonly refused: boolean }

/** A span of time with a budget; it begins anew at every multiple of its length. */
class Window {
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

  count (at: number): void {
    const now = Math.floor(at / minute)
    this.#minutes.set(now, (this.#minutes.get(now) ?? 0) + 1)
  }
}

interface Account { readonly second: Window, readonly hour: Window }

/** Clients may invent names; the oldest are forgotten beyond so many. */
const mostNames = 10_000

function remembered<T> (names: Map<string, T>, name: string, make: () => T): T {
  let found = names.get(name)
  if (found === undefined) {
    if (names.size >= mostNames) names.delete(names.keys().next().value!)
    names.set(name, found = make())
  }
  return found
}

/** The quotas of a world and what is used of them, on the world's clock. Refused requests use up nothing. */
export class Quotas {
  readonly #accounts = new Map<string, Account>()
  readonly #keys = new Map<string, RollingHour>()

  constructor (public settings: QuotaSettings = noQuotas) {}

  /** Takes one request of a Sauce Labs account; the allowance is that of the span with least left. */
  takeSauce (account: string, at: number, limits: NonNullable<QuotaSettings['sauce']>): Allowance {
    const spans = remembered(this.#accounts, account, () => ({ second: new Window(second), hour: new Window(hour) }))
    const both = [{ span: spans.hour, limit: limits.perHour }, { span: spans.second, limit: limits.perSecond }]
      .map(({ span, limit }) => ({ span, limit, reset: span.at(at) }))
    const refused = both.some(({ span, limit }) => span.used >= limit)
    if (!refused) for (const { span } of both) span.used++
    const [least] = both.sort((a, b) => (a.limit - a.span.used) - (b.limit - b.span.used) || b.reset - a.reset)
    const { span, limit, reset } = least!
    return { limit, remaining: Math.max(0, limit - span.used), reset: Math.ceil(reset / 1000), refused }
  }

  /** Takes one request of an App Store Connect key. Where no quota holds, it only counts. */
  takeAppStore (key: string, at: number): Omit<Allowance, 'reset'> {
    const limit = this.settings.asc?.perHour ?? vendorLimits.asc.perHour
    const rolling = remembered(this.#keys, key, () => new RollingHour())
    const used = rolling.used(at)
    const refused = this.settings.asc !== null && used >= limit
    if (!refused) rolling.count(at)
    return { limit, remaining: Math.max(0, limit - used - (refused ? 0 : 1)), refused }
  }

  /** What a key has left, without taking of it. */
  leftOfAppStore (key: string, at: number): Pick<Allowance, 'limit' | 'remaining'> {
    const limit = this.settings.asc?.perHour ?? vendorLimits.asc.perHour
    return { limit, remaining: Math.max(0, limit - (this.#keys.get(key)?.used(at) ?? 0)) }
  }
}
