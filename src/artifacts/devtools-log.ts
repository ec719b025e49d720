/** The DevTools protocol's messages of a page load, as `_crmuxdriver.log` records them and Lighthouse reads them. */
import type { NetworkRequest, Timeline } from '../lab/timeline.js'
import { asObject, bodySize, remoteIp, requestHeaders, responseHeaders } from './headers.js'
import { monotonicClock, resourceTiming } from './resource-timing.js'

export interface ProtocolMessage {
  /** ms since navigation start. */
  at: number
  method: string
  params: Record<string, unknown>
}

/** In order of time. */
export function devtoolsLog (timeline: Timeline, browserVersion: string): ProtocolMessage[] {
  const clock = monotonicClock(timeline)
  const seconds = (ms: number): number => (clock + Math.round(ms * 1000)) / 1e6
  const { loaderId, frameId } = timeline.ids
  const [document] = timeline.requests
  const committed = document!.failed ? document!.end : document!.end - document!.phases.receive
  const messages: ProtocolMessage[] = [
    ...timeline.requests.flatMap((request) => messagesOf(timeline, request, browserVersion, clock, seconds)),
    {
      at: committed,
      method: 'Page.frameNavigated',
      params: { frame: { id: frameId, loaderId, url: timeline.url, domainAndRegistry: '', securityOrigin: document!.origin, mimeType: 'text/html' } }
    },
    { at: timeline.domContentLoaded, method: 'Page.domContentEventFired', params: { timestamp: seconds(timeline.domContentLoaded) } },
    { at: timeline.load, method: 'Page.loadEventFired', params: { timestamp: seconds(timeline.load) } },
    ...timeline.console.map(({ at, source, level, text, url }): ProtocolMessage => ({
      at, method: 'Log.entryAdded', params: { entry: { source, level, text, timestamp: timeline.startedAt + at, ...(url === undefined ? {} : { url }) } }
    }))
  ]
  return messages.sort((a, b) => a.at - b.at)
}

function messagesOf (timeline: Timeline, request: NetworkRequest, browserVersion: string, clock: number, seconds: (ms: number) => number): ProtocolMessage[] {
  const { id: requestId, start, end, initiator, type, url, method, failed } = request
  const { loaderId, frameId } = timeline.ids
  const sent: ProtocolMessage = {
    at: start,
    method: 'Network.requestWillBeSent',
    params: {
      requestId,
      loaderId,
      documentURL: timeline.url,
      request: {
        url,
        method,
        headers: asObject(requestHeaders(timeline, request, browserVersion)),
        mixedContentType: 'none',
        initialPriority: request.priority,
        referrerPolicy: 'strict-origin-when-cross-origin'
      },
      timestamp: seconds(start),
      wallTime: (timeline.startedAt + start) / 1000,
      initiator: initiator.url === null ? { type: initiator.type } : { type: initiator.type, url: initiator.url },
      type,
      frameId,
      hasUserGesture: false
    }
  }
  if (failed) {
    return [sent, { at: end, method: 'Network.loadingFailed', params: { requestId, timestamp: seconds(end), type, errorText: request.errorText, canceled: false } }]
  }
  const answered = end - request.phases.receive
  const response = {
    url,
    status: request.status,
    statusText: request.statusText,
    headers: asObject(responseHeaders(timeline, request)),
    mimeType: request.mimeType,
    connectionReused: request.connectionReused,
    connectionId: request.connectionId,
    remoteIPAddress: remoteIp(request),
    remotePort: url.startsWith('https:') ? 443 : 80,
    fromDiskCache: false,
    fromServiceWorker: false,
    encodedDataLength: request.responseHeadersSize,
    timing: resourceTiming(request, clock),
    protocol: request.protocol,
    securityState: url.startsWith('https:') ? 'secure' : 'insecure'
  }
  return [
    sent,
    { at: answered, method: 'Network.responseReceived', params: { requestId, loaderId, timestamp: seconds(answered), type, response, frameId } },
    { at: end, method: 'Network.dataReceived', params: { requestId, timestamp: seconds(end), dataLength: request.resourceSize, encodedDataLength: bodySize(request) } },
    { at: end, method: 'Network.loadingFinished', params: { requestId, timestamp: seconds(end), encodedDataLength: request.transferSize, shouldReportCorbBlocking: false } }
  ]
}
