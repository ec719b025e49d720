/** About how long a page load takes at most, told without simulating it. */
import { networkConditions } from '../lab/page/conditions.js'
import type { Page, Resources, ThirdParty } from '../lab/page/page.schema.js'
import type { Conditions } from '../facts/job.js'

/** What a page weighs and works that declares nothing; generous. Bytes and ms. */
const undeclared = { bytes: 2_000_000, latency: 800, work: 1100 }

const bytesOf = (resources: readonly Resources[]): number =>
  resources.reduce((sum, { count, size = 60_000 }) => sum + count * size, 0)

const scriptsOf = (thirdParties: readonly ThirdParty[]): number =>
  thirdParties.reduce((sum, { scripts = 1, size = 40_000 }) => sum + scripts * size, 0)

/** A slow server, a busy machine: what an accident may add, ms. */
const accident = 4000
/** Round trips that one after the other make up a load. */
const roundTrips = 20

/** ms; few loads in a thousand take longer. */
export function roughLoad (page: Page | undefined, { network, cpuRate = 1 }: Conditions): number {
  const { download, latency, offline } = networkConditions(network)
  if (offline) return accident
  const { document, resources, thirdParties, mainThread } = page ?? {}
  const whole = resources !== undefined
  const bytes = whole
    ? bytesOf(resources) + scriptsOf(thirdParties ?? []) + (document?.size ?? 60_000)
    : undeclared.bytes
  const server = 2 * (document?.latency ?? undeclared.latency)
  const { script = 600, styleLayout = 200, paint = 100 } = mainThread ?? {}
  const work = whole ? script + styleLayout + paint : undeclared.work
  return accident + 1.3 * (8 * bytes / download + roundTrips * (latency + 30) + server +
    1.5 * work * Math.max(1, cpuRate))
}
