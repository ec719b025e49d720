/** Pictures that another encoding would make smaller. */
import { mainDocument } from '../../../lab/main-document.js'
import { defineAudit } from '../audit.js'
import type { PageLoad } from '../computed/page-load.js'
import type { Picture } from '../content/pictures.js'
import { byteSavings, pictureHeadings } from './byte-savings.js'

/** Smaller pictures are not looked at, bytes. */
const smallest = 4096
/** Larger ones are not encoded anew but judged by their pixels, bytes. */
const largest = 2000 * 1024

const perPixel = { jpeg: 2 / 8, webp: 2 / 10 }

/** Largest first, as the gatherer encodes them. */
const candidates = (pictures: readonly Picture[], mime: RegExp): Picture[] =>
  pictures
    .filter(({ size, request: { mimeType } }) => size > smallest && mime.test(mimeType))
    .sort((a, b) => b.size - a.size)

function savings (load: PageLoad, mime: RegExp, encoding: 'jpeg' | 'webp', negligible: number) {
  const { origin } = mainDocument(load.timeline.requests)
  return candidates(load.content.pictures, mime).map((picture) => {
    const { request, size: totalBytes, naturalWidth, naturalHeight } = picture
    const fromProtocol = totalBytes <= largest
    const encoded = encoding === 'jpeg' ? picture.jpegSize : picture.webpSize
    const size = fromProtocol ? encoded : Math.round(naturalWidth * naturalHeight * perPixel[encoding])
    const isCrossOrigin = request.origin !== origin
    return { url: request.url, fromProtocol, isCrossOrigin, totalBytes, wastedBytes: totalBytes - size }
  }).filter(({ wastedBytes }) => wastedBytes >= negligible)
}

const shown = { headings: pictureHeadings, warnings: [] }

export const usesOptimizedImages = defineAudit({
  id: 'uses-optimized-images',
  title: 'Efficiently encode images',
  description: 'Optimized images load faster and consume less cellular data. ' +
  '[Learn more](https://web.dev/uses-optimized-images/).',
  needs: 'OptimizedImages',
  mode: 'numeric'
}, (load) => byteSavings(load, savings(load, /^image\/(?:jpeg|bmp)$/, 'jpeg', 4096), shown))

export const usesWebpImages = defineAudit({
  id: 'uses-webp-images',
  title: 'Serve images in next-gen formats',
  description: 'Image formats like JPEG 2000, JPEG XR, and WebP often provide better compression than PNG or JPEG, ' +
  'which means faster downloads and less data consumption. [Learn more](https://web.dev/uses-webp-images/).',
  needs: 'OptimizedImages',
  mode: 'numeric'
}, (load) => byteSavings(load, savings(load, /^image\/(?:jpeg|bmp|png)$/, 'webp', 8192), shown))
