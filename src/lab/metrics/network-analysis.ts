/** Round trips, server latency and throughput as Lighthouse 6.3's network analyzer estimates them from the requests. */
import type { NetworkEstimates, TimedRequest } from '../timeline.js'
import { openedConnections } from './opened-connections.js'

interface OriginTimes { rtt: number, waits: number[] }

function byOrigin (requests: readonly TimedRequest[]): OriginTimes[] {
  const origins = new Map<string, OriginTimes>()
  const opened = openedConnections(requests)
  for (const request of requests) {
    const { origin, failed, phases: { connect, ssl, wait } } = request
    if (failed) continue
    let times = origins.get(origin)
    if (times === undefined) origins.set(origin, times = { rtt: Infinity, waits: [] })
    // A TLS connection gives two estimates: the TCP and the TLS handshake.
    if (connect > 0 && opened(request)) times.rtt = Math.min(times.rtt, connect - ssl, ssl > 0 ? ssl : Infinity)
    times.waits.push(wait)
  }
  return [...origins.values()]
}

/** Bits per second over the time in which at least one response was being received; 0 if nothing was. */
export function throughput (requests: readonly TimedRequest[]): number {
  const received = requests.filter(({ failed, status, transferSize }) => !failed && status <= 300 && transferSize > 0)
  const starts = new Float64Array(received.length)
  const ends = new Float64Array(received.length)
  let bytes = 0
  received.forEach(({ end, phases, transferSize }, i) => {
    starts[i] = end - phases.receive
    ends[i] = end
    bytes += transferSize
  })
  const busy = timeCovered(starts.sort(), ends.sort())
  return busy > 0 ? bytes * 8 / (busy / 1000) : 0
}

/** How much time spans cover that begin and end at these moments, each ascending. */
function timeCovered (starts: Float64Array, ends: Float64Array): number {
  let covered = 0
  let since = starts[0]
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i]!
    const next = starts[i + 1]
    // While fewer have ended than begun, the cover goes on.
    if (since === undefined || (next !== undefined && next <= end)) continue
    covered += end - since
    since = next
  }
  return covered
}

/** The smallest round trip, the largest, and the largest of the origins' median server response times; ms. */
export function analyseNetwork (requests: readonly TimedRequest[]): NetworkEstimates {
  const origins = byOrigin(requests)
  const known = origins.map(({ rtt }) => rtt).filter(Number.isFinite)
  const rtt = known.length === 0 ? 0 : Math.min(...known)
  const maxRtt = known.length === 0 ? 0 : Math.max(...known)
  let maxServerLatency = 0
  for (const { rtt: own, waits } of origins) {
    const trip = Number.isFinite(own) ? own : rtt
    maxServerLatency = Math.max(maxServerLatency, lowerMedian(waits) - trip)
  }
  return { rtt, maxRtt, throughput: throughput(requests), maxServerLatency }
}

/** The value in the middle, of two the smaller; −∞ of none. */
function lowerMedian (values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? -Infinity
}
