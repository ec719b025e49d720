import { Cache } from '../../kernel/cache.js'
import type { Random } from '../../kernel/random.js'
import type { Matchable } from '../checks.js'
import type { Matcher } from '../match.js'
import { valuesOf } from '../named-values.js'
import type { ReadyEffect } from './ready-effect.js'
import { drawsOf, isDue, matcherFor, type ActiveRule, type FaultRule, type Strike } from './rule.js'

/** What is known of a token or a key: how many requests showed it, and whether it is still good. */
interface Shown { number: number, expired: boolean }

/** Clients may invent tokens; beyond so many, those not shown for longest are forgotten. */
const mostTokens = 1000

/**
 * A rule by which credentials expire: each token is good for some requests, and then never again; another one is good.
 * A rule with a beginning and no count lets those expire that were shown until then, and if none was, the first after.
 */
export class ExpiringRule implements ActiveRule {
  readonly matcher: Matcher
  readonly #draw: Random
  readonly #shown = new Cache<string, Shown>({ most: mostTokens })
  /** How many tokens have expired. */
  #expired = 0

  constructor (readonly rule: FaultRule, private readonly effect: ReadyEffect, seed: number) {
    this.matcher = matcherFor(rule)
    this.#draw = drawsOf(seed, rule.id)
  }

  strike (request: Matchable, at: number): Strike | undefined {
    const { rule } = this
    const { plan } = rule
    if (at >= plan.until || !this.matcher.fits(request)) return undefined
    const [token] = valuesOf(request.headers, 'authorization')
    if (token === undefined) return undefined
    const shown = this.#shown.getOrMake(token, () => ({ number: 0, expired: false }))
    if (at < plan.from) {
      if (this.#isTimed && !shown.expired) this.#expire(shown)
      return undefined
    }
    rule.matched++
    if (!this.#isOver(shown)) return undefined
    rule.fired++
    return { ...this.effect, rule, number: rule.matched }
  }

  /** A token that has expired never is good again. */
  readonly usedUp = false

  /** Whether nothing but the time says when a token expires. */
  get #isTimed (): boolean {
    const { after, every, share } = this.rule.spec
    return after === undefined && every === undefined && share === undefined
  }

  /** Counts a request that shows a token, and tells whether that is good no longer. */
  #isOver (shown: Shown): boolean {
    const { spec } = this.rule
    const hit = this.#draw.float() < (spec.share ?? 1)
    if (shown.expired) return true
    if (!isDue(spec, ++shown.number) || !hit || this.#expired >= (spec.times ?? 1)) return false
    this.#expire(shown)
    return true
  }

  #expire (shown: Shown): void {
    shown.expired = true
    this.#expired++
  }
}
