import { createClock, type Clock, type ClockSetting } from '../kernel/clock.js'
import { hexId } from '../kernel/ids.js'
import { resolveTime } from '../kernel/time.js'
import type { Release } from '../simulation/release.schema.js'
import { pageCauses } from '../simulation/releases.js'
import type { Revision } from './collection.js'
import { forkFacts, type Facts } from './facts.js'
import { grow, type Origin } from './grow.js'
import type { WorldFile } from './world-file.schema.js'

/** What a world starts from and returns to: its origin, the facts grown from it, and the clock it starts with. */
export interface Base {
  readonly origin: Origin
  readonly facts: Facts
  readonly clock: Clock
  /** The releases of all trains with their times, as page loads feel them. */
  readonly releases: readonly Release[]
}

/**
 * Everything one client can see. Facts are replaced as a whole by a reset, so nothing of the old state can leak into the
 * new one; `epoch` counts the resets, so that work begun before one can tell.
 */
export class World {
  readonly revision: Revision = { count: 0 }
  resets = 0
  #facts: Facts
  #clock: Clock

  constructor (readonly name: string, readonly base: Base) {
    this.#facts = forkFacts(base.facts, this.revision)
    this.#clock = base.clock.fork()
  }

  get facts (): Facts { return this.#facts }
  get clock (): Clock { return this.#clock }
  get seed (): number { return this.base.origin.seed }
  get file (): WorldFile { return this.base.origin.file }

  /** Back to the base, as if just started. */
  reset (): void {
    this.#facts = forkFacts(this.base.facts, this.revision)
    this.#clock = this.base.clock.fork()
    this.resets++
    this.revision.count++
  }

  /** Takes up a clock that was kept beyond the process. `advanced` in ms. */
  restoreClock (setting: ClockSetting, advanced: number): void {
    this.#clock = createClock(setting, advanced)
  }

  /** The next id of a kind made at run time: depends on the seed and on how many were made before, on nothing else. */
  nextId (kind: string): string {
    return hexId(this.seed, kind, this.nextNumber(kind))
  }

  /** Counts up a counter of the world, from 1. */
  nextNumber (kind: string): number {
    const value = (this.#facts.counters.get(kind)?.value ?? 0) + 1
    this.#facts.counters.put({ name: kind, value })
    return value
  }
}

/** Grows the base of a world from its origin. `frozen` (ms) makes its clock stand still. */
export function growBase (origin: Origin, frozen?: number): Base {
  return {
    origin,
    facts: grow(origin),
    releases: (origin.file.releases ?? []).map(({ train, version, at, causes = [] }) =>
      ({ train, version, at: resolveTime(at, origin), causes: pageCauses(causes) })),
    clock: createClock(frozen === undefined ? { mode: 'real' } : { mode: 'frozen', at: frozen })
  }
}
