/** Round trips, server latency and throughput as Lighthouse 6.3's network analyzer estimates them from the requests. */
import type { NetworkEstimates, NetworkRequest } from '../timeline.js'

interface OriginTimes { rtt: number, waits: number[] }

function byOrigin (requests: readonly NetworkRequest[]): OriginTimes[] {
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
export function throughput (requests: readonly NetworkRequest[]): number {
  const received = requests.filter(({ failed, status, transferSize }) => !failed && status <= 300 && transferSize > 0)
  const starts = Float64Array.from(received, ({ end, phases }) => end - phases.receive).sort()
  const ends = Float64Array.from(received, ({ end }) => end).sort()
  let busy = 0
  // While fewer responses have ended than begun, something is being received.
  for (let i = 0, since = 0; i < ends.length; i++) {
    if (i === 0 || starts[i]! > ends[i - 1]!) since = starts[i]!
    if (i === ends.length - 1 || starts[i + 1]! > ends[i]!) busy += ends[i]! - since
  }
  const bytes = received.reduce((sum, { transferSize }) => sum + transferSize, 0)
  return busy > 0 ? bytes * 8 / (busy / 1000) : 0
}

/** The smallest round trip, the largest, and the largest of the origins' median server response times; ms. */
export function analyseNetwork (requests: readonly NetworkRequest[]): NetworkEstimates {
  const origins = byOrigin(requests)
  const known = origins.map(({ rtt }) => rtt).filter(Number.isFinite)
  const rtt = known.length === 0 ? 0 : Math.min(...known)
  const maxRtt = known.length === 0 ? 0 : Math.max(...known)
  let maxServerLatency = 0
  for (const { rtt: own, waits } of origins) {
    const times = waits.map((wait) => Math.max(0, wait - (Number.isFinite(own) ? own : rtt))).sort((a, b) => a - b)
    maxServerLatency = Math.max(maxServerLatency, times[Math.floor((times.length - 1) / 2)]!)
  }
  return { rtt, maxRtt, throughput: throughput(requests), maxServerLatency }
}
