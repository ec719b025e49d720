/**
 * What a load would take on a line of given speed, as Lighthouse 6.3 estimates it: fetches share the line, tasks follow
 * each other on the main thread, and everything waits for what it waited for.
 */
import type { NetworkRequest, Priority } from '../../../lab/timeline.js'
import type { OriginTimes } from '../computed/origins.js'
import { saturating, type Connection, type Line } from './connection.js'
import { walk, type Fetch, type GraphNode, type Work } from './node.js'
import { ConnectionPool } from './pool.js'

export interface SimulatedTimes { readonly start: number, readonly end: number, readonly duration: number }

export interface Simulated {
  /** ms */
  readonly time: number
  readonly times: ReadonlyMap<GraphNode, SimulatedTimes>
}

/** What to change about the load. */
export interface Changes {
  /** Bytes on the wire. */
  readonly size?: (request: NetworkRequest) => number
  readonly h2?: (request: NetworkRequest) => boolean
  /** Whether requests may come in another order than they did. */
  readonly flexible?: boolean
}

export type Simulate = (root: GraphNode, changes?: Changes) => Simulated

const mostAtOnce = 10
/** A longer task is not believed, ms. */
const longestTask = 10_000

/** How much later requests of a priority start, ms. */
const penalties: Readonly<Record<Priority, number>> = { VeryHigh: 0, High: 250, Medium: 500, Low: 1000, VeryLow: 2000 }

const positionOf = ({ start, work }: GraphNode): number =>
  work.kind === 'task' ? start : start + penalties[work.request.priority]

/** A failed request has no protocol. */
export const isH2 = ({ protocol, failed }: NetworkRequest): boolean => protocol === 'h2' && !failed

/** Where a node has got to. */
interface Progress {
  readonly node: GraphNode
  readonly position: number
  readonly connection: Connection | undefined
  readonly start: number
  elapsed: number
  overshoot: number
  bytes: number
  /** ms that it still needs. */
  remaining: number
}

class Simulation {
  time = 0
  readonly times = new Map<GraphNode, SimulatedTimes>()
  readonly #line: Line
  readonly #atOnce: number
  readonly #pool: ConnectionPool
  readonly #size: (request: NetworkRequest) => number
  /** When names are resolved, ms. */
  readonly #resolved = new Map<string, number>()
  /** What may start, by position. */
  readonly #ready: GraphNode[] = []
  readonly #running = new Set<Progress>()
  readonly #complete = new Set<GraphNode>()
  #flexible: boolean

  constructor (root: GraphNode, line: Line, origins: ReadonlyMap<string, OriginTimes>, changes: Changes) {
    const { size = ({ transferSize }) => transferSize, h2 = isH2, flexible = false } = changes
    const requests = walk(root).flatMap(({ work }) => work.kind === 'fetch' ? [work.request] : [])
    this.#line = line
    this.#atOnce = Math.max(Math.min(saturating(line), mostAtOnce), 1)
    this.#pool = new ConnectionPool(requests, { line, origins, h2 })
    this.#size = size
    this.#flexible = flexible
    this.#ready.push(root)
  }

  run (): this {
    while (this.#ready.length > 0 || this.#running.size > 0) {
      for (const node of [...this.#ready]) this.#startIfPossible(node)
      if (this.#running.size > 0) this.#proceed()
      else if (this.#flexible) throw new Error('a simulated load came to a standstill')
      else this.#flexible = true
    }
    return this
  }

  #inProgress (kind: Work['kind']): number {
    let number = 0
    for (const { node } of this.#running) if (node.work.kind === kind) number++
    return number
  }

  #startIfPossible (node: GraphNode): void {
    const { work } = node
    if (this.#inProgress(work.kind) >= (work.kind === 'task' ? 1 : this.#atOnce)) return
    const connection = work.kind === 'task' ? undefined : this.#pool.acquire(work.request, this.#flexible)
    if (work.kind === 'fetch' && connection === undefined) return
    this.#ready.splice(this.#ready.indexOf(node), 1)
    const position = positionOf(node)
    const start = this.time
    this.#running.add({ node, position, connection, start, elapsed: 0, overshoot: 0, bytes: 0, remaining: 0 })
  }

  /** To the next end of something. */
  #proceed (): void {
    for (const connection of this.#pool.connectionsInUse()) {
      connection.throughput = this.#line.throughput / this.#running.size
    }
    let least = Infinity
    for (const progress of this.#running) {
      progress.remaining = this.#remaining(progress)
      least = Math.min(least, progress.remaining)
    }
    this.time += least
    for (const progress of [...this.#running]) this.#update(progress, least)
  }

  #remaining (progress: Progress): number {
    const { node: { work }, elapsed, overshoot } = progress
    if (work.kind === 'task') return Math.min(Math.round(work.duration), longestTask) - elapsed
    return this.#download(progress, work, Infinity).elapsed + overshoot
  }

  #download ({ connection, start, elapsed, bytes }: Progress, { request }: Fetch, until: number) {
    if (connection === undefined) throw new Error('a fetch without a connection')
    const dns = this.#resolve(request.origin, start)
    return connection.download(this.#size(request) - bytes, { dns, since: elapsed, until })
  }

  /** ms until a name that is asked for at `at` is resolved. */
  #resolve (origin: string, at: number): number {
    const known = this.#resolved.get(origin)
    const usual = this.#line.rtt * 2
    const wait = known === undefined ? usual : Math.min(Math.max(known - at, 0), usual)
    this.#resolved.set(origin, Math.min(known ?? at + wait, at + wait))
    return wait
  }

  #update (progress: Progress, period: number): void {
    const { node, connection } = progress
    const finished = progress.remaining === period
    if (connection === undefined || node.work.kind === 'task') {
      progress.elapsed += period
      if (finished) this.#finish(progress)
      return
    }
    const download = this.#download(progress, node.work, period - progress.overshoot)
    connection.advance(download)
    if (finished) {
      connection.warm = true
      this.#pool.release(connection)
      this.#finish(progress)
      return
    }
    progress.elapsed += download.elapsed
    progress.overshoot += download.elapsed - period
    progress.bytes += download.bytes
  }

  #finish (progress: Progress): void {
    const { node, start } = progress
    this.#running.delete(progress)
    this.#complete.add(node)
    this.times.set(node, { start, end: this.time, duration: this.time - start })
    for (const dependent of node.dependents) {
      if (dependent.dependencies.every((each) => this.#complete.has(each))) this.#makeReady(dependent)
    }
  }

  #makeReady (node: GraphNode): void {
    const position = positionOf(node)
    const after = this.#ready.findIndex((other) => positionOf(other) > position)
    this.#ready.splice(after < 0 ? this.#ready.length : after, 0, node)
  }
}

/** A simulator of loads over a line, to servers of known distance and latency. */
export const simulator = (line: Line, origins: ReadonlyMap<string, OriginTimes>): Simulate =>
  (root, changes = {}) => new Simulation(root, line, origins, changes).run()
