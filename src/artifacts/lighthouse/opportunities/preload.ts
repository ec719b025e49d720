/** Key requests of which the document could have told the browser sooner. */
import { defineAudit } from '../audit.js'
import { isCritical } from '../computed/critical.js'
import type { PageLoad } from '../computed/page-load.js'
import { rootDomain } from '../computed/root-domain.js'
import { pruned, walk, type GraphNode } from '../lantern/node.js'
import { field, opportunity } from '../tables.js'
import { savesTime } from '../wording.js'
import { savingsScore } from './savings.js'

const negligible = 100

/** How many fetches lie between each node and the root, on the shortest way; the root itself counts. */
function fetchesBefore (root: GraphNode): Map<GraphNode, number> {
  const before = new Map<GraphNode, number>([[root, 0]])
  for (const node of walk(root)) {
    const through = (before.get(node) ?? 0) + (node.work.kind === 'fetch' ? 1 : 0)
    for (const dependent of node.dependents) if (!before.has(dependent)) before.set(dependent, through)
  }
  return before
}

/** Critical requests of the site that something asked for which the document asked for. */
function worthPreloading ({ graph, timeline: { requests, url } }: PageLoad): Set<string> {
  const site = rootDomain(url)
  const urls = new Set<string>()
  for (const [{ work }, fetches] of fetchesBefore(graph)) {
    if (work.kind !== 'fetch' || fetches !== 2) continue
    const { request } = work
    if (isCritical(request, requests) && rootDomain(request.url) === site) urls.add(request.url)
  }
  return urls
}

/** Before and after: each of these waits for the document alone. */
function savings ({ graph, simulate }: PageLoad, urls: ReadonlySet<string>): Array<{ url: string, wastedMs: number }> {
  if (urls.size === 0) return []
  const before = simulate(graph, { flexible: true })
  const changed = pruned(graph, () => true)
  const preloaded = walk(changed).filter(({ work }) => work.kind === 'fetch' && urls.has(work.request.url))
  for (const node of preloaded) {
    for (const dependency of [...node.dependencies]) node.waitsNoMoreFor(dependency)
    node.waitsFor(changed)
  }
  const after = simulate(changed, { flexible: true })
  const ends = new Map([...before.times].map(([{ id }, { end }]) => [id, end]))
  return preloaded.flatMap((node) => {
    const wastedMs = Math.round((ends.get(node.id) ?? 0) - (after.times.get(node)?.end ?? 0))
    return node.work.kind === 'task' || wastedMs < negligible ? [] : [{ url: node.work.request.url, wastedMs }]
  })
}

export const usesRelPreload = defineAudit({
  id: 'uses-rel-preload',
  title: 'Preload key requests',
  description: 'Consider using `<link rel=preload>` to prioritize fetching resources that are currently requested ' +
    'later in page load. [Learn more](https://web.dev/uses-rel-preload/).',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, (load) => {
  const items = savings(load, worthPreloading(load)).sort((a, b) => b.wastedMs - a.wastedMs)
  const ms = items[0]?.wastedMs ?? 0
  const headings = [field('url', 'url', 'URL'), field('wastedMs', 'timespanMs', 'Potential Savings')]
  return {
    score: savingsScore(ms),
    numericValue: ms,
    numericUnit: 'millisecond',
    displayValue: ms > 0 ? savesTime(ms) : '',
    details: opportunity(headings, items, { ms })
  }
})
