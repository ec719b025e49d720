import { Invalid, NotFound } from '../../kernel/errors.js'
import { glob } from '../../kernel/glob.js'
import { stream, type Random } from '../../kernel/random.js'
import { readDuration } from '../../kernel/durations.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import type { FaultSpec } from './fault.schema.js'
import type { Operation } from '../journal/journal-counts.js'

/** What of a request a rule is held against. */
export interface FaultTarget {
  readonly operation: Operation
  readonly method: string
  /** Without query and closing slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface FaultRule {
  readonly id: string
  readonly spec: FaultSpec
  /** World time, ms: from … until, the end not included. */
  readonly from: number
  readonly until: number
  /** Requests that fitted while the rule was in its window, and those of them that it struck. */
  matched: number
  fired: number
}

/** A rule that strikes a request, and which of its matching requests this is, from 1: further draws hang on that. */
export interface Strike { readonly rule: FaultRule, readonly number: number }

interface ActiveRule { rule: FaultRule, fits: (target: FaultTarget) => boolean, draw: Random }

const mostRules = 1000

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
    const { window: { from, until } = {}, effect: { stale } } = spec
    if (stale !== undefined) readDuration(stale, 'effect.stale')
    let id = spec.id
    while (id === undefined || (spec.id === undefined && this.#rules.has(id))) id = `fault-${++this.#made}`
    if (this.#rules.has(id)) throw new Invalid(`id: there is a rule ${id} already`, 'id')
    const rule: FaultRule = {
      id,
      spec,
      from: from === undefined ? -Infinity : resolveTime(from, frame),
      until: until === undefined ? Infinity : resolveTime(until, frame),
      matched: 0,
      fired: 0
    }
    if (rule.until <= rule.from) throw new Invalid('window: until must be later than from', 'window')
    this.#rules.set(id, { rule, fits: matcher(spec.match), draw: stream(this.seed, 'fault', id) })
    return rule
  }

  /** @throws NotFound */
  delete (id: string): void {
    if (!this.#rules.delete(id)) throw new NotFound('fault', id)
  }

  clear (): void { this.#rules.clear() }

  /** Counts the request for every rule that it fits, and tells which of them strike. `at`: world time, ms. */
  strike (target: FaultTarget, at: number): Strike[] {
    const strikes: Strike[] = []
    for (const { rule, fits, draw } of this.#rules.values()) {
      if (at < rule.from || at >= rule.until || !fits(target)) continue
      rule.matched++
      const hit = draw.float() < (rule.spec.share ?? 1)
      if (!hit || rule.fired >= (rule.spec.times ?? Infinity)) continue
      rule.fired++
      strikes.push({ rule, number: rule.matched })
    }
    return strikes
  }
}

function matcher ({ vendor, operation, method, path, headers = {} }: NonNullable<FaultSpec['match']> = {}): (target: FaultTarget) => boolean {
  const verb = method?.toUpperCase()
  const fitsPath = path === undefined ? undefined : glob(path)
  const wanted = Object.entries(headers).map(([name, value]) => ({ name: name.toLowerCase(), fits: glob(value) }))
  return (target) =>
    (vendor === undefined || target.operation.vendor === vendor) &&
    (operation === undefined || target.operation.name === operation) &&
    (verb === undefined || target.method === verb) &&
    (fitsPath === undefined || fitsPath(target.path)) &&
    wanted.every(({ name, fits }) => [target.headers[name] ?? []].flat().some(fits))
}
