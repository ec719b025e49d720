/** A request of one load, from the moment the browser learns of it. */
import type { Host } from '../page/hosts.js'
import type { PlannedRequest } from '../page/planned-request.js'
import type { ExpectedRequest } from './request-plan.js'

/** A connection to a server: DevTools' number of it, and when the next request can use it, ms. */
export interface Connection {
  readonly id: number
  free: number
}

/** A server as one load knows it. */
export interface Server {
  readonly host: Host
  /** Which of the load's servers it is, from 0. */
  readonly number: number
  /** When its name was resolved, ms; negative before. */
  resolved: number
  /** By slot. */
  readonly connections: Connection[]
  /** How many requests have been given a slot in turn. */
  used: number
}

/** A request's part of the link's order (see turns.ts). */
export interface Turn {
  /** Which of the server's connections it uses. */
  readonly slot: number
  /** How many pieces it comes in. */
  readonly chunks: number
  /** Place of its first chunk, and of its last. */
  readonly first: number
  readonly last: number
}

/** A request under way: what it is, when the browser learns of it, and, once fetched, its times. */
export interface Transfer {
  readonly planned: PlannedRequest
  readonly server: Server
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
  readonly turn: Turn
  /** How many of its chunks have come, and when the last of them did. */
  served: number
  arrived: number
  /** How long its bytes take on an empty line, and on the share of it that they came by, ms. */
  alone: number
  takes: number
  /** Its first and last chunk's numbers among all that the line carried, and when that would be through with it, ms. */
  firstCarried: number
  lastCarried: number
  through: number
  /** Whether it came by the share of the line that is kept for small answers. */
  aside: boolean
  /** When the first byte came, and how long it waited for the line, ms. */
  firstByte: number
  queued: number
  /** When the first byte of the answer could arrive. */
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
  connection: Connection
  reused: boolean
}

const notConnected: Connection = { id: 0, free: 0 }

/** A transfer not yet fetched. */
export const pending = (
  { planned, index, latency, work }: ExpectedRequest,
  server: Server,
  turn: Turn,
  discovered: Transfer['discovered'],
  after: readonly Transfer[]
): Transfer => ({
  planned,
  server,
  index,
  latency,
  work,
  discovered,
  after,
  turn,
  served: 0,
  arrived: 0,
  alone: 0,
  takes: 0,
  firstCarried: 0,
  lastCarried: 0,
  through: 0,
  aside: false,
  firstByte: 0,
  queued: 0,
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
  connection: notConnected,
  reused: false
})

/** When the last of several transfers was done, but not before `least`. */
export const latest = (list: readonly Transfer[], least = 0): number =>
  list.reduce((time, { end }) => Math.max(time, end), least)
