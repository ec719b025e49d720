/**
 * What a load would take on a line of given speed, as Lighthouse 6.3 estimates it: fetches share the line, tasks follow
 * each other on the main thread, and everything waits for what it waited for.
 */
import type { NetworkRequest, Priority } from '../../../lab/timeline.js'
import type { OriginTimes } from '../computed/origins.js'
import { saturating, type Connection, type Line } from './connection.js'
import { walk, type Fetch, type GraphNode, type Task, type Work } from './node.js'
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

/** What waits to start. */
interface Waiting<W extends Work> {
  readonly node: GraphNode
  readonly work: W
  readonly position: number
  /** When it began to wait, counted. */
  readonly order: number
}

const isBefore = (a: Waiting<Work>, b: Waiting<Work>): boolean =>
  a.position < b.position || (a.position === b.position && a.order < b.order)

class Simulation {
  time = 0
  readonly times = new Map<GraphNode, SimulatedTimes>()
  readonly #line: Line
  readonly #atOnce: number
  readonly #pool: ConnectionPool
  readonly #size: (request: NetworkRequest) => number
  /** When names are resolved, ms. */
  readonly #resolved = new Map<string, number>()
  /** What may start, by position, what has waited longer first. */
  readonly #fetches: Array<Waiting<Fetch>> = []
  readonly #tasks: Array<Waiting<Task>> = []
  /** How many have waited so far, and how many fetches and tasks are running. */
  #order = 0
  #loading = 0
  #working = 0
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
    this.#makeReady(root)
  }

  run (): this {
    while (this.#fetches.length > 0 || this.#tasks.length > 0 || this.#running.size > 0) {
      this.#startWhatMay()
      if (this.#running.size > 0) this.#proceed()
      else if (this.#flexible) throw new Error('a simulated load came to a standstill')
      else this.#flexible = true
    }
    return this
  }

  /** One task, and as many fetches as the line and their connections let. */
  #startWhatMay (): void {
    let task = this.#working > 0 ? undefined : this.#tasks[0]
    const startTask = (): void => {
      const first = this.#tasks.shift()
      if (first !== undefined) this.#start(first, undefined)
      task = undefined
    }
    let kept = 0
    let looked = 0
    for (const fetch of this.#fetches) {
      if (this.#loading >= this.#atOnce) break
      if (task !== undefined && isBefore(task, fetch)) startTask()
      looked++
      const connection = this.#pool.acquire(fetch.work.request, this.#flexible)
      if (connection === undefined) this.#fetches[kept++] = fetch
      else this.#start(fetch, connection)
    }
    if (looked > kept) this.#fetches.splice(kept, looked - kept)
    if (task !== undefined) startTask()
  }

  #start ({ node, position }: Waiting<Work>, connection: Connection | undefined): void {
    if (connection === undefined) this.#working++
    else this.#loading++
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
    const { node, start, connection } = progress
    this.#running.delete(progress)
    if (connection === undefined) this.#working--
    else this.#loading--
    this.#complete.add(node)
    this.times.set(node, { start, end: this.time, duration: this.time - start })
    for (const dependent of node.dependents) {
      if (dependent.dependencies.every((each) => this.#complete.has(each))) this.#makeReady(dependent)
    }
  }

  #makeReady (node: GraphNode): void {
    const { work } = node
    const position = positionOf(node)
    const order = this.#order++
    if (work.kind === 'task') queue(this.#tasks, { node, work, position, order })
    else queue(this.#fetches, { node, work, position, order })
  }
}

function queue<W extends Work> (list: Array<Waiting<W>>, waiting: Waiting<W>): void {
  let at = list.length
  for (let other = list[at - 1]; other !== undefined && other.position > waiting.position; other = list[at - 1]) at--
  list.splice(at, 0, waiting)
}

/** A simulator of loads over a line, to servers of known distance and latency. Several audits ask for the same. */
export function simulator (line: Line, origins: ReadonlyMap<string, OriginTimes>): Simulate {
  const strict = new Map<GraphNode, Simulated>()
  const flexible = new Map<GraphNode, Simulated>()
  return (root, changes = {}) => {
    const unchanged = changes.size === undefined && changes.h2 === undefined
    const known = changes.flexible === true ? flexible : strict
    const found = unchanged ? known.get(root) : undefined
    if (found !== undefined) return found
    const made = new Simulation(root, line, origins, changes).run()
    if (unchanged) known.set(root, made)
    return made
  }
}
