/**
 * A picture of a viewport as WebDriver takes it: the page alone, without the browser around it, a pixel a CSS pixel.
 */
import type { VisualElement, VisualProgress } from '../../lab/timeline.js'
import { type Bitmap, createBitmap, type Rectangle } from './bitmap.js'
import type { PageUse } from './drawing.js'
import { drawElement } from './element-picture.js'
import { colour } from './palette.js'

export interface ViewMoment {
  readonly width: number
  readonly height: number
  readonly scrollX: number
  readonly scrollY: number
  readonly elements: readonly VisualElement[]
  readonly accent?: VisualProgress['accent']
  readonly use?: PageUse
}

/** The largest side of such a picture, pixels. */
export const largestSide = 8192

export function paintView (moment: ViewMoment): Bitmap {
  const { width, height, scrollX, scrollY, elements, accent, use } = moment
  const bitmap =
    createBitmap(Math.min(largestSide, Math.max(1, width)), Math.min(largestSide, Math.max(1, height)), colour.white)
  for (const element of elements) {
    const area = areaOf(element, scrollX, scrollY)
    if (area.y >= bitmap.height || area.y + area.height <= 0) continue
    drawElement(bitmap, element, area, 1, use, accent)
  }
  return bitmap
}

/** Things far outside of the picture are drawn no further than that. */
const far = 30_000

function areaOf ({ x, y, w, h }: VisualElement, scrollX: number, scrollY: number): Rectangle {
  const near = (value: number): number => Math.round(Math.min(far, Math.max(-far, value)))
  const [left, top] = [near(x - scrollX), near(y - scrollY)]
  return { x: left, y: top, width: near(x + w - scrollX) - left, height: near(y + h - scrollY) - top }
}

/** A part of a picture; at least a pixel of it. */
export function cut (bitmap: Bitmap, { x, y, width, height }: Rectangle): Bitmap {
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))]
  const [right, bottom] = [Math.min(bitmap.width, Math.ceil(x + width)), Math.min(bitmap.height, Math.ceil(y + height))]
  const part = createBitmap(Math.max(1, right - left), Math.max(1, bottom - top))
  for (let row = 0; row < part.height && top + row < bitmap.height; row++) {
    const start = (top + row) * bitmap.width + left
    part.pixels.set(bitmap.pixels.subarray(start, start + part.width), row * part.width)
  }
  return part
}
