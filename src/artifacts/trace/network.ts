/** The requests as the renderer's loading code traces them. */
import type { NetworkRequest, Timeline } from '../../lab/timeline.js'
import { responseHeaders } from '../headers.js'
import { resourceTiming } from '../resource-timing.js'
import { browser, instant, type Clock, type TraceEvent } from './event.js'

const cat = 'devtools.timeline'

export function networkEvents (timeline: Timeline, clock: Clock): TraceEvent[] {
  return timeline.requests.flatMap((request) => eventsOf(timeline, request, clock))
}

function eventsOf (timeline: Timeline, request: NetworkRequest, clock: Clock): TraceEvent[] {
  const { id: requestId, end, failed, transferSize, resourceSize } = request
  const sent = sendEvents(timeline, request, clock)
  const finish = instant('ResourceFinish', cat, clock(end), {
    data: {
      requestId,
      didFail: failed,
      encodedDataLength: transferSize,
      decodedBodyLength: failed ? 0 : resourceSize,
      finishTime: clock(end) / 1e6
    }
  })
  return failed ? [...sent, finish] : [...sent, ...answerEvents(timeline, request, clock), finish]
}

/** The browser asks for a document before the renderer does. */
function sendEvents (timeline: Timeline, request: NetworkRequest, clock: Clock): TraceEvent[] {
  const { id: requestId, start, type, initiator } = request
  const sent = instant('ResourceSendRequest', cat, clock(start), {
    data: {
      requestId,
      frame: timeline.ids.frameId,
      url: request.url,
      requestMethod: request.method,
      priority: request.priority,
      resourceType: type,
      renderBlocking: request.renderBlocking ? 'blocking' : 'non_blocking',
      fetchPriorityHint: 'auto',
      isLinkPreload: false,
      initiator: {
        type: initiator.type,
        fetchType: '',
        ...(initiator.url === null ? {} : { url: initiator.url })
      }
    }
  })
  if (type !== 'Document') return [sent]
  return [instant('ResourceWillSendRequest', cat, clock(start), { data: { requestId } }, browser), sent]
}

function answerEvents (timeline: Timeline, request: NetworkRequest, clock: Clock): TraceEvent[] {
  const { id: requestId, end, transferSize, responseHeadersSize, phases: { receive } } = request
  const { frameId: frame } = timeline.ids
  const response = instant('ResourceReceiveResponse', cat, clock(end - receive), {
    data: {
      requestId,
      frame,
      statusCode: request.status,
      mimeType: request.mimeType,
      protocol: request.protocol,
      connectionId: request.connectionId,
      connectionReused: request.connectionReused,
      encodedDataLength: responseHeadersSize,
      fromCache: false,
      fromServiceWorker: false,
      headers: responseHeaders(timeline, request),
      timing: resourceTiming(request, clock(0))
    }
  })
  const received = instant('ResourceReceivedData', cat, clock(end), {
    data: { requestId, frame, encodedDataLength: Math.max(0, transferSize - responseHeadersSize) }
  })
  return [response, received]
}
