/** When the requests of a fitted load happen. */
import { mainDocument } from '../main-document.js'
import { micro } from '../precision.js'
import type { NetworkRequest, ObservedMetrics } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { withRoundTrips, withThroughput } from './network.js'
import type { Pins } from './pins.schema.js'
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
  // In this order: each begins where the one before it ended.
  const moved = {
    blocked: next(blocked),
    dns: next(dns),
    connect: next(connect),
    send: next(send),
    wait: next(wait),
    receive: next(receive)
  }
  return timed(request, warp(request.start), { ...moved, ssl: connect === 0 ? 0 : moved.connect * ssl / connect })
}

/** The document's request with a connection that is made in at most half of `room` ms. */
function connected (document: NetworkRequest, room: number): NetworkRequest {
  const { phases, start } = document
  const usual = phases.blocked + phases.dns + phases.connect + phases.send
  const share = Math.min(1, Math.max(0, 0.5 * room - start) / usual)
  return timed(document, start, {
    ...phases,
    blocked: phases.blocked * share,
    dns: phases.dns * share,
    connect: phases.connect * share,
    ssl: phases.ssl * share,
    send: phases.send * share
  })
}

export function fitTimes (
  requests: readonly NetworkRequest[], natural: ObservedMetrics, wanted: ObservedMetrics, pins: Pins
): NetworkRequest[] {
  const wait = wanted.serverResponseTime
  const firstUse = Math.min(wanted.firstPaint, wanted.domContentLoaded)
  const document = connected(mainDocument(requests), firstUse - wait)
  const { blocked, dns, connect, ssl, send, receive } = document.phases
  const before = document.start + blocked + dns + connect + send
  const firstByte = document.end - receive
  if (before + wait > firstUse) {
    const names = ['serverResponseTime', 'firstPaint', 'domContentLoaded']
    throw new PinConflict(names, `the first byte arrives after ${micro(before + wait)} ms`)
  }
  const warp = warpThrough([
    { from: firstByte, to: before + wait },
    { from: natural.domContentLoaded, to: wanted.domContentLoaded },
    { from: natural.load, to: wanted.load }
  ])
  const received = Math.max(0, warp(document.end) - before - wait)
  const answered = timed(document, document.start, { blocked, dns, connect, ssl, send, wait, receive: received })
  const moved = requests.map((request, index) => index === 0 ? answered : warped(request, warp))
  const tripped = withRoundTrips(moved, pins)
  const throughput = pins.diagnostics?.throughput
  return throughput === undefined ? tripped : withThroughput(tripped, throughput)
}
