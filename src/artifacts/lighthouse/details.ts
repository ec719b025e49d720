/** What Lighthouse 6.3 lists beside the metrics: tables of requests, tasks and groups. */
import type { Measurement } from '../../lab/metrics/measure.js'
import type { NetworkRequest, ResourceType, TaskGroup, Timeline } from '../../lab/timeline.js'
import { filmstrip } from '../picture/filmstrip.js'
import { monotonicClock } from '../resource-timing.js'

export interface Audit {
  id: string
  title: string
  description: string
  score: number | null
  scoreDisplayMode: 'numeric' | 'informative' | 'error'
  numericValue?: number
  numericUnit?: string
  displayValue?: string
  errorMessage?: string
  details?: Record<string, unknown>
}

const micro = (ms: number): number => Math.round(ms * 1000) / 1000

/** What an audit that is not scored is called. */
type Named = Pick<Audit, 'id' | 'title' | 'description'>

const informative = (named: Named, details: Record<string, unknown>, more: Partial<Audit> = {}): Audit =>
  ({ ...named, score: null, scoreDisplayMode: 'informative', ...more, details })

const heading = (key: string, itemType: string, text: string): object => ({ key, itemType, text })

export const groupLabels: Readonly<Record<TaskGroup, string>> = {
  scriptEvaluation: 'Script Evaluation',
  other: 'Other',
  styleLayout: 'Style & Layout',
  paintCompositeRender: 'Rendering',
  parseHTML: 'Parse HTML & CSS',
  garbageCollection: 'Garbage Collection',
  scriptParseCompile: 'Script Parsing & Compilation'
}

/** Groups that take no time are not listed. */
function breakdown ({ mainThreadWorkBreakdown, diagnostics: { totalTaskTime } }: Measurement): Audit {
  const named = {
    id: 'mainthread-work-breakdown',
    title: 'Main-thread work',
    description: 'Where the main thread spent its time.'
  }
  const groups = mainThreadWorkBreakdown.filter(({ duration }) => duration > 0)
  const details = {
    type: 'table',
    headings: [heading('groupLabel', 'text', 'Category'), heading('duration', 'ms', 'Time Spent')],
    items: groups.map(({ group, duration }) => ({ group, groupLabel: groupLabels[group], duration }))
  }
  return informative(named, details, {
    numericValue: totalTaskTime,
    numericUnit: 'millisecond',
    displayValue: `${(totalTaskTime / 1000).toFixed(1)}\u00a0s`
  })
}

/** Times are ms since the first request was started. */
function networkRequests ({ requests }: Timeline): Audit {
  const first = requests[0]?.start ?? 0
  const named = {
    id: 'network-requests',
    title: 'Network Requests',
    description: 'Lists the network requests that were made during page load.'
  }
  return informative(named, {
    type: 'table',
    headings: [
      heading('url', 'url', 'URL'),
      heading('startTime', 'ms', 'Start Time'),
      heading('endTime', 'ms', 'End Time'),
      heading('transferSize', 'bytes', 'Transfer Size'),
      heading('resourceSize', 'bytes', 'Resource Size'),
      heading('statusCode', 'text', 'Status Code'),
      heading('mimeType', 'text', 'MIME Type'),
      heading('resourceType', 'text', 'Resource Type')
    ],
    items: requests.map(({ url, start, end, transferSize, resourceSize, status, failed, mimeType, type }) => ({
      url,
      startTime: micro(start - first),
      endTime: micro(end - first),
      finished: true,
      transferSize,
      resourceSize: failed ? 0 : resourceSize,
      statusCode: failed ? -1 : status,
      mimeType: failed ? '' : mimeType,
      resourceType: type
    }))
  })
}

const resourceNames: Readonly<Record<ResourceType, string>> = {
  Document: 'document',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'other',
  Other: 'other'
}

/** The last two labels of the document's host: what ends otherwise is a third party's. */
const siteOf = ([document]: readonly NetworkRequest[]): string =>
  document === undefined ? '' : new URL(document.url).host.split('.').slice(-2).join('.')

/** Lighthouse knows no type for XHRs: they are among the others. Bytes on the wire. */
function resourceSummary ({ requests }: Timeline): Audit {
  const host = siteOf(requests)
  const rows = new Map<string, { requestCount: number, transferSize: number }>()
  const count = (name: string, transferSize: number): void => {
    const row = rows.get(name) ?? { requestCount: 0, transferSize: 0 }
    rows.set(name, { requestCount: row.requestCount + 1, transferSize: row.transferSize + transferSize })
  }
  for (const { type, transferSize, url } of requests) {
    count('total', transferSize)
    count(resourceNames[type], transferSize)
    if (!new URL(url).host.endsWith(host)) count('third-party', transferSize)
  }
  const named = {
    id: 'resource-summary',
    title: 'Requests and transfer sizes by type',
    description: 'How many requests there were, and how large.'
  }
  return informative(named, {
    type: 'table',
    headings: [
      heading('resourceType', 'text', 'Resource Type'),
      heading('requestCount', 'numeric', 'Requests'),
      heading('transferSize', 'bytes', 'Transfer Size')
    ],
    items: [...rows].map(([resourceType, row]) => ({ resourceType, label: resourceType, ...row }))
  }, { displayValue: `${requests.length} requests` })
}

function mainThreadTasks ({ tasks }: Timeline): Audit {
  const named = {
    id: 'main-thread-tasks',
    title: 'Tasks',
    description: 'Lists the top-level main thread tasks longer than 10 ms.'
  }
  const long = tasks.filter(({ duration }) => duration > 10)
  return informative(named, {
    type: 'table',
    headings: [heading('startTime', 'ms', 'Start Time'), heading('duration', 'ms', 'End Time')],
    items: long.map(({ start, duration }) => ({ startTime: start, duration }))
  })
}

const image = 'data:image/jpeg;base64,'

/** The filmstrip, and its last frame. */
function pictures (timeline: Timeline): Audit[] {
  const frames = filmstrip(timeline.visual)
  const clock = monotonicClock(timeline)
  const items = frames.map(({ at, snapshot }) =>
    ({ timing: at, timestamp: clock + at * 1000, data: image + snapshot }))
  const strip = {
    id: 'screenshot-thumbnails',
    title: 'Screenshot Thumbnails',
    description: 'What the load of the page looked like.'
  }
  const final = {
    id: 'final-screenshot',
    title: 'Final Screenshot',
    description: 'The last screenshot of the page load.'
  }
  return [
    informative(strip, { type: 'filmstrip', scale: timeline.observed.lastVisualChange, items }),
    informative(final, { type: 'screenshot', ...items.at(-1) })
  ]
}

/** The ten largest; those of one size by their URLs. */
function totalByteWeight ({ requests }: Timeline, { diagnostics: { totalByteWeight: bytes } }: Measurement): Audit {
  const named = {
    id: 'total-byte-weight',
    title: 'Total transfer size',
    description: 'Bytes on the wire of the largest requests.'
  }
  const largest = requests
    .toSorted((a, b) => b.transferSize - a.transferSize || (a.url < b.url ? -1 : 1))
    .slice(0, 10)
  const details = {
    type: 'table',
    headings: [heading('url', 'url', 'URL'), heading('totalBytes', 'bytes', 'Transfer Size')],
    items: largest.map(({ url, transferSize }) => ({ url, totalBytes: transferSize }))
  }
  return informative(named, details, {
    numericValue: bytes,
    numericUnit: 'byte',
    displayValue: `${Math.round(bytes / 1024).toLocaleString('en-US')}\u00a0KiB`
  })
}

const debugData = (id: string, title: string, item: object): Audit =>
  informative({ id, title, description: 'For tools.' }, { type: 'debugdata', items: [item] })

/** Everything but the metrics' own audits. */
export function detailAudits (timeline: Timeline, measured: Measurement): Audit[] {
  const { observed, paints } = timeline
  return [
    breakdown(measured),
    networkRequests(timeline),
    resourceSummary(timeline),
    totalByteWeight(timeline, measured),
    mainThreadTasks(timeline),
    debugData('diagnostics', 'Diagnostics', measured.diagnostics),
    debugData('metrics', 'Metrics', {
      ...measured.metrics,
      observedFirstPaint: paints.firstPaint,
      observedFirstContentfulPaint: paints.firstContentfulPaint,
      observedFirstMeaningfulPaint: paints.firstMeaningfulPaint,
      observedLargestContentfulPaint: observed.largestContentfulPaint,
      observedDomContentLoaded: timeline.domContentLoaded,
      observedLoad: timeline.load,
      observedFirstVisualChange: observed.firstVisualChange,
      observedLastVisualChange: observed.lastVisualChange,
      observedSpeedIndex: observed.speedIndex,
      observedTraceEnd: timeline.end
    }),
    ...pictures(timeline)
  ]
}
