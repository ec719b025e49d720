/** Requests from which the wanted round trips, server latency and throughput are estimated. */
import { throughput } from '../metrics/network-analysis.js'
import type { Pins } from './pins.schema.js'
import type { NetworkRequest } from '../timeline.js'
import { PinConflict } from './conflict.js'
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

/** Round trips per origin: from the nearest to the farthest, in their natural order. */
function roundTrips (requests: readonly NetworkRequest[], { rtt, maxRtt }: NonNullable<Pins['diagnostics']>): Map<string, number> {
  const natural = new Map<string, number>()
  for (const { origin, connectionReused, phases: { connect, ssl } } of requests) {
    const trip = connectionReused || connect === 0 ? Infinity : connect - ssl
    natural.set(origin, Math.min(natural.get(origin) ?? Infinity, trip))
  }
  const known = [...natural.values()].filter(Number.isFinite)
  const [low, high] = known.length === 0 ? [0, 0] : [Math.min(...known), Math.max(...known)]
  const [from, to] = [rtt ?? Math.min(low, maxRtt ?? low), maxRtt ?? Math.max(high, rtt ?? high)]
  if (from > to) throw new PinConflict(['rtt', 'maxRtt'], `${from} is more than ${to}`)
  const order = [...natural].sort((a, b) => a[1] - b[1] || 0)
  return new Map(order.map(([origin], i) => [origin, order.length === 1 ? from : from + (to - from) * i / (order.length - 1)]))
}

/**
 * The origin whose median latency is to be the largest: the one with the fewest answers, because the document's own
 * latency is another value; the document's origin only if there is no other.
 */
function slowestOrigin (requests: readonly NetworkRequest[]): string {
  const answers = new Map<string, number>()
  for (const { origin, failed } of requests.slice(1)) if (!failed && origin !== requests[0]!.origin) answers.set(origin, (answers.get(origin) ?? 0) + 1)
  return [...answers].sort((a, b) => a[1] - b[1])[0]?.[0] ?? requests[0]!.origin
}

/** Gives new connections the wanted round trips and answers the wanted latencies, within the time each request has. */
export function withRoundTrips (listed: readonly NetworkRequest[], { diagnostics = {} }: Pins): NetworkRequest[] {
  const { maxServerLatency } = diagnostics
  const requests = opened(listed)
  const trips = roundTrips(requests, diagnostics)
  const slowest = slowestOrigin(requests)
  return requests.map((request, index) => {
    if (request.failed) return request
    const { blocked, dns, connect, send, wait, receive } = request.phases
    const trip = trips.get(request.origin)!
    const secure = request.origin.startsWith('https:')
    const handshake = request.connectionReused ? 0 : secure ? 2 * trip : trip
    const ssl = request.connectionReused || !secure ? 0 : trip
    if (index === 0) return timed(request, request.start, { blocked, dns, connect: handshake, ssl, send, wait, receive })
    const latency = maxServerLatency === undefined
      ? wait
      : request.origin === slowest ? maxServerLatency + trip : Math.min(wait, maxServerLatency + trip)
    // What does not fit into the request's time shortens the receiving, and then makes the request longer.
    const room = blocked + connect - handshake + wait - latency
    return timed(request, request.start, {
      blocked: Math.max(0, room), dns, connect: handshake, ssl, send, wait: latency, receive: Math.max(receive + Math.min(0, room), receive * 0.2)
    })
  })
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
  const bytes = requests.reduce((sum, { failed, transferSize }) => failed ? sum : sum + transferSize, 0)
  const goal = bytes * 8 / wanted * 1000
  const busyOf = (list: readonly NetworkRequest[]): number => bytes * 8 / throughput(list) * 1000
  const squeeze = (share: number): NetworkRequest[] => requests.map((request) => {
    const { receive, blocked } = request.phases
    return timed(request, request.start, { ...request.phases, blocked: blocked + receive * (1 - share), receive: receive * share })
  })
  if (bytes === 0) return requests.slice()
  if (busyOf(requests) > goal) return squeeze(solve(0, 1, goal, (share) => busyOf(squeeze(share))))
  // Something large that delays nothing (a video, else a picture) goes on for the rest.
  const weight = ({ type, transferSize }: NetworkRequest): number => transferSize * (type === 'Media' ? 1e6 : type === 'Image' ? 1e3 : 1)
  const carriers = requests.filter(({ failed, type }) => !failed && type !== 'Document').sort((a, b) => weight(b) - weight(a))
  const carrier = carriers[0] ?? requests[0]!
  const index = requests.indexOf(carrier)
  const stretched = (receive: number): NetworkRequest[] => requests.with(index, timed(carrier, carrier.start, { ...carrier.phases, receive }))
  const last = requests.reduce((time, { end }) => Math.max(time, end), 0)
  return stretched(solve(carrier.phases.receive, last + goal, goal, (receive) => busyOf(stretched(receive))))
}
