/** Transfers as the browser reports them. */
import type { Stage } from '../page/planned-request.js'
import type { Initiator, NetworkRequest, ResourceType, TimedRequest } from '../timeline.js'
import { requestHeadersSize } from './link.js'
import { cacheControl, mimeOf, statusOf } from './response.js'
import { queueOf } from './queue.js'
import type { Transfer } from './transfer.js'

/** Just what metrics are computed from; the document first, the others in the order of the plan. */
export const timedRequests = (transfers: readonly Transfer[]): TimedRequest[] => transfers.map(timedRequest)

function timedRequest (transfer: Transfer): TimedRequest {
  const { planned } = transfer
  const failed = planned.failure === 'reset'
  return {
    type: planned.type,
    method: planned.method,
    origin: transfer.server.host.origin,
    status: statusOf(planned).status,
    failed,
    protocol: transfer.server.host.protocol,
    connectionId: transfer.connection.id,
    connectionReused: transfer.reused,
    start: transfer.start,
    phases: transfer,
    end: transfer.end,
    transferSize: failed ? 0 : planned.transferSize,
    resourceSize: failed ? 0 : planned.resourceSize
  }
}

/** A request that may have asked for others: its place among the requests, and its URL. */
interface Asker { readonly request: number, readonly url: string }

const nobody: Initiator = { type: 'other', request: null, url: null }

const by = (type: Initiator['type'], asker: Asker | undefined): Initiator =>
  asker === undefined ? nobody : { type, request: asker.request, url: asker.url }

/** Whether code asked for a request, as far as its type and stage tell. */
const isByCode = ({ planned: { stage, type } }: Transfer): boolean =>
  stage === 'late' || stage === 'tag' || type === 'XHR'

/** Who asked for what; `ordered` are the transfers as they are reported. */
function initiators (transfers: readonly Transfer[], ordered: readonly Transfer[]): (transfer: Transfer) => Initiator {
  /** By index in the plan. */
  const askers: Asker[] = []
  ordered.forEach(({ index, planned: { url } }, request) => { askers[index] = { request, url } })
  const firstOf = (stage: Stage, ...types: ResourceType[]): Transfer | undefined =>
    transfers.find(({ planned }) => planned.stage === stage && types.includes(planned.type))
  const stylesheet = firstOf('blocking', 'Stylesheet')
  const app = firstOf('deferred', 'Script', 'Stylesheet')
  return (transfer) => {
    const { planned: { sender, type, stage }, index } = transfer
    if (index === 0) return nobody
    if (sender !== null) return by('script', askers[sender])
    if (type === 'Font' && stage === 'early' && stylesheet !== undefined) return by('parser', askers[stylesheet.index])
    if (isByCode(transfer) && app !== undefined) return by('script', askers[app.index])
    return by('parser', askers[0])
  }
}

/** What DevTools calls the nth request of a browser, from 1, if it is no document's: process and number. */
export const requestId = (number: number): string => `${1000 + ((number - 1) >> 8)}.${number}`

/** The requests in order of their start; the main document, which starts before all others, is the first. */
export function toRequests (transfers: readonly Transfer[], loaderId: string): NetworkRequest[] {
  const ordered = transfers.toSorted((a, b) => a.start - b.start || a.index - b.index)
  const initiatorOf = initiators(transfers, ordered)
  return ordered.map((transfer): NetworkRequest => {
    const { planned, server: { host }, index, connection } = transfer
    const { start, end, blocked, dns, connect, ssl, send, wait, receive } = transfer
    const failed = planned.failure === 'reset'
    return {
      id: index === 0 ? loaderId : requestId(index + 1),
      url: planned.url,
      origin: host.origin,
      method: planned.method,
      type: planned.type,
      mimeType: mimeOf(planned),
      protocol: host.protocol,
      priority: planned.priority,
      ...statusOf(planned),
      failed,
      errorText: failed ? planned.intercepted?.errorText ?? 'net::ERR_CONNECTION_RESET' : null,
      initiator: initiatorOf(transfer),
      connectionId: connection.id,
      connectionReused: transfer.reused,
      remoteAddress: host.address,
      start,
      phases: { blocked, dns, connect, ssl, send, wait, receive },
      queue: queueOf(transfer, transfers),
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
