/**
 * The network of one load: connections per server and one shared link, which serves in a fixed order (see turns.ts and
 * line.ts). A small share of the line is kept for answers that fit into a few packets: beacons and small data do not
 * queue behind other people's megabytes, and the line still never carries more than it can.
 */
import { inOrderOf } from '../order.js'
import type { NetworkConditions } from '../page/conditions.js'
import type { Host } from '../page/hosts.js'
import type { PlannedRequest } from '../page/planned-request.js'
import { micro } from '../precision.js'
import type { Chances } from './chances.js'
import { tellFirstBytes } from './first-bytes.js'
import { Line } from './line.js'
import type { Server, Transfer } from './transfer.js'
import { chunkSpacing } from './turns.js'

const requestHeaders = 520
export const requestHeadersSize = ({ url }: PlannedRequest): number => requestHeaders + url.length

/** What fits into a packet, bytes. */
const packet = 1460
/** Answers of up to so many bytes have a share of the line of their own. */
const small = 4 * packet
/** How large it is; with the rest, Good 3G measures what was published for it. */
const smallShare = 1 / 16

/** What Chrome itself holds back when the line is busy; for the rest the server decides what comes first. */
const isDelayable = ({ priority }: PlannedRequest): boolean => priority === 'Low' || priority === 'VeryLow'

export class Link {
  /** Bytes per ms. */
  readonly #line: number
  readonly #down: number
  readonly #up: number
  /** ms */
  readonly #latency: number
  readonly #nameResolution: number
  readonly #servers = new Map<Host, Server>()
  readonly #most = new Line()
  readonly #aside = new Line()
  #carried = 0
  #connections = 0
  #resolutions = 0

  constructor (conditions: NetworkConditions, { bandwidth, nameResolution }: Chances) {
    this.#line = conditions.download * bandwidth / 8
    this.#down = this.#line * (1 - smallShare)
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
    for (const transfer of transfers) {
      const { first, last, chunks } = transfer.turn
      for (let chunk = 0; chunk < chunks; chunk++) {
        keys.push(Math.min(last, first + chunk * chunkSpacing))
        owners.push(transfer)
      }
    }
    for (const owner of inOrderOf(keys, owners)) this.#serve(owner)
  }

  /** Fetches a batch on an endless line, where nobody waits for another. */
  fetchAtOnce (transfers: readonly Transfer[]): void {
    for (const transfer of transfers) {
      this.#begin(transfer)
      transfer.arrived = transfer.ready
      finish(transfer)
    }
  }

  /** Brings one transfer's next chunk over the line. */
  #serve (transfer: Transfer): void {
    if (transfer.served === 0) this.#begin(transfer)
    transfer.arrived = this.#carry(transfer)
    if (++transfer.served === transfer.turn.chunks) finish(transfer)
  }

  /**
   * When a transfer's next chunk has arrived, ms. A small answer stands in both queues, and comes by that which brings
   * it sooner.
   */
  #carry (transfer: Transfer): number {
    const { planned: { transferSize, failure }, turn: { chunks }, ready } = transfer
    if (failure === 'reset') return ready
    transfer.alone = transferSize / this.#down
    const through = this.#most.carry(ready, transfer.alone / chunks)
    transfer.lastCarried = this.#carried++
    if (transfer.served === 0) transfer.firstCarried = transfer.lastCarried
    transfer.through = through
    transfer.takes = transfer.alone
    if (transferSize > small) return through
    const takes = transferSize / (this.#line * smallShare)
    const aside = this.#aside.carry(ready, takes)
    if (aside >= through) return through
    transfer.aside = true
    transfer.takes = takes
    return aside
  }

  /** Tells waits for the line from coming over it, once all is fetched. */
  tellWaits (transfers: readonly Transfer[]): void {
    const most: Transfer[] = []
    const aside: Transfer[] = []
    for (const transfer of transfers) {
      if (transfer.planned.failure !== 'reset') (transfer.aside ? aside : most).push(transfer)
    }
    tellFirstBytes(most)
    tellFirstBytes(aside)
    for (const transfer of most) tellWait(transfer, transfer.firstByte)
    for (const transfer of aside) {
      const { planned: { transferSize }, end, firstByte } = transfer
      // A packet comes at once, or it would be two.
      tellWait(transfer, transferSize > packet ? firstByte : end - transferSize / this.#line)
    }
  }

  #begin (transfer: Transfer): void {
    const { planned, server, discovered, turn: { slot } } = transfer
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
    const { server, server: { host }, start, turn: { slot } } = transfer
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

/** The last byte is there. */
function finish (transfer: Transfer): void {
  const { server, ready, arrived } = transfer
  transfer.end = micro(arrived)
  transfer.receive = Math.max(0, micro(transfer.end - ready))
  if (server.host.protocol === 'http/1.1') transfer.connection.free = transfer.end
}

/**
 * `at` is when its first byte came. A wait was the browser's if it held the request back, else the server's; whose
 * connection had to be opened first was not held back.
 */
function tellWait (transfer: Transfer, at: number): void {
  const { planned, ready, reused, end } = transfer
  const queued = micro(at - ready)
  if (queued <= 0) return
  transfer.queued = queued
  if (reused && isDelayable(planned)) transfer.blocked = micro(transfer.blocked + queued)
  else transfer.wait = micro(transfer.wait + queued)
  transfer.receive = Math.max(0, micro(end - ready - queued))
}
