/**
 * The network of one load: connections per server and one shared link.
 *
 * The order in which the link serves is fixed beforehand from what the page and the servers are like, not from how fast
 * the line or the CPU is. A link that serves whoever is ready first can finish a request earlier because the line got
 * slower (a competitor is discovered later); with a fixed order every time is a sum and maximum of durations, so worse
 * conditions can never make anything earlier.
 */
import { inOrderOf } from '../order.js'
import type { NetworkConditions } from '../page/conditions.js'
import type { Host } from '../page/hosts.js'
import type { PlannedRequest } from '../page/planned-request.js'
import { micro } from '../precision.js'
import type { Chances } from './chances.js'
import type { Server, Transfer } from './transfer.js'

const chunkSize = 24_000
const mostChunks = 8
/** How far apart, in the link's order, a transfer's chunks are: transfers less than that apart share the link. */
const chunkSpacing = 30
/** The least distance of two places in the link's order, ms: they are compared by the microsecond. */
const spacing = 0.001
const connectionsPerHost = 6

const requestHeaders = 520
export const requestHeadersSize = ({ url }: PlannedRequest): number => requestHeaders + url.length

/** Which of the server's connections the next request uses: HTTP/2 has one, HTTP/1.1 six taken in turn. */
const nextSlot = (server: Server): number =>
  server.host.protocol === 'h2' ? 0 : server.used++ % connectionsPerHost

const chunksOf = ({ transferSize }: PlannedRequest): number =>
  Math.min(mostChunks, Math.max(1, Math.ceil(transferSize / chunkSize)))

export class Link {
  /** Bytes per ms. */
  readonly #down: number
  readonly #up: number
  /** ms */
  readonly #latency: number
  readonly #nameResolution: number
  readonly #servers = new Map<Host, Server>()
  #free = 0
  #connections = 0
  #resolutions = 0

  constructor (conditions: NetworkConditions, { bandwidth, nameResolution }: Chances) {
    this.#down = conditions.download * bandwidth / 8
    this.#up = conditions.upload / 8
    this.#latency = conditions.latency
    this.#nameResolution = nameResolution
  }

  server (host: Host): Server {
    const known = this.#servers.get(host)
    if (known !== undefined) return known
    const server: Server = { host, number: this.#servers.size, resolved: -1, connections: [], used: 0 }
    this.#servers.set(host, server)
    return server
  }

  /** Fetches a batch; later batches are served after earlier ones. */
  fetch (transfers: readonly Transfer[]): void {
    // Chunk by chunk: its place in the link's order and whose it is.
    const keys: number[] = []
    const owners: Transfer[] = []
    // Where the line of each HTTP/1.1 connection ends so far.
    const lineEnds = new Map<number, number>()
    for (const transfer of inOrderOf(transfers.map(({ key }) => key), transfers)) {
      transfer.slot = nextSlot(transfer.server)
      transfer.chunks = chunksOf(transfer.planned)
      const key = firstKey(transfer, lineEnds)
      transfer.lastKey = key + (transfer.chunks - 1) * chunkSpacing
      for (let chunk = 0; chunk < transfer.chunks; chunk++) {
        keys.push(key + chunk * chunkSpacing)
        owners.push(transfer)
      }
    }
    for (const owner of inOrderOf(keys, owners)) this.#serve(owner)
  }

  /** Brings one transfer's next chunk over the line. */
  #serve (transfer: Transfer): void {
    if (transfer.served === 0) this.#begin(transfer)
    const { planned: { transferSize, failure }, ready, chunks } = transfer
    const reset = failure === 'reset'
    const arrived = reset ? ready : Math.max(this.#free, ready) + transferSize / chunks / this.#down
    if (!reset) this.#free = arrived
    if (++transfer.served < chunks) return
    transfer.receive = Math.max(0, micro(arrived - ready))
    transfer.end = micro(ready + transfer.receive)
    if (transfer.server.host.protocol === 'http/1.1') transfer.connection.free = transfer.end
  }

  #begin (transfer: Transfer): void {
    const { planned, server, slot, discovered } = transfer
    const start = micro(typeof discovered === 'number' ? discovered : discovered())
    transfer.start = start
    const open = server.connections[slot]
    if (open === undefined) this.#connect(transfer)
    else {
      transfer.reused = true
      transfer.connection = open
      transfer.blocked = micro(Math.max(0, open.free - start))
    }
    transfer.send = micro(0.05 + requestHeadersSize(planned) / this.#up)
    transfer.wait = micro(Math.max(transfer.latency + server.host.rtt, this.#latency))
    transfer.ready = start + transfer.blocked + transfer.dns + transfer.connect + transfer.send + transfer.wait
  }

  /** Opens the connection that a transfer is the first to use. */
  #connect (transfer: Transfer): void {
    const { server, server: { host }, slot, start } = transfer
    if (server.resolved < 0) {
      transfer.dns = micro(host.dns + (this.#resolutions++ === 0 ? this.#nameResolution : 0))
      server.resolved = start + transfer.dns
    } else transfer.blocked = micro(Math.max(0, server.resolved - start))
    transfer.ssl = host.secure ? micro(host.rtt) : 0
    transfer.connect = micro(host.rtt) + transfer.ssl
    const free = start + transfer.blocked + transfer.dns + transfer.connect
    transfer.connection = server.connections[slot] = { id: ++this.#connections * 10 + 3, free }
  }
}

/**
 * The place of a transfer's first chunk in the link's order: after those it waits for, and on an HTTP/1.1 connection
 * after all chunks of its predecessor. `lineEnds` has the place of each connection's last chunk so far.
 */
function firstKey ({ key, after, server, slot, chunks }: Transfer, lineEnds: Map<number, number>): number {
  let place = key
  for (const { lastKey } of after) place = Math.max(place, lastKey + spacing)
  if (server.host.protocol !== 'http/1.1') return place
  const line = server.number * connectionsPerHost + slot
  place = Math.max(place, (lineEnds.get(line) ?? -1) + spacing)
  lineEnds.set(line, place + (chunks - 1) * chunkSpacing)
  return place
}
