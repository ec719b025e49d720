/** The requests of somebody else's tags. */
import { stream, type Random } from '../../kernel/random.js'
import { wireSize, type Drawing } from './drawing.js'
import type { Host } from './hosts.js'
import { originOf, type PageModel } from './model.js'
import { plannedRequest, type PlannedRequest } from './planned-request.js'

/** A third party's scripts, and the beacons that the first of them sends. */
export interface ThirdPartyRequests {
  readonly host: Host
  readonly failureRate: number
  readonly scripts: readonly PlannedRequest[]
  readonly beacons: readonly PlannedRequest[]
}

/** Where the next script and the next beacon of a page stand among its requests. */
export interface NextPlaces {
  script: number
  beacon: number
}

type Sent = Pick<PlannedRequest, 'place' | 'host' | 'sender' | 'latency'>

/** A beacon: a pixel, or data that is posted. */
function beacon (own: Random, { place, host, sender, latency }: Sent, origin: string): PlannedRequest {
  const post = own.chance(0.4)
  const size = post ? 0 : own.int(35, 80)
  const headers = own.int(220, 480)
  return plannedRequest({
    place,
    added: false,
    kind: null,
    type: post ? 'XHR' : 'Image',
    stage: 'beacon',
    url: `${origin}/${post ? 'collect' : 'pixel.gif'}?v=1&cid=${own.hex(8)}`,
    host,
    method: post ? 'POST' : 'GET',
    priority: post ? 'High' : 'Low',
    resourceSize: size,
    headersSize: headers,
    transferSize: headers + size,
    encoding: null,
    latency: latency * 0.6,
    position: 1,
    work: 0,
    failure: null,
    intercepted: null,
    timer: null,
    sender
  })
}

/** Every other tag looks again once the page has settled: what was seen, whether to open its window; ms, or null. */
const timerOf = (own: Random): number | null => own.chance(0.5) ? own.between(1200, 4000) : null

/** Takes the places of its requests from `next`. */
export function thirdPartyRequests (
  drawing: Drawing, party: PageModel['thirdParties'][number], next: NextPlaces
): ThirdPartyRequests {
  const { page } = drawing
  // A site has its own account with them: the same tag on each of its pages.
  const own = stream(page.seed, 'third-party', page.host, party.host)
  const host = drawing.host(party.host)
  const origin = originOf(page, party.host)
  const timer = timerOf(stream(page.seed, 'timer', page.host, party.host))
  const sender = next.script
  const scripts: PlannedRequest[] = []
  const beacons: PlannedRequest[] = []
  for (let i = 0; i < party.scripts; i++) {
    const resourceSize = Math.round(party.size * own.logNormal(1, 0.2))
    const headersSize = own.int(320, 700)
    const version = stream(page.seed, 'tag', page.host, party.host, i, resourceSize).hex(6)
    scripts.push(plannedRequest({
      place: next.script++,
      added: false,
      kind: 'script',
      type: 'Script',
      stage: 'tag',
      url: `${origin}/${i === 0 ? 'tag' : `module-${i}`}.js?id=${own.hex(10).toUpperCase()}&v=${version}`,
      host,
      method: 'GET',
      priority: 'Low',
      resourceSize,
      headersSize,
      transferSize: wireSize('Script', resourceSize, headersSize),
      encoding: 'gzip',
      latency: party.latency * own.logNormal(1, 0.2),
      position: 1,
      work: party.work / party.scripts,
      failure: null,
      intercepted: null,
      timer: i === 0 ? timer : null,
      sender: null
    }))
    if (i > 0) continue
    for (let k = 0; k < party.beacons; k++) {
      beacons.push(beacon(own, { place: next.beacon++, host, sender, latency: party.latency }, origin))
    }
  }
  return { host, failureRate: party.failureRate, scripts, beacons }
}
