/** What Lighthouse 6.3 lists beside the metrics: tables of requests, tasks and groups. */
import type { Measurement } from '../../lab/metrics/measure.js'
import type { ResourceType, TaskGroup, Timeline } from '../../lab/timeline.js'
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

const informative = (id: string, title: string, description: string, details: Record<string, unknown>, more: Partial<Audit> = {}): Audit =>
  ({ id, title, description, score: null, scoreDisplayMode: 'informative', ...more, details })

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
const breakdown = ({ mainThreadWorkBreakdown, diagnostics }: Measurement): Audit =>
  informative('mainthread-work-breakdown', 'Main-thread work', 'Where the main thread spent its time.', {
    type: 'table',
    headings: [heading('groupLabel', 'text', 'Category'), heading('duration', 'ms', 'Time Spent')],
    items: mainThreadWorkBreakdown.filter(({ duration }) => duration > 0).map(({ group, duration }) => ({ group, groupLabel: groupLabels[group], duration }))
  }, { numericValue: diagnostics.totalTaskTime, numericUnit: 'millisecond', displayValue: `${(diagnostics.totalTaskTime / 1000).toFixed(1)}\u00a0s` })

/** Times are ms since the first request was started. */
function networkRequests ({ requests }: Timeline): Audit {
  const first = requests[0]!.start
  return informative('network-requests', 'Network Requests', 'Lists the network requests that were made during page load.', {
    type: 'table',
    headings: [
      heading('url', 'url', 'URL'), heading('startTime', 'ms', 'Start Time'), heading('endTime', 'ms', 'End Time'),
      heading('transferSize', 'bytes', 'Transfer Size'), heading('resourceSize', 'bytes', 'Resource Size'),
      heading('statusCode', 'text', 'Status Code'), heading('mimeType', 'text', 'MIME Type'), heading('resourceType', 'text', 'Resource Type')
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
  Document: 'document', Stylesheet: 'stylesheet', Script: 'script', Image: 'image', Font: 'font', Media: 'media', XHR: 'other', Other: 'other'
}

/** Lighthouse knows no type for XHRs: they are among the others. Bytes on the wire. */
function resourceSummary ({ requests }: Timeline): Audit {
  const host = new URL(requests[0]!.url).host.split('.').slice(-2).join('.')
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
  return informative('resource-summary', 'Requests and transfer sizes by type', 'How many requests there were, and how large.', {
    type: 'table',
    headings: [heading('resourceType', 'text', 'Resource Type'), heading('requestCount', 'numeric', 'Requests'), heading('transferSize', 'bytes', 'Transfer Size')],
    items: [...rows].map(([resourceType, row]) => ({ resourceType, label: resourceType, ...row }))
  }, { displayValue: `${requests.length} requests` })
}

const mainThreadTasks = ({ tasks }: Timeline): Audit =>
  informative('main-thread-tasks', 'Tasks', 'Lists the top-level main thread tasks longer than 10 ms.', {
    type: 'table',
    headings: [heading('startTime', 'ms', 'Start Time'), heading('duration', 'ms', 'End Time')],
    items: tasks.filter(({ duration }) => duration > 10).map(({ start, duration }) => ({ startTime: start, duration }))
  })

const image = 'data:image/jpeg;base64,'

/** The filmstrip, and its last frame. */
function pictures (timeline: Timeline): Audit[] {
  const frames = filmstrip(timeline.visual)
  const clock = monotonicClock(timeline)
  const last = frames.at(-1)!
  return [
    informative('screenshot-thumbnails', 'Screenshot Thumbnails', 'What the load of the page looked like.', {
      type: 'filmstrip',
      scale: timeline.observed.lastVisualChange,
      items: frames.map(({ at, snapshot }) => ({ timing: at, timestamp: clock + at * 1000, data: image + snapshot }))
    }),
    informative('final-screenshot', 'Final Screenshot', 'The last screenshot of the page load.', {
      type: 'screenshot', timing: last.at, timestamp: clock + last.at * 1000, data: image + last.snapshot
    })
  ]
}

const totalByteWeight = ({ requests }: Timeline, { diagnostics: { totalByteWeight: bytes } }: Measurement): Audit =>
  informative('total-byte-weight', 'Total transfer size', 'Bytes on the wire of the largest requests.', {
    type: 'table',
    headings: [heading('url', 'url', 'URL'), heading('totalBytes', 'bytes', 'Transfer Size')],
    items: requests.toSorted((a, b) => b.transferSize - a.transferSize || (a.url < b.url ? -1 : 1)).slice(0, 10).map(({ url, transferSize }) => ({ url, totalBytes: transferSize }))
  }, { numericValue: bytes, numericUnit: 'byte', displayValue: `${Math.round(bytes / 1024).toLocaleString('en-US')}\u00a0KiB` })

const debugData = (id: string, title: string, item: object): Audit =>
  informative(id, title, 'For tools.', { type: 'debugdata', items: [item] })

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
