/** How much came over the wire, and of what kind. */
import { logNormalScore } from '../../../lab/metrics/scores.js'
import type { NetworkRequest, ResourceType } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { rootDomain } from '../computed/root-domain.js'
import { column, table } from '../tables.js'
import { count, kibibytes } from '../wording.js'

/** The ten largest; those of one size by their URLs. */
export const totalByteWeight = defineAudit({
  id: 'total-byte-weight',
  title: 'Avoids enormous network payloads',
  failureTitle: 'Avoid enormous network payloads',
  description: 'Large network payloads cost users real money and are highly correlated with long load times. ' +
    '[Learn more](https://web.dev/total-byte-weight/).',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, ({ timeline: { requests }, measured: { diagnostics } }) => {
  const { totalByteWeight: bytes } = diagnostics
  const largest = requests
    .map(({ url, transferSize }) => ({ url, totalBytes: transferSize }))
    .sort((a, b) => b.totalBytes - a.totalBytes || a.url.localeCompare(b.url))
    .slice(0, 10)
  return {
    score: logNormalScore({ p10: 2667 * 1024, median: 4000 * 1024 }, bytes),
    numericValue: bytes,
    numericUnit: 'byte',
    displayValue: `Total size was ${kibibytes(bytes)}`,
    details: table([column('url', 'url', 'URL'), column('totalBytes', 'bytes', 'Transfer Size')], largest)
  }
})

const labels = {
  stylesheet: 'Stylesheet',
  image: 'Image',
  media: 'Media',
  font: 'Font',
  script: 'Script',
  document: 'Document',
  other: 'Other',
  total: 'Total',
  'third-party': 'Third-party'
} as const

type Row = keyof typeof labels

const rowOf: Readonly<Record<ResourceType, Row>> = {
  Document: 'document',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'other',
  Other: 'other'
}

/** Lighthouse knows no type for XHRs: they are among the others. */
function rowsOf (requests: readonly NetworkRequest[], site: string) {
  const rows = new Map(Object.entries(labels).map(([resourceType, label]) =>
    [resourceType, { resourceType, label, requestCount: 0, transferSize: 0 }]))
  const add = (name: Row, bytes: number): void => {
    const row = rows.get(name)
    if (row === undefined) return
    row.requestCount++
    row.transferSize += bytes
  }
  for (const { type, url, transferSize } of requests) {
    add(rowOf[type], transferSize)
    add('total', transferSize)
    if (!new URL(url).hostname.endsWith(site)) add('third-party', transferSize)
  }
  return [...rows.values()]
}

/** By size, third parties last. */
export const resourceSummary = defineAudit({
  id: 'resource-summary',
  title: 'Keep request counts low and transfer sizes small',
  description: 'To set budgets for the quantity and size of page resources, add a budget.json file. ' +
    '[Learn more](https://web.dev/use-lighthouse-for-performance-budgets/).',
  needs: 'devtoolsLogs',
  mode: 'informative'
}, ({ timeline: { requests, url }, measured }) => {
  const rows = rowsOf(requests, rootDomain(url))
  const thirdParty = rows.filter(({ resourceType }) => resourceType === 'third-party')
  const others = rows.filter(({ resourceType }) => resourceType !== 'third-party')
  const items = [...others.sort((a, b) => b.transferSize - a.transferSize), ...thirdParty]
  const bytes = measured.diagnostics.totalByteWeight
  return {
    score: 1,
    displayValue: `${count(requests.length, 'request', 'requests')} • ${kibibytes(bytes).replace('\u00a0', ' ')}`,
    details: table([
      column('label', 'text', 'Resource Type'),
      column('requestCount', 'numeric', 'Requests'),
      column('transferSize', 'bytes', 'Transfer Size')
    ], items)
  }
})
