/** Pictures that are loaded early and cannot be seen. */
import { defineAudit } from '../audit.js'
import type { BoundingRect } from '../content/elements.js'
import { byteSavings, pictureHeadings } from './byte-savings.js'

interface Size { readonly width: number, readonly height: number }

/** What is so near to the viewport counts as seen: CSS px at three sides, viewports below. */
const near = 100
const viewportsBelow = 3
const negligible = { bytes: 2048, percent: 75, ms: 50 }

function seen ({ top, bottom, left, right }: BoundingRect, { width, height }: Size): number {
  const w = Math.min(right, width + near) - Math.max(left, -near)
  const h = Math.min(bottom, height + viewportsBelow * height) - Math.max(top, -near)
  return Math.max(w, 0) * Math.max(h, 0)
}

export const offscreenImages = defineAudit({
  id: 'offscreen-images',
  title: 'Defer offscreen images',
  description: 'Consider lazy-loading offscreen and hidden images after all critical resources have finished ' +
    'loading to lower time to interactive. [Learn more](https://web.dev/offscreen-images/).',
  needs: 'ImageElements',
  mode: 'numeric'
}, (load) => {
  const { content: { pictures }, timeline: { visual: { viewport }, observed: { interactive } } } = load
  const items = pictures
    .filter(({ lazy, request: { start } }) => !lazy && start < interactive - negligible.ms)
    .map(({ request: { url, start }, size, displayed }) => {
      const wasted = 1 - seen(displayed, viewport) / (displayed.width * displayed.height)
      const wastedBytes = Math.round(size * wasted)
      return { url, requestStartTime: start, totalBytes: size, wastedBytes, wastedPercent: 100 * wasted }
    })
    .filter(({ wastedBytes, wastedPercent }) =>
      wastedBytes >= negligible.bytes && wastedPercent >= negligible.percent)
  return byteSavings(load, items, { headings: pictureHeadings, warnings: [], whole: false })
})
