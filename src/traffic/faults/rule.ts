import { Invalid } from '../../kernel/errors.js'
import { stream, type Random } from '../../kernel/random.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import type { Matchable } from '../checks.js'
import { matcherOf, type Matcher } from '../match.js'
import type { FaultSpec } from './fault.schema.js'
import { sequenceOf, stepAt, type ReadyEffect, type Steps } from './ready-effect.js'

/** What of a rule follows from its words. World time, ms: from … until, the end not included. */
export interface RulePlan extends Steps { readonly from: number, readonly until: number }

/** A rule as it is looked at from outside. */
export interface FaultRule {
  readonly id: string
  readonly spec: FaultSpec
  readonly plan: RulePlan
  /** Requests that fitted while the rule was in its window, and those of them that it struck. */
  matched: number
  fired: number
}

/** A rule that strikes a request, and which of its matching requests this is, from 1: further draws hang on that. */
export interface Strike extends ReadyEffect { readonly rule: FaultRule, readonly number: number }

/** A rule at work. */
export interface ActiveRule {
  readonly rule: FaultRule
  readonly matcher: Matcher
  /** Whether it strikes nothing any more, whatever the time. */
  readonly usedUp: boolean
  /** Counts a request that fits, and tells what becomes of it. `at`: world time, ms. */
  strike (request: Matchable, at: number): Strike | undefined
}

/** @throws Invalid for what makes no sense, or contradicts itself */
export function planOf (spec: FaultSpec, frame: TimeFrame): RulePlan {
  const { from, until } = spec.window ?? {}
  const plan = {
    from: from === undefined ? -Infinity : resolveTime(from, frame),
    until: until === undefined ? Infinity : resolveTime(until, frame),
    ...sequenceOf(spec)
  }
  if (plan.until <= plan.from) throw new Invalid('window: until must be later than from', 'window')
  return plan
}

/** Whether the number-th request (from 1) is one that a rule looks at: those first are over, and it is the n-th. */
export const isDue = ({ after = 0, every = 1 }: FaultSpec, number: number): boolean =>
  number > after && (number - after) % every === 0

/** What a request draws: one number for each that fits, due or not, so that the k-th always draws the same. */
export const drawsOf = (seed: number, id: string): Random => stream(seed, 'fault', id)

/** A rule that counts the requests which fit. */
export class CountingRule implements ActiveRule {
  readonly matcher: Matcher
  readonly #draw: Random
  /** How many requests were due and drawn: where its sequence is. */
  #taken = 0

  constructor (readonly rule: FaultRule, seed: number) {
    this.matcher = matcherFor(rule)
    this.#draw = drawsOf(seed, rule.id)
  }

  get usedUp (): boolean {
    const { spec: { times = Infinity }, plan: { steps, then }, fired } = this.rule
    return fired >= times || (then === 'stop' && this.#taken >= steps.length)
  }

  strike (request: Matchable, at: number): Strike | undefined {
    const { rule } = this
    const { spec, plan } = rule
    if (at < plan.from || at >= plan.until || !this.matcher.fits(request)) return undefined
    const number = ++rule.matched
    const hit = this.#draw.float() < (spec.share ?? 1)
    if (!hit || !isDue(spec, number) || rule.fired >= (spec.times ?? Infinity)) return undefined
    const step = stepAt(plan, this.#taken++)
    if (step === undefined) return undefined
    rule.fired++
    return { ...step, rule, number }
  }
}

/** A closing slash in a rule's path is one: the rule says what a client must have written. */
export function matcherFor ({ spec: { match = {} } }: FaultRule): Matcher {
  const { world: _world, ...asked } = match
  return matcherOf(asked, { asWritten: true })
}
