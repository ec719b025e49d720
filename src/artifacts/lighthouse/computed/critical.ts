/** Which requests are critical to Lighthouse 6.3. */
import { mainDocument } from '../../../lab/main-document.js'
import type { NetworkRequest, Priority } from '../../../lab/timeline.js'

const urgent: ReadonlySet<Priority> = new Set(['VeryHigh', 'High', 'Medium'])

/** The request that asked for another, if it had been answered by then. */
export function askerOf ({ initiator, start }: NetworkRequest, requests: readonly NetworkRequest[]) {
  if (initiator.url === null) return undefined
  const candidates = requests.filter(({ url, end, failed, phases: { receive } }) =>
    url === initiator.url && (failed ? end : end - receive) <= start)
  const documents = candidates.length > 1 ? candidates.filter(({ type }) => type === 'Document') : []
  const likely = initiator.type === 'parser' && documents.length > 0 ? documents : candidates
  return likely.length === 1 ? likely[0] : undefined
}

/** The document, and what is urgent, asked for by something known, and neither a picture nor an XHR. */
export function isCritical (request: NetworkRequest, requests: readonly NetworkRequest[]): boolean {
  if (request === mainDocument(requests)) return true
  const { type, mimeType, priority, failed } = request
  if (type === 'Image' || type === 'XHR' || (!failed && mimeType.startsWith('image/'))) return false
  return urgent.has(priority) && askerOf(request, requests) !== undefined
}
