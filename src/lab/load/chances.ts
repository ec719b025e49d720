/** The luck of one load: noise around the page's usual behaviour, and rare accidents. */
import type { Random } from '../../kernel/random.js'
import type { Outlier } from '../timeline.js'

/**
 * Factors of one load. They are drawn before, and independently of, network, CPU and device, so that the same load
 * under worse conditions differs by the conditions alone.
 */
export interface Chances {
  readonly server: number
  readonly bandwidth: number
  readonly cpu: number
  /** Extra ms of the first name resolution. */
  readonly nameResolution: number
  /** Extra ms of one third party's latency. */
  readonly thirdParty: number
  readonly outlier: Outlier | null
}

const accidents: readonly Outlier[] = [
  'slow server', 'congested network', 'busy machine', 'slow third party', 'slow name resolution'
]

/** Which accident happens: always drawn, seldom felt, and without third parties the server is slow in their stead. */
function drawAccident (random: Random, chance: number, hasThirdParty: boolean): Outlier | null {
  const unlucky = random.chance(chance)
  const accident = random.pick(accidents)
  if (!unlucky) return null
  return accident === 'slow third party' && !hasThirdParty ? 'slow server' : accident
}

/** Draws the luck of a load; `noise` 1 is a usual laboratory, `outliers` the chance of an accident. */
export function drawChances (random: Random, noise: number, outliers: number, hasThirdParty: boolean): Chances {
  const server = Math.exp(random.normal(0, 0.09 * noise))
  const bandwidth = Math.exp(-Math.abs(random.normal(0, 0.025 * noise)))
  const cpu = Math.exp(random.normal(0, 0.035 * noise))
  const outlier = drawAccident(random, outliers, hasThirdParty)
  const severity = random.between(1, 2)
  return {
    server: outlier === 'slow server' ? server * 5 * severity : server,
    bandwidth: outlier === 'congested network' ? bandwidth * 0.3 / severity : bandwidth,
    cpu: outlier === 'busy machine' ? cpu * 2 * severity : cpu,
    nameResolution: outlier === 'slow name resolution' ? 2500 * severity : 0,
    thirdParty: outlier === 'slow third party' ? 3500 * severity : 0,
    outlier
  }
}
