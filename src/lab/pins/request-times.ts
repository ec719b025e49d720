/** When the requests of a fitted load happen. */
import { micro } from '../precision.js'
import type { Pins } from './pins.schema.js'
import type { NetworkRequest, ObservedMetrics } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { withRoundTrips, withThroughput } from './network.js'
import { timed } from './timed.js'
import { warpThrough, type Warp } from './warp.js'

/** Moves the boundaries of every phase through `warp`. */
function warped (request: NetworkRequest, warp: Warp): NetworkRequest {
  const { blocked, dns, connect, ssl, send, wait, receive } = request.phases
  let natural = request.start
  let at = warp(natural)
  const next = (ms: number): number => {
    const from = at
    natural += ms
    at = warp(natural)
    return at - from
  }
  const phases = { blocked: next(blocked), dns: next(dns), connect: next(connect), ssl: 0, send: next(send), wait: next(wait), receive: next(receive) }
  return timed(request, warp(request.start), { ...phases, ssl: connect === 0 ? 0 : phases.connect * ssl / connect })
}

/** The document's request with a connection that is made in at most half of `room` ms. */
function connected (document: NetworkRequest, room: number): NetworkRequest {
  const { phases, start } = document
  const share = Math.min(1, Math.max(0, 0.5 * room - start) / (phases.blocked + phases.dns + phases.connect + phases.send))
  return timed(document, start, {
    ...phases,
    blocked: phases.blocked * share,
    dns: phases.dns * share,
    connect: phases.connect * share,
    ssl: phases.ssl * share,
    send: phases.send * share
  })
}

export function fitTimes (requests: readonly NetworkRequest[], natural: ObservedMetrics, wanted: ObservedMetrics, pins: Pins): NetworkRequest[] {
  const document = connected(requests[0]!, Math.min(wanted.firstPaint, wanted.domContentLoaded) - wanted.serverResponseTime)
  const { blocked, dns, connect, ssl, send, receive } = document.phases
  const before = document.start + blocked + dns + connect + send
  const firstByte = document.end - receive
  if (before + wanted.serverResponseTime > Math.min(wanted.firstPaint, wanted.domContentLoaded)) {
    throw new PinConflict(['serverResponseTime', 'firstPaint', 'domContentLoaded'], `the first byte arrives after ${micro(before + wanted.serverResponseTime)} ms`)
  }
  const warp = warpThrough([
    { from: firstByte, to: before + wanted.serverResponseTime },
    { from: natural.domContentLoaded, to: wanted.domContentLoaded },
    { from: natural.load, to: wanted.load }
  ])
  const moved = requests.map((request, index) => {
    if (index > 0) return warped(request, warp)
    const end = warp(document.end)
    return timed(document, document.start, { blocked, dns, connect, ssl, send, wait: wanted.serverResponseTime, receive: Math.max(0, end - before - wanted.serverResponseTime) })
  })
  const tripped = withRoundTrips(moved, pins)
  return pins.diagnostics?.throughput === undefined ? tripped : withThroughput(tripped, pins.diagnostics.throughput)
}
