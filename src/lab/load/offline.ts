/** A load without a network: the document fails at once and the browser shows its own error page. */
import { analyseNetwork } from '../metrics/network-analysis.js'
import { observe } from '../metrics/observe.js'
import { layOut } from '../page/layout.js'
import type { PageModel } from '../page/model.js'
import type { NetworkRequest, Timeline } from '../timeline.js'

const errorText = 'net::ERR_INTERNET_DISCONNECTED'

export function offlineTimeline (page: PageModel, conditions: Timeline['conditions'], ids: Timeline['ids'], startedAt: number): Timeline {
  const end = 5600
  const slow = conditions.cpuRate
  const request: NetworkRequest = {
    id: ids.loaderId,
    url: page.url,
    origin: new URL(page.url).origin,
    method: 'GET',
    type: 'Document',
    mimeType: '',
    protocol: page.secure ? page.protocol : 'http/1.1',
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
    end: 2,
    transferSize: 0,
    resourceSize: 0,
    encoding: null,
    requestHeadersSize: 0,
    responseHeadersSize: 0,
    cacheControl: '',
    renderBlocking: false,
    fromCache: false
  }
  const paintedAt = 20 * slow
  const { boxes, pageHeight } = layOut([{ kind: 'text', share: 0.6 }], conditions.device)
  const { kind, x, y, w, h } = boxes[0]!
  const happened = {
    requests: [request],
    tasks: [{ start: 4 * slow, duration: 12 * slow, children: [{ name: 'ParseHTML', group: 'parseHTML' as const, start: 4 * slow, duration: 6 * slow }] }],
    paints: { firstPaint: paintedAt, firstContentfulPaint: paintedAt, firstMeaningfulPaint: paintedAt },
    lcpCandidates: [{ time: paintedAt, size: Math.round(w * h * 0.3), nodeId: 12, type: 'text' as const, url: null }],
    domInteractive: 16 * slow,
    domContentLoaded: 17 * slow,
    load: 18 * slow,
    layoutShifts: [],
    visual: {
      viewport: conditions.device.viewport,
      pageHeight,
      elements: [{ kind, x, y, w, h, paintedAt, label: 'No internet' }],
      steps: [{ at: Math.round(paintedAt), percent: 100 }]
    },
    end: end + 20 * slow
  }
  return {
    url: page.url,
    title: new URL(page.url).host,
    startedAt,
    timestamp: startedAt + Math.ceil(happened.end),
    conditions,
    ids,
    ...happened,
    console: [{ at: 2, level: 'error', source: 'network', text: `Failed to load resource: ${errorText}`, url: page.url }],
    observed: observe(happened),
    network: analyseNetwork([request]),
    outlier: null,
    error: 'FAILED_DOCUMENT_REQUEST',
    expressedPins: null
  }
}
