/** The graph of what in a page load waited for what: fetches and main-thread tasks. */
import type { NetworkRequest } from '../../../lab/timeline.js'

export interface Fetch {
  readonly kind: 'fetch'
  readonly request: NetworkRequest
  /** Whether it is the main document's. */
  readonly main: boolean
}

export interface Task {
  readonly kind: 'task'
  /** ms */
  readonly duration: number
  /** Names of the typed work inside it. */
  readonly names: ReadonlySet<string>
  /** Scripts that it evaluates. */
  readonly evaluates: readonly string[]
}

export type Work = Fetch | Task

/** `start` and `end` are when it happened in the load, ms. */
export class GraphNode<W extends Work = Work> {
  readonly dependents: GraphNode[] = []
  readonly dependencies: GraphNode[] = []

  constructor (readonly id: number, readonly work: W, readonly start: number, readonly end: number) {}

  waitsFor (node: GraphNode): void {
    if (node === this || this.dependencies.includes(node)) return
    node.dependents.push(this)
    this.dependencies.push(node)
  }

  waitsNoMoreFor (node: GraphNode): void {
    const at = this.dependencies.indexOf(node)
    if (at < 0) return
    this.dependencies.splice(at, 1)
    node.dependents.splice(node.dependents.indexOf(this), 1)
  }

  waitsSomehowFor (node: GraphNode): boolean {
    return walk(this, ({ dependencies }) => dependencies).includes(node)
  }

  copy (): GraphNode<W> {
    return new GraphNode(this.id, this.work, this.start, this.end)
  }
}

type Next = (node: GraphNode) => readonly GraphNode[]

const dependentsOf: Next = ({ dependents }) => dependents

/** Everything reachable, nearest first. */
export function walk (from: GraphNode, next: Next = dependentsOf): GraphNode[] {
  const found = [from]
  const seen = new Set([from.id])
  for (const node of found) {
    for (const other of next(node)) {
      if (seen.has(other.id)) continue
      seen.add(other.id)
      found.push(other)
    }
  }
  return found
}

/** A copy of the graph below `root` with the nodes that are wanted, and all they wait for. */
export function pruned (root: GraphNode, wanted: (node: GraphNode) => boolean): GraphNode {
  const copies = new Map<number, GraphNode>()
  const all = walk(root)
  for (const node of all) {
    if (copies.has(node.id) || !wanted(node)) continue
    const missing = walk(node, ({ dependencies }) => dependencies.filter(({ id }) => !copies.has(id)))
    for (const each of missing) copies.set(each.id, each.copy())
  }
  for (const node of all) {
    const copy = copies.get(node.id)
    if (copy === undefined) continue
    for (const { id } of node.dependencies) {
      const dependency = copies.get(id)
      if (dependency !== undefined) copy.waitsFor(dependency)
    }
  }
  return copies.get(root.id) ?? root.copy()
}
