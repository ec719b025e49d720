import { readDuration } from '../../kernel/durations.js'
import { Invalid, NotFound } from '../../kernel/errors.js'
import { stream, type Random } from '../../kernel/random.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import type { Matchable } from '../checks.js'
import { matcherOf, type Matcher } from '../match.js'
import type { FaultSpec } from './fault.schema.js'

interface FaultTimes {
  /** World time, ms: from … until, the end not included. */
  readonly from: number
  readonly until: number
  /** By how many ms what is read is old. */
  readonly stale: number
}

export interface FaultRule extends FaultTimes {
  readonly id: string
  readonly spec: FaultSpec
  /** Requests that fitted while the rule was in its window, and those of them that it struck. */
  matched: number
  fired: number
}

/** A rule that strikes a request, and which of its matching requests this is, from 1: further draws hang on that. */
export interface Strike { readonly rule: FaultRule, readonly number: number }

interface ActiveRule { readonly rule: FaultRule, readonly matcher: Matcher, readonly draw: Random }

const mostRules = 1000

/** When a rule holds, and how old what is read is. @throws Invalid for times and durations that make no sense */
export function faultTimes ({ window = {}, effect }: FaultSpec, frame: TimeFrame): FaultTimes {
  const { from, until } = window
  const times = {
    from: from === undefined ? -Infinity : resolveTime(from, frame),
    until: until === undefined ? Infinity : resolveTime(until, frame),
    stale: effect.stale === undefined ? 0 : readDuration(effect.stale, 'effect.stale')
  }
  if (times.until <= times.from) throw new Invalid('window: until must be later than from', 'window')
  return times
}

/**
 * The fault rules of a world. Each draws from a stream of its own, one number for each request that fits, so the k-th
 * matching request meets the same fate in every run, whatever other rules there are.
 */
export class FaultRules {
  readonly #rules = new Map<string, ActiveRule>()
  #made = 0

  constructor (readonly seed: number) {}

  get size (): number { return this.#rules.size }
  list (): FaultRule[] { return [...this.#rules.values()].map(({ rule }) => rule) }

  /** @throws NotFound */
  get (id: string): FaultRule {
    const found = this.#rules.get(id)
    if (found === undefined) throw new NotFound('fault', id)
    return found.rule
  }

  /** Adds a rule; `now` in its window refers to `frame.start`. @throws Invalid */
  add (spec: FaultSpec, frame: TimeFrame): FaultRule {
    if (this.#rules.size >= mostRules) throw new Invalid(`there are ${mostRules} rules already; remove one first`)
    const times = faultTimes(spec, frame)
    const { world: _world, ...match } = spec.match ?? {}
    const id = spec.id ?? this.#freeId()
    if (this.#rules.has(id)) throw new Invalid(`id: there is a rule ${id} already`, 'id')
    const rule: FaultRule = { id, spec, ...times, matched: 0, fired: 0 }
    const matcher = matcherOf(match, { asWritten: true })
    this.#rules.set(id, { rule, matcher, draw: stream(this.seed, 'fault', id) })
    return rule
  }

  /** @throws NotFound */
  delete (id: string): void {
    if (!this.#rules.delete(id)) throw new NotFound('fault', id)
  }

  clear (): void { this.#rules.clear() }

  /** Counts the request for every rule that it fits, and tells which of them strike. `at`: world time, ms. */
  strike (request: Matchable, at: number): Strike[] {
    const strikes: Strike[] = []
    for (const { rule, matcher, draw } of this.#rules.values()) {
      if (at < rule.from || at >= rule.until || !matcher.fits(request)) continue
      rule.matched++
      const hit = draw.float() < (rule.spec.share ?? 1)
      if (!hit || rule.fired >= (rule.spec.times ?? Infinity)) continue
      rule.fired++
      strikes.push({ rule, number: rule.matched })
    }
    return strikes
  }

  #freeId (): string {
    let id
    do id = `fault-${++this.#made}`
    while (this.#rules.has(id))
    return id
  }
}
