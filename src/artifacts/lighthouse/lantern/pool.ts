/** The connections to each origin, and who uses them. */
import type { NetworkRequest } from '../../../lab/timeline.js'
import type { OriginTimes } from '../computed/origins.js'
import { Connection, type Line } from './connection.js'
import { grouped } from '../computed/grouped.js'

const perOrigin = 6
/** ms; for origins of which nothing is known. */
const usualLatency = 30

/** What a pool asks of requests: `h2` may differ from what was. */
export interface PoolOptions {
  readonly line: Line
  readonly origins: ReadonlyMap<string, OriginTimes>
  readonly h2: (request: NetworkRequest) => boolean
}

export class ConnectionPool {
  readonly #byOrigin = new Map<string, Connection[]>()
  readonly #reused = new Set<NetworkRequest>()
  readonly #inUse = new Set<Connection>()

  constructor (requests: readonly NetworkRequest[], options: PoolOptions) {
    for (const [origin, group] of grouped(requests, (request) => request.origin)) {
      for (const request of reusing(group, options)) this.#reused.add(request)
      const opening = group.filter((request) => !this.#reused.has(request))
      const connections = opening.map((request) => connect(request, options))
      const [first] = opening
      if (first !== undefined) connections.push(...spare(perOrigin - connections.length, first, options))
      this.#byOrigin.set(origin, connections)
    }
  }

  connectionsInUse (): Iterable<Connection> {
    return this.#inUse
  }

  /** The widest of the free connections that are as warm as the request found its own; `anyWarmth`: of all. */
  acquire (request: NetworkRequest, anyWarmth: boolean): Connection | undefined {
    const warm = this.#reused.has(request)
    let widest: Connection | undefined
    for (const connection of this.#byOrigin.get(request.origin) ?? []) {
      if ((!anyWarmth && connection.warm !== warm) || this.#inUse.has(connection)) continue
      // Of connections whose window is shut the last is taken.
      if (widest === undefined || widest.window === 0 || connection.window > widest.window) widest = connection
    }
    if (widest !== undefined) this.#inUse.add(widest)
    return widest
  }

  release (connection: Connection): void {
    this.#inUse.delete(connection)
  }
}

/** An origin has at least so many connections. */
const spare = (missing: number, request: NetworkRequest, options: PoolOptions): Connection[] =>
  Array.from({ length: Math.max(0, missing) }, () => connect(request, options))

function connect (request: NetworkRequest, { line, origins, h2 }: PoolOptions): Connection {
  const times = origins.get(request.origin)
  const latency = times === undefined || times.latency === 0 ? usualLatency : times.latency
  const { rtt, throughput } = line
  const server = { latency, secure: request.url.startsWith('https:'), h2: h2(request) }
  return new Connection({ rtt: rtt + (times?.additionalRtt ?? 0), throughput }, server)
}

/** Requests that needed no connection of their own: those on HTTP/2 and those after the first answer, but the first. */
function reusing (group: readonly NetworkRequest[], { h2 }: PoolOptions): NetworkRequest[] {
  const earliest = Math.min(...group.map(({ end }) => end))
  const first = group.reduce((a, b) => a.start > b.start ? b : a)
  return group.filter((request) => request !== first && (request.start >= earliest || h2(request)))
}
