import { createClock, type Clock } from '../kernel/clock.js'
import { resolveTime } from '../kernel/time.js'
import type { Facts } from '../facts/facts.js'
import type { Release } from '../lab/page/release.schema.js'
import type { QuotaSettings } from '../traffic/quotas.js'
import { pageCauses } from './files/causes.js'
import { grow, type Origin } from './files/grow.js'

/**
 * The base of a world: what it starts from and returns to. Its origin, the facts grown from it, and the clock it starts
 * with.
 */
export interface Base {
  readonly origin: Origin
  readonly facts: Facts
  readonly clock: Clock
  /** The releases of all trains with their times, as page loads feel them. */
  readonly releases: readonly Release[]
  /** The quotas its worlds begin with. Default: none. */
  readonly quotas?: QuotaSettings
}

/** Grows the base of a world from its origin. `frozen` (ms) makes its clock stand still. */
export function growBase (origin: Origin, frozen?: number): Base {
  return {
    origin,
    facts: grow(origin),
    releases: (origin.file.releases ?? []).flatMap(({ train, reaches = [], version, at, causes = [] }) => {
      const release = { version, at: resolveTime(at, origin), causes: pageCauses(causes) }
      return [train, ...reaches].map((each) => ({ ...release, train: each }))
    }),
    clock: createClock(frozen === undefined ? { mode: 'real' } : { mode: 'frozen', at: frozen })
  }
}
