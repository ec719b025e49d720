/**
 * The network of one load: connections per host and one shared link.
 *
 * The order in which the link serves is fixed beforehand from what the page and the servers are like, not from how fast
 * the line or the CPU is. A link that serves whoever is ready first can finish a request earlier because the line got
 * slower (a competitor is discovered later); with a fixed order every time is a sum and maximum of durations, so worse
 * conditions can never make anything earlier.
 */
import type { NetworkConditions } from '../page/conditions.js'
import type { Host } from '../page/hosts.js'
import type { Planned } from '../page/planned-request.js'
import { ascending } from '../order.js'
import { micro } from '../precision.js'

/** A request under way: what it is, when the browser learns of it, and, once fetched, its times. */
export interface Transfer {
  readonly planned: Planned
  /** Index in the plan. */
  readonly index: number
  /** The server's thinking time, ms. */
  readonly latency: number
  /** Evaluation of a script, ms at CPU rate 1. */
  readonly work: number
  /** Time of discovery; a function is asked once the transfers of `after` are done. */
  readonly discovered: number | (() => number)
  /** Transfers of the same batch that must be done before this one is discovered. */
  readonly after: readonly Transfer[]
  /** Place in the link's order: when the first byte would be expected on an idle line. */
  key: number
  /** Place of its last chunk, once the batch is in order. */
  lastKey: number
  /** Which of the host's connections it uses. */
  slot: number
  /** How many chunks it comes in, and how many have come. */
  chunks: number
  served: number
  /** When the first byte of the answer can arrive. */
  ready: number
  start: number
  blocked: number
  dns: number
  connect: number
  ssl: number
  send: number
  wait: number
  receive: number
  end: number
  connection: number
  reused: boolean
}

const chunkSize = 24_000
const mostChunks = 8
/** How far apart, in the link's order, a transfer's chunks are: transfers less than that apart share the link. */
const chunkSpacing = 30
/** The least distance of two places in the link's order, ms: they are compared by the microsecond. */
const spacing = 0.001
const connectionsPerHost = 6

interface HostState { resolved: number, slots: number[], connections: number[], used: number }

export interface Link {
  /** Fetches a batch; later batches are served after earlier ones. */
  fetch (transfers: readonly Transfer[]): void
}

const requestHeaders = 520
export const requestHeadersSize = (planned: Planned): number => requestHeaders + planned.url.length

export function createLink (conditions: NetworkConditions, hosts: readonly Host[], bandwidth: number, nameResolution: number): Link {
  const down = conditions.download * bandwidth / 8
  const up = conditions.upload / 8
  const states = hosts.map((): HostState => ({ resolved: -1, slots: [], connections: [], used: 0 }))
  let free = 0
  let connections = 0
  let resolutions = 0

  /** Which of the host's connections the next request uses: HTTP/2 has one, HTTP/1.1 six taken in turn. */
  const slotOf = (host: Host, state: HostState): number => host.protocol === 'h2' ? 0 : state.used++ % connectionsPerHost

  function begin (transfer: Transfer, slot: number): void {
    const { planned } = transfer
    const host = hosts[planned.host]!
    const state = states[planned.host]!
    const start = micro(typeof transfer.discovered === 'number' ? transfer.discovered : transfer.discovered())
    transfer.start = start
    if (state.connections[slot] === undefined) {
      if (state.resolved < 0) {
        transfer.dns = micro(host.dns + (resolutions++ === 0 ? nameResolution : 0))
        state.resolved = start + transfer.dns
      } else transfer.blocked = micro(Math.max(0, state.resolved - start))
      transfer.ssl = host.secure ? micro(host.rtt) : 0
      transfer.connect = micro(host.rtt) + transfer.ssl
      state.connections[slot] = transfer.connection = ++connections * 10 + 3
      state.slots[slot] = start + transfer.blocked + transfer.dns + transfer.connect
    } else {
      transfer.reused = true
      transfer.connection = state.connections[slot]
      transfer.blocked = micro(Math.max(0, state.slots[slot]! - start))
    }
    transfer.send = micro(0.05 + requestHeadersSize(planned) / up)
    transfer.wait = micro(Math.max(transfer.latency + host.rtt, conditions.latency))
    transfer.ready = start + transfer.blocked + transfer.dns + transfer.connect + transfer.send + transfer.wait
  }

  /** Brings one transfer's next chunk over the line. */
  function serve (transfer: Transfer): void {
    const { planned: { host, transferSize, failure }, slot, chunks } = transfer
    if (transfer.served === 0) begin(transfer, slot)
    const { ready } = transfer
    const arrived = failure === 'reset' ? ready : Math.max(free, ready) + transferSize / chunks / down
    if (failure !== 'reset') free = arrived
    if (++transfer.served < chunks) return
    transfer.receive = Math.max(0, micro(arrived - ready))
    transfer.end = micro(ready + transfer.receive)
    if (hosts[host]!.protocol === 'http/1.1') states[host]!.slots[slot] = transfer.end
  }

  return {
    fetch (transfers) {
      // Chunk by chunk: its place in the link's order and whose it is.
      const keys: number[] = []
      const owners: Transfer[] = []
      // On one HTTP/1.1 connection a request's chunks all come after its predecessor's.
      const predecessors = new Map<number, number>()
      for (const position of ascending(transfers.map(({ key }) => key))) {
        const transfer = transfers[position]!
        const { planned } = transfer
        const host = hosts[planned.host]!
        transfer.slot = slotOf(host, states[planned.host]!)
        transfer.chunks = Math.min(mostChunks, Math.max(1, Math.ceil(planned.transferSize / chunkSize)))
        let { key } = transfer
        for (const { lastKey } of transfer.after) key = Math.max(key, lastKey + spacing)
        const length = (transfer.chunks - 1) * chunkSpacing
        if (host.protocol === 'http/1.1') {
          const line = planned.host * connectionsPerHost + transfer.slot
          key = Math.max(key, (predecessors.get(line) ?? -1) + spacing)
          predecessors.set(line, key + length)
        }
        transfer.lastKey = key + length
        for (let c = 0; c < transfer.chunks; c++) {
          keys.push(key + c * chunkSpacing)
          owners.push(transfer)
        }
      }
      for (const position of ascending(keys)) serve(owners[position]!)
    }
  }
}

/** A transfer not yet fetched. */
export const pending = (
  planned: Planned, index: number, latency: number, work: number, key: number, discovered: Transfer['discovered'], after: readonly Transfer[]
): Transfer => ({
  planned,
  index,
  latency,
  work,
  key,
  discovered,
  after,
  lastKey: key,
  slot: 0,
  chunks: 1,
  served: 0,
  ready: 0,
  start: 0,
  blocked: 0,
  dns: 0,
  connect: 0,
  ssl: 0,
  send: 0,
  wait: 0,
  receive: 0,
  end: 0,
  connection: 0,
  reused: false
})

/** When the last of several transfers was done. */
export const latest = (list: readonly Transfer[], least = 0): number => list.reduce((time, { end }) => Math.max(time, end), least)
