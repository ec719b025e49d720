/** Large GIFs, which a video would do better. */
import { defineAudit } from '../audit.js'
import { byteSavings, resourceHeadings } from './byte-savings.js'

const smallest = 100 * 1024

/** The larger a GIF, the more a video saves of it. */
const savedShare = (bytes: number): number => Math.round(29.1 * Math.log10(bytes) - 100.7) / 100

export const efficientAnimatedContent = defineAudit({
  id: 'efficient-animated-content',
  title: 'Use video formats for animated content',
  description: 'Large GIFs are inefficient for delivering animated content. Consider using MPEG4/WebM videos for ' +
    'animations and PNG/WebP for static images instead of GIF to save network bytes. ' +
    '[Learn more](https://web.dev/efficient-animated-content/)',
  needs: 'devtoolsLogs',
  mode: 'numeric'
}, (load) => {
  const items = load.timeline.requests
    .filter(({ failed, type, mimeType, resourceSize }) =>
      !failed && type === 'Image' && mimeType === 'image/gif' && resourceSize > smallest)
    .map(({ url, resourceSize }) =>
      ({ url, totalBytes: resourceSize, wastedBytes: Math.round(resourceSize * savedShare(resourceSize)) }))
  return byteSavings(load, items, { headings: resourceHeadings })
})
