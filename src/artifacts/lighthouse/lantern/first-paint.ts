/** What the first contentful paint waited for, at best: the graph without what only seemed to block it. */
import type { PageLoad } from '../computed/page-load.js'
import { pruned, walk, type Fetch, type GraphNode } from './node.js'

/** Requests of these priorities block rendering; scripts that scripts asked for do not. */
function isBlocking ({ request: { priority, type, initiator } }: Fetch): boolean {
  if (initiator.type === 'script') return false
  return priority === 'VeryHigh' || (priority === 'High' && (type === 'Script' || type === 'Document'))
}

const firsts = ['Layout', 'Paint', 'ParseHTML'] as const

interface Tasks {
  /** Those that began before the paint. */
  readonly before: readonly GraphNode[]
  /** The first that evaluates each script. */
  readonly evaluating: ReadonlyMap<string, GraphNode>
}

function tasksOf (nodes: readonly GraphNode[], paint: number): Tasks {
  const evaluating = new Map<string, GraphNode>()
  const before: GraphNode[] = []
  for (const node of nodes) {
    if (node.work.kind !== 'task') continue
    if (node.start <= paint) before.push(node)
    for (const url of node.work.evaluates) {
      const known = evaluating.get(url)
      if (known === undefined || node.start < known.start) evaluating.set(url, node)
    }
  }
  return { before: before.sort((a, b) => a.start - b.start), evaluating }
}

export function firstPaintGraph ({ graph, timeline }: PageLoad): GraphNode {
  const paint = timeline.paints.firstContentfulPaint
  const nodes = walk(graph)
  const { before, evaluating } = tasksOf(nodes, paint)
  const needed = new Set<number>()
  for (const name of firsts) {
    const first = before.find(({ work }) => work.kind === 'task' && work.names.has(name))
    if (first !== undefined) needed.add(first.id)
  }
  const late = new Set<string>()
  for (const { work, end } of nodes) {
    if (work.kind !== 'fetch' || work.request.type !== 'Script' || end > paint || !isBlocking(work)) continue
    const task = evaluating.get(work.request.url)
    if (task === undefined) continue
    if (task.start <= paint) needed.add(task.id)
    else late.add(work.request.url)
  }
  return pruned(graph, ({ id, work, end }) => {
    if (work.kind === 'task') return needed.has(id)
    return (end <= paint || work.main) && !late.has(work.request.url) && isBlocking(work)
  })
}
