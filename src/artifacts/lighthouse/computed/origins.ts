/** How far away servers are and how long they think, as Lighthouse 6.3 estimates it for each origin; ms. */
import { openedConnections } from '../../../lab/metrics/opened-connections.js'
import type { NetworkRequest } from '../../../lab/timeline.js'
import { resourceTiming } from '../../resource-timing.js'
import { grouped } from './grouped.js'

export interface OriginTimes {
  /** Round trip, as handshakes show it; the least of all where an origin shows none. */
  readonly rtt: number
  /** What the round trip takes beyond the least of all origins'. */
  readonly additionalRtt: number
  /** The median of what responses took beyond a round trip. */
  readonly latency: number
}

export interface Origins {
  /** The least round trip of all. */
  readonly rtt: number
  readonly byOrigin: ReadonlyMap<string, OriginTimes>
}

/** Opening a connection takes a round trip for TCP and one for TLS. */
function handshakes (request: NetworkRequest): number[] {
  const { connectStart, connectEnd, sslStart, sslEnd } = resourceTiming(request, 0)
  if (sslStart > 0 && sslEnd > 0) return [connectEnd - sslStart, sslStart - connectStart]
  return connectStart > 0 && connectEnd > 0 ? [connectEnd - connectStart] : []
}

/** To the first byte of the answer. */
function wait (request: NetworkRequest): number {
  const { receiveHeadersEnd, sendEnd } = resourceTiming(request, 0)
  return receiveHeadersEnd - sendEnd
}

/** The value in the middle, of two the smaller. */
function lowerMedian (values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/** Of a load in which nothing was answered there are no origins. */
export function originsOf (requests: readonly NetworkRequest[]): Origins {
  const answered = requests.filter(({ failed }) => !failed)
  const groups = grouped(answered, ({ origin }) => origin)
  const opened = openedConnections(requests)
  const trips = new Map<string, number>()
  for (const [origin, group] of groups) {
    const known = group.filter(opened).flatMap(handshakes)
    if (known.length > 0) trips.set(origin, Math.min(...known))
  }
  const rtt = trips.size === 0 ? 0 : Math.min(...trips.values())
  const byOrigin = new Map<string, OriginTimes>()
  for (const [origin, group] of groups) {
    const own = trips.get(origin) ?? rtt
    const latency = lowerMedian(group.map((request) => Math.max(wait(request) - own, 0)))
    byOrigin.set(origin, { rtt: own, additionalRtt: own - rtt, latency })
  }
  return { rtt, byOrigin }
}
