import type { Clock } from '../kernel/clock.js'
import type { Facts } from '../facts/facts.js'
import type { Base } from './base.js'

/**
 * How jobs that are made from now on get on: by their plan as the time passes, all at once, or one step (queued, in
 * progress, over) with every `reads`-th look at their details.
 */
export type ProgressPolicy =
  | { readonly policy: 'time' }
  | { readonly policy: 'immediate' }
  | { readonly policy: 'reads', readonly reads: number }

export const byTime: ProgressPolicy = { policy: 'time' }

/**
 * A state: everything of a world at one moment. Its facts are a fork that nobody writes to, so keeping a state costs
 * nothing, and any number of worlds can start from it.
 */
export interface State {
  readonly base: Base
  readonly facts: Facts
  readonly clock: Clock
  readonly progress: ProgressPolicy
  /** What the world file says of now is so at this moment (ms since the Unix epoch); where it began, if left out. */
  readonly anchored?: number
}

/** The state in which a world grown from this base begins. */
export const startOf = (base: Base): State => ({ base, facts: base.facts, clock: base.clock, progress: byTime })
