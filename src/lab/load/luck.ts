/** What one load's draws make of each request of a page, whatever releases made of the page. */
import type { Random } from '../../kernel/random.js'
import type { PageAssets } from '../page/assets.js'
import { withJitter, type Host } from '../page/hosts.js'
import type { PageModel } from '../page/model.js'
import type { Failure, PlannedRequest } from '../page/planned-request.js'
import type { Chances } from './chances.js'

export interface Luck {
  /** The server, with this load's jitter. */
  readonly host: Host
  /** The server takes so many times as long as usual, */
  readonly slowness: number
  /** and so many ms on top. */
  readonly accident: number
  /** How much later than usual the request's answer is because of an accident, its own or its sender's, ms. */
  readonly lateness: number
  /** The script takes so many times as long as usual. */
  readonly work: number
  readonly failure: Failure | null
}

/** That of a load in which nothing strays. */
export const usualLuck = ({ host }: PlannedRequest): Luck =>
  ({ host, slowness: 1, accident: 0, lateness: 0, work: 1, failure: null })

const failures: readonly Failure[] = ['reset', 'server error', 'not found']

/** How far a first-party server and a script's work stray from one request to the next. */
const strayOfServer = 0.2
const strayOfWork = 0.05

/** How much of a slow server everything else of the page feels. */
const sharedSlowness = 0.3

/**
 * The luck of each request by its place in the page before any release. All draws come from the load's one stream, and
 * there are always as many; a beacon has none if the script that would send it failed.
 */
export function drawLuck (assets: PageAssets, { noise }: PageModel, chances: Chances, random: Random): Luck[] {
  const hosts = new Map<Host, Host>()
  const hostOf = (usual: Host): Host => {
    const known = hosts.get(usual)
    if (known !== undefined) return known
    const host = withJitter(usual, random, noise)
    hosts.set(usual, host)
    return host
  }
  const { document, resources, thirdParties } = assets
  const luck: Luck[] = [
    { host: hostOf(document.host), slowness: chances.server, accident: 0, lateness: 0, work: 1, failure: null }
  ]
  for (const planned of resources) luck.push(ownLuck(planned, hostOf(planned.host), chances, random, noise))
  // One draw decides which third party has the accident, whether or not there is one.
  const slow = Math.floor(random.float() * thirdParties.length)
  thirdParties.forEach((party, index) => {
    const host = hostOf(party.host)
    party.scripts.forEach((script, i) => {
      const fails = random.chance(party.failureRate)
      const failure = random.pick(failures)
      const slowness = Math.exp(random.normal(0, 0.3 * noise))
      const accident = index === slow && i === 0 ? chances.thirdParty : 0
      const work = fails ? 0 : Math.exp(random.normal(0, 0.1 * noise))
      luck[script.place] = { host, slowness, accident, lateness: accident, work, failure: fails ? failure : null }
      // The first script sends the beacons, if it is there.
      if (fails || i > 0) return
      for (const { place } of party.beacons) {
        const answers = Math.exp(random.normal(0, 0.3 * noise))
        luck[place] = { host, slowness: answers, accident: 0, lateness: accident, work: 0, failure: null }
      }
    })
  })
  return luck
}

/** The luck of a resource of the page's own. */
export const ownLuck = (
  { type }: PlannedRequest, host: Host, { server }: Chances, random: Random, noise: number
): Luck => ({
  host,
  slowness: server ** sharedSlowness * Math.exp(random.normal(0, strayOfServer * noise)),
  accident: 0,
  lateness: 0,
  work: type === 'Script' ? Math.exp(random.normal(0, strayOfWork * noise)) : 0,
  failure: null
})
