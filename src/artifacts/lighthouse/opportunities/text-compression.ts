/** Text that is sent as it is. */
import { stream } from '../../../kernel/random.js'
import type { NetworkRequest, ResourceType } from '../../../lab/timeline.js'
import { defineAudit } from '../audit.js'
import { byteSavings, transferHeadings } from './byte-savings.js'

const texts: ReadonlySet<ResourceType> = new Set(['Document', 'Script', 'Stylesheet', 'XHR'])

const negligible = { bytes: 1400, share: 0.1 }

const isPlainText = ({ failed, type, mimeType, encoding, resourceSize, transferSize }: NetworkRequest): boolean =>
  !failed && texts.has(type) && !/^(?:image|audio|video)/.test(mimeType) && encoding === null &&
  resourceSize > 0 && transferSize > 0

/** Bytes of the body if it were sent with gzip: text shrinks to a quarter or a third. */
export const gzipSize = ({ url, resourceSize }: Pick<NetworkRequest, 'url' | 'resourceSize'>): number =>
  Math.round(resourceSize * stream('gzip', url).between(0.2, 0.4)) + 20

/** Responses that a server could have compressed. */
export const plainTexts = (requests: readonly NetworkRequest[]): NetworkRequest[] => requests.filter(isPlainText)

export const usesTextCompression = defineAudit({
  id: 'uses-text-compression',
  title: 'Enable text compression',
  description: 'Text-based resources should be served with compression (gzip, deflate or brotli) to minimize ' +
    'total network bytes. [Learn more](https://web.dev/uses-text-compression/).',
  needs: 'ResponseCompression',
  mode: 'numeric'
}, (load) => {
  const items = plainTexts(load.timeline.requests).flatMap((request) => {
    const { url, resourceSize: totalBytes, transferSize } = request
    const zipped = gzipSize(request)
    const wastedBytes = totalBytes - zipped
    const small = wastedBytes < negligible.bytes || 1 - zipped / totalBytes < negligible.share
    return small || transferSize < zipped ? [] : [{ url, totalBytes, wastedBytes }]
  })
  return byteSavings(load, items, { headings: transferHeadings })
})
