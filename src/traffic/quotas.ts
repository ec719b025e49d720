import { Cache } from '../kernel/cache.js'
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

/** What is left of a limit. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** Seconds until the limit is whole again. */
  readonly reset: number
  readonly refused: boolean
}

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

/** Clients may invent names; beyond so many, those not heard of for longest are forgotten. */
const mostNames = 10_000

/** A span, its limit, and the ms until it begins anew. */
interface Span { readonly window: Window, readonly limit: number, readonly reset: number }

const spanAt = (window: Window, limit: number, at: number): Span => ({ window, limit, reset: window.at(at) })

/** The span with least left; of two that have as much, the one that lasts longer. */
function tighter (hourly: Span, secondly: Span): Span {
  const more = (hourly.limit - hourly.window.used) - (secondly.limit - secondly.window.used)
  return more > 0 || (more === 0 && secondly.reset > hourly.reset) ? secondly : hourly
}

/** The quotas of a world and what is used of them, on the world's clock. Refused requests use up nothing. */
export class Quotas {
  readonly #accounts = new Cache<string, Account>({ most: mostNames })
  readonly #keys = new Cache<string, RollingHour>({ most: mostNames })

  constructor (public settings: QuotaSettings = noQuotas) {}

  /** Takes one request of a Sauce Labs account; the allowance is that of the span with least left. */
  takeSauce (account: string, at: number, limits: NonNullable<QuotaSettings['sauce']>): Allowance {
    const windows = this.#accounts.getOrMake(account, () => ({ second: new Window(second), hour: new Window(hour) }))
    const spans = [spanAt(windows.hour, limits.perHour, at), spanAt(windows.second, limits.perSecond, at)] as const
    const refused = spans.some(({ window, limit }) => window.used >= limit)
    if (!refused) for (const { window } of spans) window.used++
    const { window, limit, reset } = tighter(...spans)
    return { limit, remaining: Math.max(0, limit - window.used), reset: Math.ceil(reset / 1000), refused }
  }

  /** Takes one request of an App Store Connect key. Where no quota holds, it only counts. */
  takeAppStore (key: string, at: number): Omit<Allowance, 'reset'> {
    const limit = this.settings.asc?.perHour ?? vendorLimits.asc.perHour
    const rolling = this.#keys.getOrMake(key, () => new RollingHour())
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
