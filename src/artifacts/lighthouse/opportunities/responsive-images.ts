/** Pictures with more pixels than the place they are shown in. */
import { defineAudit } from '../audit.js'
import { byteSavings, pictureHeadings } from './byte-savings.js'

const negligible = 4096

export const usesResponsiveImages = defineAudit({
  id: 'uses-responsive-images',
  title: 'Properly size images',
  description: 'Serve images that are appropriately-sized to save cellular data and improve load time. ' +
    '[Learn more](https://web.dev/uses-responsive-images/).',
  needs: 'ImageElements',
  mode: 'numeric'
}, (load) => {
  const { content: { pictures }, timeline: { conditions: { device } } } = load
  const dots = device.deviceScaleFactor ** 2
  const items = pictures
    .filter(({ request: { mimeType }, isCss }) => !isCss && mimeType !== 'image/svg+xml')
    .map(({ request: { url }, size, naturalWidth, naturalHeight, displayed }) => {
      const wasted = 1 - displayed.width * displayed.height * dots / (naturalWidth * naturalHeight)
      return { url, totalBytes: size, wastedBytes: Math.round(size * wasted), wastedPercent: 100 * wasted }
    })
    .filter(({ wastedBytes }) => wastedBytes > negligible)
  return byteSavings(load, items, { headings: pictureHeadings, warnings: [] })
})
