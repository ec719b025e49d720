/** Transfers as the browser reports them. */
import { requestHeadersSize, type Transfer } from './link.js'
import type { LoadPlan } from './request-plan.js'
import { media, type Planned, type Stage } from '../page/planned-request.js'
import type { Initiator, NetworkRequest, TimedRequest } from '../timeline.js'

const cacheControl: Readonly<Record<Stage, string>> = {
  document: 'private, no-cache',
  blocking: 'public, max-age=31536000, immutable',
  deferred: 'public, max-age=31536000, immutable',
  early: 'public, max-age=86400',
  late: 'public, max-age=86400',
  tag: 'private, max-age=900',
  beacon: 'no-store'
}

function statusOf ({ failure, method }: Planned): { status: number, statusText: string } {
  switch (failure) {
    case 'reset': return { status: 0, statusText: '' }
    case 'server error': return { status: 503, statusText: 'Service Unavailable' }
    case 'not found': return { status: 404, statusText: 'Not Found' }
    case null: return method === 'POST' ? { status: 204, statusText: 'No Content' } : { status: 200, statusText: 'OK' }
  }
}

function mimeOf ({ type, url, method, failure }: Planned): string {
  if (failure === 'reset' || method === 'POST') return 'text/plain'
  if (failure !== null) return 'text/html'
  if (type === 'Image') return url.includes('.gif') ? 'image/gif' : /\.(png|svg|webp)$/.exec(url) === null ? 'image/jpeg' : `image/${url.endsWith('svg') ? 'svg+xml' : url.slice(-4).replace('.', '')}`
  return media[type].mime
}

/** Just what metrics are computed from; the document first, the others in the order of the plan. */
export const timedRequests = (plan: LoadPlan, transfers: readonly Transfer[]): TimedRequest[] => transfers.map((transfer): TimedRequest => {
  const { planned } = transfer
  const failed = planned.failure === 'reset'
  return {
    type: planned.type,
    method: planned.method,
    origin: plan.hosts[planned.host]!.origin,
    status: statusOf(planned).status,
    failed,
    connectionReused: transfer.reused,
    start: transfer.start,
    phases: transfer,
    end: transfer.end,
    transferSize: failed ? 0 : planned.transferSize,
    resourceSize: failed ? 0 : planned.resourceSize
  }
})

/** The requests in order of their start; the main document, which starts before all others, is the first. */
export function toRequests (plan: LoadPlan, transfers: readonly Transfer[], loaderId: string): NetworkRequest[] {
  const order = transfers.toSorted((a, b) => a.start - b.start || a.index - b.index)
  const place: number[] = []
  order.forEach(({ index }, at) => { place[index] = at })
  const firstOf = (stage: Stage): number => plan.resources.findIndex((planned) => planned.stage === stage && (planned.type === 'Script' || planned.type === 'Stylesheet'))
  const stylesheet = plan.resources.findIndex(({ stage, type }) => stage === 'blocking' && type === 'Stylesheet')
  const app = firstOf('deferred')
  const by = (type: Initiator['type'], index: number): Initiator =>
    ({ type, request: place[index]!, url: plan.resources[index]!.url })
  const initiatorOf = ({ planned, index }: Transfer): Initiator => {
    if (index === 0) return { type: 'other', request: null, url: null }
    if (planned.sender !== null) return by('script', planned.sender)
    if (planned.type === 'Font' && planned.stage === 'early' && stylesheet > 0) return by('parser', stylesheet)
    const byCode = planned.stage === 'late' || planned.type === 'XHR' || planned.stage === 'tag'
    return byCode && app > 0 ? by('script', app) : by('parser', 0)
  }
  return order.map((transfer): NetworkRequest => {
    const { planned, index, start, end, blocked, dns, connect, ssl, send, wait, receive } = transfer
    const host = plan.hosts[planned.host]!
    const failed = planned.failure === 'reset'
    return {
      id: index === 0 ? loaderId : `${1000 + (index >> 8)}.${index + 1}`,
      url: planned.url,
      origin: host.origin,
      method: planned.method,
      type: planned.type,
      mimeType: mimeOf(planned),
      protocol: host.protocol,
      priority: planned.priority,
      ...statusOf(planned),
      failed,
      errorText: failed ? 'net::ERR_CONNECTION_RESET' : null,
      initiator: initiatorOf(transfer),
      connectionId: transfer.connection,
      connectionReused: transfer.reused,
      remoteAddress: host.address,
      start,
      phases: { blocked, dns, connect, ssl, send, wait, receive },
      end,
      transferSize: failed ? 0 : planned.transferSize,
      resourceSize: failed ? 0 : planned.resourceSize,
      encoding: failed ? null : planned.encoding,
      requestHeadersSize: requestHeadersSize(planned),
      responseHeadersSize: failed ? 0 : planned.headersSize,
      cacheControl: cacheControl[planned.stage],
      renderBlocking: planned.stage === 'blocking',
      fromCache: false
    }
  })
}
