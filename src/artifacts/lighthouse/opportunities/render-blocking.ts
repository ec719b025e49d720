/** Style sheets and scripts before which nothing is painted. */
import type { NetworkRequest } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import type { PageLoad } from '../computed/page-load.js'
import { firstPaintGraph } from '../lantern/first-paint.js'
import { pruned, walk, type GraphNode } from '../lantern/node.js'
import { field, opportunity } from '../tables.js'
import { savesTime } from '../wording.js'
import { savingsScore } from './savings.js'
import { unusedCssBytes } from './unused-code.js'

const negligible = 50

interface Found {
  readonly items: ReadonlyArray<{ readonly url: string, readonly totalBytes: number, readonly wastedMs: number }>
  /** Nodes that could come after the first paint. */
  readonly deferred: ReadonlySet<number>
}

/** The blocking requests that the first paint waited for, with the time they take. */
function blockingIn (graph: GraphNode, { simulate, timeline }: PageLoad): Found {
  const strict = simulate(graph)
  const flexible = simulate(graph, { flexible: true })
  const { times } = strict.time < flexible.time ? strict : flexible
  const nodes = new Map<NetworkRequest, GraphNode>()
  for (const node of times.keys()) if (node.work.kind === 'fetch') nodes.set(node.work.request, node)
  const deferred = new Set<number>()
  const items = timeline.requests.flatMap((request) => {
    const node = nodes.get(request)
    if (!request.renderBlocking || node === undefined || request.end > timeline.paints.firstContentfulPaint) return []
    for (const { id } of walk(node)) deferred.add(id)
    const wastedMs = Math.round(times.get(node)?.duration ?? 0)
    return wastedMs < negligible ? [] : [{ url: request.url, totalBytes: request.transferSize, wastedMs }]
  })
  return { items, deferred }
}

/** How much earlier the first paint is with what styles need in the document, and the rest deferred. */
function savedByInlining (graph: GraphNode, deferred: ReadonlySet<number>, load: PageLoad): number {
  const { simulate } = load
  const unused = unusedCssBytes(load)
  const { times } = simulate(graph)
  let inlined = 0
  const rest = pruned(graph, ({ id, work }) => {
    if (!deferred.has(id)) return true
    if (work.kind === 'fetch' && work.request.type === 'Stylesheet') {
      inlined += work.request.transferSize - (unused.get(work.request.url) ?? 0)
    }
    return false
  })
  const root = rest.work.kind === 'fetch' ? rest.work.request : undefined
  const size = (request: NetworkRequest): number => request.transferSize + (request === root ? inlined : 0)
  const before = Math.max(...[...times.values()].map(({ end }) => end))
  return Math.round(Math.max(before - simulate(rest, { size }).time, 0))
}

export const renderBlockingResources = defineAudit({
  id: 'render-blocking-resources',
  title: 'Eliminate render-blocking resources',
  description: 'Resources are blocking the first paint of your page. Consider delivering critical JS/CSS inline ' +
    'and deferring all non-critical JS/styles. [Learn more](https://web.dev/render-blocking-resources/).',
  needs: 'TagsBlockingFirstPaint',
  mode: 'numeric'
}, (load) => {
  const graph = firstPaintGraph(load)
  const { items, deferred } = blockingIn(graph, load)
  const ms = items.length === 0 ? 0 : savedByInlining(graph, deferred, load)
  const headings = [
    field('url', 'url', 'URL'),
    field('totalBytes', 'bytes', 'Transfer Size'),
    field('wastedMs', 'timespanMs', 'Potential Savings')
  ]
  return {
    displayValue: items.length > 0 ? savesTime(ms) : '',
    score: savingsScore(ms),
    numericValue: ms,
    numericUnit: 'millisecond',
    details: opportunity(headings, items, { ms })
  }
})
