/** Requests from which the wanted round trips, server latency and throughput are estimated. */
import { mainDocument } from '../main-document.js'
import { throughput } from '../metrics/network-analysis.js'
import type { NetworkRequest, RequestPhases, ResourceType } from '../timeline.js'
import { PinConflict } from './conflict.js'
import type { Pins } from './pins.schema.js'
import { timed } from './timed.js'

/** The first request of every connection opens it, whichever requests were left out. */
function opened (requests: readonly NetworkRequest[]): NetworkRequest[] {
  const seen = new Set<number>()
  const first = new Set<NetworkRequest>()
  for (const request of requests.toSorted((a, b) => a.start - b.start)) {
    if (request.failed || seen.has(request.connectionId)) continue
    seen.add(request.connectionId)
    first.add(request)
  }
  return requests.map((request) => ({ ...request, connectionReused: !first.has(request) }))
}

type Diagnostics = NonNullable<Pins['diagnostics']>

/** Round trips per origin: from the nearest to the farthest, in their natural order. */
function roundTrips (requests: readonly NetworkRequest[], { rtt, maxRtt }: Diagnostics): Map<string, number> {
  const natural = new Map<string, number>()
  for (const { origin, connectionReused, phases: { connect, ssl } } of requests) {
    const trip = connectionReused || connect === 0 ? Infinity : connect - ssl
    natural.set(origin, Math.min(natural.get(origin) ?? Infinity, trip))
  }
  const known = [...natural.values()].filter(Number.isFinite)
  const low = known.length === 0 ? 0 : Math.min(...known)
  const high = known.length === 0 ? 0 : Math.max(...known)
  const from = rtt ?? Math.min(low, maxRtt ?? low)
  const to = maxRtt ?? Math.max(high, rtt ?? high)
  if (from > to) throw new PinConflict(['rtt', 'maxRtt'], `${from} is more than ${to}`)
  const order = [...natural].sort((a, b) => a[1] - b[1] || 0)
  const last = order.length - 1
  return new Map(order.map(([origin], i) => [origin, last === 0 ? from : from + (to - from) * i / last]))
}

/**
 * The origin whose median latency is to be the largest: the one with the fewest answers, because the document's own
 * latency is another value; the document's origin only if there is no other.
 */
function slowestOrigin (requests: readonly NetworkRequest[]): string {
  const own = mainDocument(requests).origin
  const answers = new Map<string, number>()
  for (const { origin, failed } of requests) {
    if (!failed && origin !== own) answers.set(origin, (answers.get(origin) ?? 0) + 1)
  }
  const [fewest] = [...answers].sort((a, b) => a[1] - b[1])
  return fewest?.[0] ?? own
}

/** Gives new connections the wanted round trips and answers the wanted latencies, within the time each request has. */
export function withRoundTrips (listed: readonly NetworkRequest[], { diagnostics = {} }: Pins): NetworkRequest[] {
  const { maxServerLatency } = diagnostics
  const requests = opened(listed)
  const trips = roundTrips(requests, diagnostics)
  const slowest = slowestOrigin(requests)
  const latencyOf = ({ origin, phases }: NetworkRequest, trip: number): number => {
    if (maxServerLatency === undefined) return phases.wait
    const most = maxServerLatency + trip
    return origin === slowest ? most : Math.min(phases.wait, most)
  }
  return requests.map((request, index) => {
    if (request.failed) return request
    const { blocked, dns, connect, send, wait, receive } = request.phases
    const trip = trips.get(request.origin)!
    const handshake = handshakeOf(request, trip)
    if (index === 0) return timed(request, request.start, { blocked, dns, ...handshake, send, wait, receive })
    const latency = latencyOf(request, trip)
    // What does not fit into the request's time shortens the receiving, and then makes the request longer.
    const room = blocked + connect - handshake.connect + wait - latency
    return timed(request, request.start, {
      blocked: Math.max(0, room),
      dns,
      ...handshake,
      send,
      wait: latency,
      receive: Math.max(receive + Math.min(0, room), receive * 0.2)
    })
  })
}

/** TCP takes a round trip, and TLS another. */
function handshakeOf (request: NetworkRequest, trip: number): Pick<RequestPhases, 'connect' | 'ssl'> {
  if (request.connectionReused) return { connect: 0, ssl: 0 }
  const secure = request.origin.startsWith('https:')
  return secure ? { connect: 2 * trip, ssl: trip } : { connect: trip, ssl: 0 }
}

/** Halves [low, high] until `value` at its upper end is just not less than `wanted`. */
function solve (low: number, high: number, wanted: number, value: (x: number) => number): number {
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (value(middle) < wanted) low = middle
    else high = middle
  }
  return high
}

/** Shortens or stretches receiving until the estimated throughput is the wanted one. */
export function withThroughput (requests: readonly NetworkRequest[], wanted: number): NetworkRequest[] {
  const bytes = requests.reduce((total, { failed, transferSize }) => failed ? total : total + transferSize, 0)
  if (bytes === 0) return requests.slice()
  const goal = bytes * 8 / wanted * 1000
  const busyOf = (list: readonly NetworkRequest[]): number => bytes * 8 / throughput(list) * 1000
  const squeezed = (share: number): NetworkRequest[] => requests.map((request) => squeeze(request, share))
  if (busyOf(requests) > goal) return squeezed(solve(0, 1, goal, (share) => busyOf(squeezed(share))))
  const carrier = carrierOf(requests)
  const index = requests.indexOf(carrier)
  const stretched = (receive: number): NetworkRequest[] =>
    requests.with(index, timed(carrier, carrier.start, { ...carrier.phases, receive }))
  const last = requests.reduce((time, { end }) => Math.max(time, end), 0)
  return stretched(solve(carrier.phases.receive, last + goal, goal, (receive) => busyOf(stretched(receive))))
}

/** A request that waits for a share of the time in which it received. */
function squeeze (request: NetworkRequest, share: number): NetworkRequest {
  const { receive, blocked } = request.phases
  return timed(request, request.start, {
    ...request.phases,
    blocked: blocked + receive * (1 - share),
    receive: receive * share
  })
}

/** Videos first, then pictures, then anything else. */
const patience: Readonly<Partial<Record<ResourceType, number>>> = { Media: 1e6, Image: 1e3 }

/** Something large that delays nothing and can go on for the rest of the load: a video, else a picture. */
function carrierOf (requests: readonly NetworkRequest[]): NetworkRequest {
  const weight = ({ type, transferSize }: NetworkRequest): number => transferSize * (patience[type] ?? 1)
  const [heaviest] = requests
    .filter(({ failed, type }) => !failed && type !== 'Document')
    .sort((a, b) => weight(b) - weight(a))
  return heaviest ?? mainDocument(requests)
}
