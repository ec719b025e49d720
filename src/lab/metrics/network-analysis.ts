/** Round trips, server latency and throughput as Lighthouse 6.3's network analyzer estimates them from the requests. */
import type { NetworkEstimates, TimedRequest } from '../timeline.js'

interface OriginTimes { rtt: number, waits: number[] }

function byOrigin (requests: readonly TimedRequest[]): OriginTimes[] {
  const origins = new Map<string, OriginTimes>()
  for (const { origin, failed, connectionReused, phases: { connect, ssl, wait } } of requests) {
    if (failed) continue
    let times = origins.get(origin)
    if (times === undefined) origins.set(origin, times = { rtt: Infinity, waits: [] })
    // A TLS connection gives two estimates: the TCP and the TLS handshake.
    if (!connectionReused && connect > 0) times.rtt = Math.min(times.rtt, connect - ssl, ssl > 0 ? ssl : Infinity)
    times.waits.push(wait)
  }
  return [...origins.values()]
}

/** Bits per second over the time in which at least one response was being received; 0 if nothing was. */
export function throughput (requests: readonly TimedRequest[]): number {
  const received = requests.filter(({ failed, status, transferSize }) => !failed && status <= 300 && transferSize > 0)
  const [starts, ends] = [new Float64Array(received.length), new Float64Array(received.length)]
  let bytes = 0
  received.forEach(({ end, phases, transferSize }, i) => {
    starts[i] = end - phases.receive
    ends[i] = end
    bytes += transferSize
  })
  starts.sort()
  ends.sort()
  let busy = 0
  // While fewer responses have ended than begun, something is being received.
  for (let i = 0, since = 0; i < ends.length; i++) {
    if (i === 0 || starts[i]! > ends[i - 1]!) since = starts[i]!
    if (i === ends.length - 1 || starts[i + 1]! > ends[i]!) busy += ends[i]! - since
  }
  return busy > 0 ? bytes * 8 / (busy / 1000) : 0
}

/** The smallest round trip, the largest, and the largest of the origins' median server response times; ms. */
export function analyseNetwork (requests: readonly TimedRequest[]): NetworkEstimates {
  const origins = byOrigin(requests)
  const known = origins.map(({ rtt }) => rtt).filter(Number.isFinite)
  const rtt = known.length === 0 ? 0 : Math.min(...known)
  const maxRtt = known.length === 0 ? 0 : Math.max(...known)
  let maxServerLatency = 0
  for (const { rtt: own, waits } of origins) {
    const median = Float64Array.from(waits).sort()[Math.floor((waits.length - 1) / 2)]!
    maxServerLatency = Math.max(maxServerLatency, median - (Number.isFinite(own) ? own : rtt))
  }
  return { rtt, maxRtt, throughput: throughput(requests), maxServerLatency }
}
