/** Files that a browser may keep, and for how long. */
import { logNormalScore } from '../../../lab/metrics/scores.js'
import type { NetworkRequest, ResourceType } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { column, table } from '../tables.js'
import { count } from '../wording.js'

const statics: ReadonlySet<ResourceType> = new Set(['Font', 'Image', 'Media', 'Script', 'Stylesheet'])
const cacheable: ReadonlySet<number> = new Set([200, 203, 206])

/** How old, in hours, a tenth of all files are when a cache answers for them, two tenths, and so on. */
const ages = [0, 0.2, 1, 3, 8, 12, 24, 48, 72, 168, 8760, Infinity]

/** From this chance on there is nothing to gain. */
const likely = 0.925

/** The chance that a file that may be kept for so many seconds is still there when it is needed. */
function cacheHitProbability (lifetime: number): number {
  const hours = lifetime / 3600
  const upper = ages.findIndex((age) => age >= hours)
  if (upper === 0) return 0
  const from = ages[upper - 1] ?? 0
  const to = ages[upper] ?? Infinity
  if (to === Infinity) return 1
  return (upper - 1 + (hours - from) / (to - from)) / 10
}

type Policy = Readonly<Record<string, true | string | number>>

/** The directives of a `Cache-Control` header; undefined if there is none. */
function policyOf ({ cacheControl }: NetworkRequest): Policy | undefined {
  if (cacheControl === '') return undefined
  return Object.fromEntries(cacheControl.split(',').map((directive) => {
    const [name = '', value] = directive.trim().split('=')
    if (value === undefined) return [name, true]
    return [name, name === 'max-age' ? Number(value) : value]
  }))
}

const isKept = (policy: Policy): boolean =>
  !['must-revalidate', 'no-cache', 'no-store', 'private'].some((directive) => policy[directive] === true)

function itemOf (request: NetworkRequest) {
  const { url, type, status, failed, transferSize: totalBytes } = request
  if (failed || !cacheable.has(status) || !statics.has(type)) return []
  const policy = policyOf(request)
  if (policy !== undefined && !isKept(policy)) return []
  const lifetime = Number(policy?.['max-age'] ?? 0)
  // A lifetime of nothing that is stated is meant.
  if (policy?.['max-age'] !== undefined && lifetime <= 0) return []
  const chance = cacheHitProbability(lifetime)
  if (chance > likely) return []
  return [{
    url,
    ...(policy === undefined ? {} : { debugData: { type: 'debugdata', ...policy } }),
    cacheLifetimeMs: lifetime * 1000,
    cacheHitProbability: chance,
    totalBytes,
    wastedBytes: (1 - chance) * totalBytes
  }]
}

export const usesLongCacheTtl = defineAudit({
  id: 'uses-long-cache-ttl',
  title: 'Uses efficient cache policy on static assets',
  failureTitle: 'Serve static assets with an efficient cache policy',
  description: 'A long cache lifetime can speed up repeat visits to your page. ' +
    '[Learn more](https://web.dev/uses-long-cache-ttl/).',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, ({ timeline: { requests } }) => {
  const found = requests.flatMap(itemOf)
  const wastedBytes = found.reduce((sum, item) => sum + item.wastedBytes, 0)
  const items = found.sort((a, b) =>
    a.cacheLifetimeMs - b.cacheLifetimeMs || b.totalBytes - a.totalBytes || a.url.localeCompare(b.url))
  return {
    score: logNormalScore({ p10: 28 * 1024, median: 128 * 1024 }, wastedBytes),
    numericValue: wastedBytes,
    numericUnit: 'byte',
    displayValue: count(items.length, 'resource found', 'resources found'),
    details: table([
      column('url', 'url', 'URL'),
      column('cacheLifetimeMs', 'ms', 'Cache TTL', { displayUnit: 'duration' }),
      column('totalBytes', 'bytes', 'Transfer Size', { displayUnit: 'kb', granularity: 1 })
    ], items, { wastedBytes })
  }
})
