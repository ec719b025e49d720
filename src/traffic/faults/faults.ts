import { Invalid, NotFound } from '../../kernel/errors.js'
import type { TimeFrame } from '../../kernel/time.js'
import type { Matchable } from '../checks.js'
import { ExpiringRule } from './expiring-rule.js'
import type { FaultSpec } from './fault.schema.js'
import { CountingRule, planOf, type ActiveRule, type FaultRule, type Strike } from './rule.js'

const mostRules = 1000

/** How many rules are remembered after they were removed. */
const mostRemoved = 100

/** A rule as it stands: whether it is used up, and when it was removed (world time, ms), if it was. */
export interface StandingRule { readonly rule: FaultRule, readonly usedUp: boolean, readonly removed: number | null }

/** Hears what becomes of a rule. */
type Tell = (what: 'added' | 'struck' | 'used up' | 'removed', rule: FaultRule) => void

/** When a request is looked at: as it arrives, or when its body has been read, for rules that ask about that. */
export type Stage = 'arriving' | 'read'

/**
 * The fault rules of a world. Each draws from a stream of its own, one number for each request that fits, so the k-th
 * matching request meets the same fate in every run, whatever other rules there are.
 */
export class FaultRules {
  readonly #rules = new Map<string, ActiveRule>()
  /** In the order in which they were removed. */
  readonly #removed: StandingRule[] = []
  #made = 0
  /** How many rules ask about bodies. */
  #reading = 0

  /** `tell`: is told what becomes of rules. */
  constructor (readonly seed: number, private readonly tell: Tell = () => {}) {}

  get size (): number { return this.#rules.size }
  get readsBodies (): boolean { return this.#reading > 0 }
  list (): FaultRule[] { return [...this.#rules.values()].map(({ rule }) => rule) }

  /** All there are, and before them those that were removed, the last hundred. */
  standing (): StandingRule[] { return [...this.#removed, ...[...this.#rules.values()].map(standing)] }

  /** @throws NotFound */
  get (id: string): StandingRule { return standing(this.#find(id)) }

  /** The one there is of that name, else the last that was. @throws NotFound */
  everOf (id: string): StandingRule {
    if (this.#rules.has(id)) return this.get(id)
    const found = this.#removed.findLast(({ rule }) => rule.id === id)
    if (found === undefined) throw new NotFound('fault', id)
    return found
  }

  #find (id: string): ActiveRule {
    const found = this.#rules.get(id)
    if (found === undefined) throw new NotFound('fault', id)
    return found
  }

  /** Adds a rule; `now` in its window refers to `frame.start`. @throws Invalid */
  add (spec: FaultSpec, frame: TimeFrame): FaultRule {
    if (this.#rules.size >= mostRules) throw new Invalid(`there are ${mostRules} rules already; remove one first`)
    const plan = planOf(spec, frame)
    const id = spec.id ?? this.#freeId()
    if (this.#rules.has(id)) throw new Invalid(`id: there is a rule ${id} already`, 'id')
    const rule: FaultRule = { id, spec, plan, matched: 0, fired: 0 }
    const active = activeRule(rule, this.seed)
    this.#rules.set(id, active)
    if (active.matcher.readsBody) this.#reading++
    this.tell('added', rule)
    return rule
  }

  /** `at`: world time, ms. @throws NotFound */
  delete (id: string, at: number): void {
    const active = this.#find(id)
    if (active.matcher.readsBody) this.#reading--
    this.#rules.delete(id)
    this.#removed.push({ ...standing(active), removed: at })
    if (this.#removed.length > mostRemoved) this.#removed.shift()
    this.tell('removed', active.rule)
  }

  clear (at: number): void {
    for (const id of [...this.#rules.keys()]) this.delete(id, at)
  }

  /** Counts the request for every rule that it fits at this stage, and tells which strike. `at`: world time, ms. */
  strike (request: Matchable, at: number, stage: Stage = 'arriving'): Strike[] {
    const strikes: Strike[] = []
    for (const active of this.#rules.values()) {
      if (active.matcher.readsBody !== (stage === 'read')) continue
      const wasUsedUp = active.usedUp
      const strike = active.strike(request, at)
      if (strike !== undefined) {
        strikes.push(strike)
        this.tell('struck', active.rule)
      }
      if (active.usedUp && !wasUsedUp) this.tell('used up', active.rule)
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

const standing = ({ rule, usedUp }: ActiveRule): StandingRule => ({ rule, usedUp, removed: null })

function activeRule (rule: FaultRule, seed: number): ActiveRule {
  const [step] = rule.plan.steps
  return step?.effect.credentials === undefined ? new CountingRule(rule, seed) : new ExpiringRule(rule, step, seed)
}
