import { Cache } from '../kernel/cache.js'
import { hour, minute, second } from '../kernel/durations.js'
import { RollingHour, Window, type Look } from './windows.js'

/** Which quotas hold in a world; null or false: none. */
export interface QuotaSettings {
  readonly sauce: SauceLimits | null
  readonly asc: KeyLimits | null
  /** Whether jobs wait for one of their team's machines. */
  readonly concurrency: boolean
}

/** Requests that Sauce Labs takes (Sauce docs, Getting Started). */
export interface SauceLimits {
  /** Of an account, in a second and in an hour. */
  readonly perSecond: number
  readonly perHour: number
  /** Of an address, without good credentials, in a minute. */
  readonly anonymousPerMinute: number
}

/** Requests that App Store Connect takes of an API key. */
export interface KeyLimits {
  /** In a rolling hour (Apple, Identifying Rate Limits). */
  readonly perHour: number
  /** In a minute, by the endpoints that have such a limit (seen on the wire, not documented). */
  readonly perMinute: number
}

export const vendorLimits = {
  sauce: { perSecond: 10, perHour: 3500, anonymousPerMinute: 2 },
  asc: { perHour: 3600, perMinute: 150 }
} as const
export const noQuotas: QuotaSettings = { sauce: null, asc: null, concurrency: false }

/** What is left of a limit. */
export interface Left { readonly limit: number, readonly remaining: number }

/** What is left of the limit that decides. */
export interface Allowance extends Left {
  /** Seconds until the limit is whole again. */
  readonly reset: number
  readonly refused: boolean
}

/** What a key has left: of its hour, and of its minute where the endpoint has a limit for that. */
export interface KeyAllowance { readonly hour: Left, readonly minute: Left | undefined }

/** The same after a request was asked for; `retryAfter`: the seconds until one is taken again, if it was refused. */
export interface KeyTaken extends KeyAllowance { readonly retryAfter: number | undefined }

/** What somebody has used of the limits that hold. */
export interface Usage {
  readonly vendor: 'sauce' | 'app-store-connect'
  /** `account`: of Sauce Labs; `address`: without good credentials; `key`: of App Store Connect. */
  readonly kind: 'account' | 'address' | 'key'
  readonly name: string
  readonly spans: readonly SpanUsage[]
}

export interface SpanUsage {
  readonly per: 'second' | 'minute' | 'hour'
  readonly limit: number
  readonly used: number
  /** Seconds until some of it is given back. */
  readonly reset: number
}

interface Account { readonly second: Window, readonly hour: Window }
interface Key { readonly hour: RollingHour, readonly minute: Window }

/** Clients may invent names; beyond so many, those not heard of for longest are forgotten. */
const mostNames = 10_000

/** Ms as whole seconds that are long enough. */
export const inSeconds = (ms: number): number => Math.ceil(ms / second)

/** A span, its limit, and the ms until it begins anew. */
interface Span { readonly window: Window, readonly limit: number, readonly reset: number }

const spanAt = (window: Window, limit: number, at: number): Span => ({ window, limit, reset: window.at(at) })

/** The span with least left; of two that have as much, the one that lasts longer. */
function tighter (a: Span, b: Span): Span {
  const more = (a.limit - a.window.used) - (b.limit - b.window.used)
  return more > 0 || (more === 0 && b.reset > a.reset) ? b : a
}

/** Takes a request of every span, or of none if one of them is used up. */
function take (spans: readonly [Span, ...Span[]]): Allowance {
  const refused = spans.some(({ window, limit }) => window.used >= limit)
  if (!refused) for (const { window } of spans) window.used++
  const { window, limit, reset } = spans.reduce(tighter)
  return { limit, remaining: Math.max(0, limit - window.used), reset: inSeconds(reset), refused }
}

/** Of each kind as many are told of. */
const mostTold = 100

const usageOf = (per: SpanUsage['per'], limit: number, { used, reset }: Look): SpanUsage =>
  ({ per, limit, used, reset: inSeconds(reset) })

const left = (limit: number, used: number): Left => ({ limit, remaining: Math.max(0, limit - used) })

const unused = { hour: 0, minute: 0 }

/** What is left when so many requests were made. */
const allowanceOf = ({ perHour, perMinute }: KeyLimits, used: typeof unused, byMinute: boolean): KeyAllowance =>
  ({ hour: left(perHour, used.hour), minute: byMinute ? left(perMinute, used.minute) : undefined })

/** The seconds until the key's next request is taken; undefined: it is taken now. */
function waitOf (key: Key, { perHour, perMinute }: KeyLimits, at: number, byMinute: boolean): number | undefined {
  const { hour, minute } = key
  const reset = minute.at(at)
  if (hour.used(at) >= perHour) return inSeconds(hour.eases(at))
  return byMinute && minute.used >= perMinute ? inSeconds(reset) : undefined
}

/** The quotas of a world and what is used of them, on the world's clock. Refused requests use up nothing. */
export class Quotas {
  readonly #accounts = new Cache<string, Account>({ most: mostNames })
  readonly #addresses = new Cache<string, Window>({ most: mostNames })
  readonly #keys = new Cache<string, Key>({ most: mostNames })

  constructor (public settings: QuotaSettings = noQuotas) {}

  /** Takes one request of a Sauce Labs account; the allowance is that of the span with least left. */
  takeSauce (account: string, at: number, { perHour, perSecond }: Omit<SauceLimits, 'anonymousPerMinute'>): Allowance {
    const windows = this.#accounts.getOrMake(account, () => ({ second: new Window(second), hour: new Window(hour) }))
    return take([spanAt(windows.hour, perHour, at), spanAt(windows.second, perSecond, at)])
  }

  /** Takes one request that Sauce Labs cannot put down to an account, by the address it came from. */
  takeAnonymous (address: string, at: number, { anonymousPerMinute }: SauceLimits): Allowance {
    const window = this.#addresses.getOrMake(address, () => new Window(minute))
    return take([spanAt(window, anonymousPerMinute, at)])
  }

  /** Takes one request of an App Store Connect key, if a quota holds. `byMinute`: the endpoint limits minutes too. */
  takeAppStore (key: string, at: number, byMinute: boolean): KeyTaken {
    const limits = this.settings.asc
    if (limits === null) return { ...allowanceOf(vendorLimits.asc, unused, byMinute), retryAfter: undefined }
    const spans = this.#keys.getOrMake(key, () => ({ hour: new RollingHour(), minute: new Window(minute) }))
    const retryAfter = waitOf(spans, limits, at, byMinute)
    if (retryAfter === undefined) {
      spans.hour.count(at)
      if (byMinute) spans.minute.used++
    }
    return { ...this.leftOfAppStore(key, at, byMinute), retryAfter }
  }

  /** What a key has left, without taking of it; all of it where no quota holds. */
  leftOfAppStore (key: string, at: number, byMinute: boolean): KeyAllowance {
    const spans = this.#keys.get(key)
    const limits = this.settings.asc
    if (limits === null || spans === undefined) return allowanceOf(limits ?? vendorLimits.asc, unused, byMinute)
    spans.minute.at(at)
    return allowanceOf(limits, { hour: spans.hour.used(at), minute: spans.minute.used }, byMinute)
  }

  /** What is used of the limits that hold, by those who asked last; looking changes nothing. */
  usage (at: number): Usage[] {
    const { sauce, asc } = this.settings
    return [...sauce === null ? [] : this.#sauceUsage(sauce, at), ...asc === null ? [] : this.#appStoreUsage(asc, at)]
  }

  #sauceUsage ({ perSecond, perHour, anonymousPerMinute }: SauceLimits, at: number): Usage[] {
    const accounts = this.#accounts.newest(mostTold).map(([name, { second, hour }]): Usage => ({
      vendor: 'sauce',
      kind: 'account',
      name,
      spans: [usageOf('second', perSecond, second.look(at)), usageOf('hour', perHour, hour.look(at))]
    }))
    const addresses = this.#addresses.newest(mostTold).map(([name, minute]): Usage => ({
      vendor: 'sauce',
      kind: 'address',
      name,
      spans: [usageOf('minute', anonymousPerMinute, minute.look(at))]
    }))
    return [...accounts, ...addresses]
  }

  #appStoreUsage ({ perHour, perMinute }: KeyLimits, at: number): Usage[] {
    return this.#keys.newest(mostTold).map(([name, { hour, minute }]) => ({
      vendor: 'app-store-connect',
      kind: 'key',
      name,
      spans: [usageOf('hour', perHour, hour.look(at)), usageOf('minute', perMinute, minute.look(at))]
    }))
  }
}
