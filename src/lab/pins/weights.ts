/** What the requests of a fitted load weigh on the wire. */
import type { Pins } from './pins.schema.js'
import { media } from '../page/media.js'
import type { NetworkRequest } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { apportion } from './request-list.js'

/**
 * Transfer sizes that add up to the wanted byte weight: bodies are compressed as usual, less if more bytes are needed,
 * and beyond that headers grow; more if fewer bytes are needed.
 */
export function fitWeights (requests: readonly NetworkRequest[], { diagnostics = {} }: Pins): NetworkRequest[] {
  const usual = requests.map((request) => request.failed
    ? 0
    : request.responseHeadersSize + Math.round(request.resourceSize * (request.encoding === null ? 1 : media[request.type].compression)))
  const sizes = usual.slice()
  if (diagnostics.mainDocumentTransferSize !== undefined) sizes[0] = diagnostics.mainDocumentTransferSize
  if (diagnostics.totalByteWeight !== undefined) {
    const left = diagnostics.totalByteWeight - sizes[0]!
    const others = requests.flatMap(({ failed }, index) => index > 0 && !failed ? index : [])
    if (left < others.length || (others.length === 0 && left !== 0)) {
      throw new PinConflict(['totalByteWeight', 'mainDocumentTransferSize'], `${left} bytes are left for ${others.length} requests`)
    }
    const least = others.reduce((sum, index) => sum + usual[index]!, 0)
    const most = others.map((index) => Math.max(usual[index]!, requests[index]!.responseHeadersSize + requests[index]!.resourceSize))
    const plain = most.reduce((sum, size) => sum + size, 0)
    // One byte each first, so that no response is empty.
    const weights = left <= least || plain === least
      ? others.map((index) => usual[index]! - 1)
      : left <= plain
        ? others.map((index, i) => usual[index]! + (most[i]! - usual[index]!) * (left - least) / (plain - least) - 1)
        : most.map((size) => size + (left - plain) / others.length - 1)
    apportion(left - others.length, weights).forEach((size, i) => { sizes[others[i]!] = size + 1 })
  }
  return requests.map((request, index) => {
    const transferSize = sizes[index]!
    const responseHeadersSize = Math.min(request.responseHeadersSize, transferSize)
    const plain = transferSize >= request.resourceSize + responseHeadersSize
    return { ...request, transferSize, responseHeadersSize, encoding: plain ? null : 'gzip' }
  })
}
