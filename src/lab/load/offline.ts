/** A load whose document does not arrive: the browser shows its own error page, without a network at once. */
import { analyseNetwork } from '../metrics/network-analysis.js'
import { observe } from '../metrics/observe.js'
import { layOut, type Box } from '../page/layout.js'
import type { PageModel } from '../page/model.js'
import type { LayoutBlock } from '../page/page.schema.js'
import type { LcpCandidate, MainThreadTask, NetworkRequest, Timeline, VisualElement } from '../timeline.js'
import { firstNode } from './largest-paints.js'

const errorPage: readonly LayoutBlock[] = [{ kind: 'text', share: 0.6 }]

const failedDocument = (
  { url, secure, protocol }: PageModel, loaderId: string, errorText: string
): NetworkRequest => ({
  id: loaderId,
  url,
  origin: new URL(url).origin,
  method: 'GET',
  type: 'Document',
  mimeType: '',
  protocol: secure ? protocol : 'http/1.1',
  priority: 'VeryHigh',
  status: 0,
  statusText: '',
  failed: true,
  errorText,
  initiator: { type: 'other', request: null, url: null },
  connectionId: 0,
  connectionReused: false,
  remoteAddress: '',
  start: 1,
  phases: { blocked: 1, dns: 0, connect: 0, ssl: 0, send: 0, wait: 0, receive: 0 },
  queue: null,
  end: 2,
  transferSize: 0,
  resourceSize: 0,
  encoding: null,
  requestHeadersSize: 0,
  responseHeadersSize: 0,
  cacheControl: '',
  renderBlocking: false,
  fromCache: false
})

/** `slow` is the CPU's slow-down. */
const parsing = (slow: number): MainThreadTask => ({
  start: 4 * slow,
  duration: 12 * slow,
  children: [{ name: 'ParseHTML', group: 'parseHTML', start: 4 * slow, duration: 6 * slow }]
})

const largestPaint = ({ w, h }: Box, time: number): LcpCandidate =>
  ({ time, size: Math.round(w * h * 0.3), nodeId: firstNode, type: 'text', url: null })

const elementOf = ({ kind, x, y, w, h }: Box, paintedAt: number, label: string): VisualElement =>
  ({ kind, x, y, w, h, paintedAt, label })

/** `errorText`: `net::ERR_…` */
export function failedTimeline (
  page: PageModel, conditions: Timeline['conditions'], ids: Timeline['ids'], startedAt: number, errorText: string
): Timeline {
  const slow = conditions.cpuRate
  const request = failedDocument(page, ids.loaderId, errorText)
  const label = conditions.network.offline ? 'No internet' : 'This site can\u2019t be reached'
  const { boxes, pageHeight } = layOut(errorPage, conditions.device)
  const paintedAt = 20 * slow
  const happened = {
    requests: [request],
    tasks: [parsing(slow)],
    paints: { firstPaint: paintedAt, firstContentfulPaint: paintedAt, firstMeaningfulPaint: paintedAt },
    lcpCandidates: boxes.map((box) => largestPaint(box, paintedAt)),
    domInteractive: 16 * slow,
    domContentLoaded: 17 * slow,
    load: 18 * slow,
    layoutShifts: [],
    visual: {
      viewport: conditions.device.viewport,
      pageHeight,
      elements: boxes.map((box) => elementOf(box, paintedAt, label)),
      steps: [{ at: Math.round(paintedAt), percent: 100 }]
    },
    end: 5600 + 20 * slow
  }
  return {
    url: page.url,
    title: new URL(page.url).host,
    startedAt,
    timestamp: startedAt + Math.ceil(happened.end),
    conditions,
    ids,
    ...happened,
    console: [
      { at: 2, level: 'error', source: 'network', text: `Failed to load resource: ${errorText}`, url: page.url }
    ],
    observed: observe(happened),
    network: analyseNetwork([request]),
    outlier: null,
    error: 'FAILED_DOCUMENT_REQUEST',
    expressedPins: null
  }
}
