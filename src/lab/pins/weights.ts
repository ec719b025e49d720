/** What the requests of a fitted load weigh on the wire. */
import { mainDocument } from '../main-document.js'
import { media } from '../page/media.js'
import type { NetworkRequest } from '../timeline.js'
import { PinConflict } from './conflict.js'
import type { Pins } from './pins.schema.js'
import { apportion } from './request-list.js'
import { sum } from './sum.js'

/**
 * Transfer sizes that add up to the wanted byte weight: bodies are compressed as usual, less if more bytes are needed,
 * and beyond that headers grow; more if fewer bytes are needed.
 */
export function fitWeights (requests: readonly NetworkRequest[], { diagnostics = {} }: Pins): NetworkRequest[] {
  const { mainDocumentTransferSize, totalByteWeight } = diagnostics
  const document = mainDocument(requests)
  const documentSize = mainDocumentTransferSize ?? usualSize(document)
  if (totalByteWeight === undefined) {
    return requests.map((request) => weighing(request, request === document ? documentSize : usualSize(request)))
  }
  const others = requests.filter((request) => request !== document && !request.failed)
  const sizes = new Map([[document, documentSize], ...sharedOut(totalByteWeight - documentSize, others)])
  return requests.map((request) => weighing(request, sizes.get(request) ?? usualSize(request)))
}

function usualSize ({ failed, type, encoding, resourceSize, responseHeadersSize }: NetworkRequest): number {
  if (failed) return 0
  return responseHeadersSize + Math.round(resourceSize * (encoding === null ? 1 : media[type].compression))
}

/** How much of the bytes that are left each request weighs, none nothing. */
function sharedOut (left: number, requests: readonly NetworkRequest[]): Array<[NetworkRequest, number]> {
  if (left < requests.length || (requests.length === 0 && left !== 0)) {
    const names = ['totalByteWeight', 'mainDocumentTransferSize']
    throw new PinConflict(names, `${left} bytes are left for ${requests.length} requests`)
  }
  const candidates = requests.map((request) => {
    const usual = usualSize(request)
    return { request, usual, plain: Math.max(usual, request.responseHeadersSize + request.resourceSize) }
  })
  const least = sum(candidates.map(({ usual }) => usual))
  const most = sum(candidates.map(({ plain }) => plain))
  const weightOf = ({ usual, plain }: { usual: number, plain: number }): number => {
    if (left <= least || most === least) return usual
    if (left <= most) return usual + (plain - usual) * (left - least) / (most - least)
    return plain + (left - most) / requests.length
  }
  // One byte each first, so that no response is empty.
  return apportion(left - requests.length, candidates, (candidate) => weightOf(candidate) - 1)
    .map(([{ request }, size]) => [request, size + 1])
}

/** A request of this size on the wire; its body is compressed unless there is room for it as it is. */
function weighing (request: NetworkRequest, transferSize: number): NetworkRequest {
  const responseHeadersSize = Math.min(request.responseHeadersSize, transferSize)
  const plain = transferSize >= request.resourceSize + responseHeadersSize
  return { ...request, transferSize, responseHeadersSize, encoding: plain ? null : 'gzip' }
}
