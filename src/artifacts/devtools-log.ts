/** The DevTools protocol's messages of a page load, as `_crmuxdriver.log` records them and Lighthouse reads them. */
import type { ConsoleMessage, NetworkRequest, Timeline } from '../lab/timeline.js'
import { asObject, bodySize, remoteIp, requestHeaders, responseHeaders } from './headers.js'
import { monotonicClock, resourceTiming } from './resource-timing.js'
import type { BrowserPlatform } from './user-agent.js'

export interface ProtocolMessage {
  /** ms since navigation start. */
  at: number
  method: string
  params: Record<string, unknown>
}

/** What the messages of one page load share. */
interface Recording {
  readonly timeline: Timeline
  readonly platform: BrowserPlatform
  /** The browser's monotonic clock at navigation start, µs. */
  readonly clock: number
  /** A moment, in ms since navigation start, as the protocol tells it: seconds of the monotonic clock. */
  readonly seconds: (ms: number) => number
}

/** In order of time. */
export function devtoolsLog (timeline: Timeline, platform: BrowserPlatform): ProtocolMessage[] {
  const clock = monotonicClock(timeline)
  const seconds = (ms: number): number => (clock + Math.round(ms * 1000)) / 1e6
  const recording = { timeline, platform, clock, seconds }
  const messages = [
    ...timeline.requests.flatMap((request) => requestMessages(recording, request)),
    ...pageMessages(recording),
    ...timeline.console.map((line) => consoleMessage(timeline, line))
  ]
  return messages.sort((a, b) => a.at - b.at)
}

/** The document's own milestones: committed, parsed, loaded. */
function pageMessages ({ timeline, seconds }: Recording): ProtocolMessage[] {
  const { ids: { loaderId, frameId }, url, domContentLoaded, load } = timeline
  const messages: ProtocolMessage[] = [
    { at: domContentLoaded, method: 'Page.domContentEventFired', params: { timestamp: seconds(domContentLoaded) } },
    { at: load, method: 'Page.loadEventFired', params: { timestamp: seconds(load) } }
  ]
  const [document] = timeline.requests
  if (document === undefined) return messages
  const committed = document.failed ? document.end : document.end - document.phases.receive
  const frame = {
    id: frameId,
    loaderId,
    url,
    domainAndRegistry: '',
    securityOrigin: document.origin,
    mimeType: 'text/html'
  }
  return [{ at: committed, method: 'Page.frameNavigated', params: { frame } }, ...messages]
}

function consoleMessage (timeline: Timeline, { at, source, level, text, url }: ConsoleMessage): ProtocolMessage {
  const entry = { source, level, text, timestamp: timeline.startedAt + at, ...(url === undefined ? {} : { url }) }
  return { at, method: 'Log.entryAdded', params: { entry } }
}

function requestMessages (recording: Recording, request: NetworkRequest): ProtocolMessage[] {
  const sent = requestSent(recording, request)
  const { timeline, seconds } = recording
  const { id: requestId, end, type, failed, errorText } = request
  const timestamp = seconds(end)
  if (failed) {
    const params = { requestId, timestamp, type, errorText, canceled: false }
    return [sent, { at: end, method: 'Network.loadingFailed', params }]
  }
  const answered = end - request.phases.receive
  const { loaderId, frameId } = timeline.ids
  const response = responseOf(recording, request)
  return [
    sent,
    {
      at: answered,
      method: 'Network.responseReceived',
      params: { requestId, loaderId, timestamp: seconds(answered), type, response, frameId }
    },
    {
      at: end,
      method: 'Network.dataReceived',
      params: { requestId, timestamp, dataLength: request.resourceSize, encodedDataLength: bodySize(request) }
    },
    {
      at: end,
      method: 'Network.loadingFinished',
      params: { requestId, timestamp, encodedDataLength: request.transferSize, shouldReportCorbBlocking: false }
    }
  ]
}

function requestSent ({ timeline, platform, seconds }: Recording, request: NetworkRequest): ProtocolMessage {
  const { id: requestId, start, initiator, type, url, method } = request
  const { loaderId, frameId } = timeline.ids
  return {
    at: start,
    method: 'Network.requestWillBeSent',
    params: {
      requestId,
      loaderId,
      documentURL: timeline.url,
      request: {
        url,
        method,
        headers: asObject(requestHeaders(timeline, request, platform)),
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
}

function responseOf ({ timeline, clock }: Recording, request: NetworkRequest): object {
  const { url } = request
  const secure = url.startsWith('https:')
  return {
    url,
    status: request.status,
    statusText: request.statusText,
    headers: asObject(responseHeaders(timeline, request)),
    mimeType: request.mimeType,
    connectionReused: request.connectionReused,
    connectionId: request.connectionId,
    remoteIPAddress: remoteIp(request),
    remotePort: secure ? 443 : 80,
    fromDiskCache: false,
    fromServiceWorker: false,
    encodedDataLength: request.responseHeadersSize,
    timing: resourceTiming(request, clock),
    protocol: request.protocol,
    securityState: secure ? 'secure' : 'insecure'
  }
}
