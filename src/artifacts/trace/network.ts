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
  const { id: requestId, start, end, failed, initiator, transferSize, resourceSize, phases: { receive } } = request
  const { frameId: frame } = timeline.ids
  const data = { requestId, frame }
  const sent = instant('ResourceSendRequest', cat, clock(start), {
    data: {
      ...data,
      url: request.url,
      requestMethod: request.method,
      priority: request.priority,
      resourceType: request.type,
      renderBlocking: request.renderBlocking ? 'blocking' : 'non_blocking',
      fetchPriorityHint: 'auto',
      isLinkPreload: false,
      initiator: initiator.url === null ? { type: initiator.type, fetchType: '' } : { type: initiator.type, fetchType: '', url: initiator.url }
    }
  })
  const finish = instant('ResourceFinish', cat, clock(end), {
    data: { requestId, didFail: failed, encodedDataLength: transferSize, decodedBodyLength: failed ? 0 : resourceSize, finishTime: clock(end) / 1e6 }
  })
  const asked = request.type === 'Document' ? [instant('ResourceWillSendRequest', cat, clock(start), { data: { requestId } }, browser)] : []
  if (failed) return [...asked, sent, finish]
  const response = instant('ResourceReceiveResponse', cat, clock(end - receive), {
    data: {
      ...data,
      statusCode: request.status,
      mimeType: request.mimeType,
      protocol: request.protocol,
      connectionId: request.connectionId,
      connectionReused: request.connectionReused,
      encodedDataLength: request.responseHeadersSize,
      fromCache: false,
      fromServiceWorker: false,
      headers: responseHeaders(timeline, request),
      timing: resourceTiming(request, clock(0))
    }
  })
  const received = instant('ResourceReceivedData', cat, clock(end), { data: { ...data, encodedDataLength: Math.max(0, transferSize - request.responseHeadersSize) } })
  return [...asked, sent, response, received, finish]
}
