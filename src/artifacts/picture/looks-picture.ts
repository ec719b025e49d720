/** Pieces of a page that says itself how they look. */
import type { Looks } from '../../document/looks.js'
import { colourOf } from '../../document/css/colours.js'
import { type Bitmap, fill, fillRounded, type Rectangle } from './bitmap.js'
import { textHeight } from './font.js'
import { colour, nearestColour } from './palette.js'
import { drawProduct } from './product-picture.js'
import { drawText, fitText, textWidth } from './text.js'

function paintOf (text: string | undefined): number | undefined {
  const found = text === undefined ? undefined : colourOf(text)
  return found === undefined ? undefined : nearestColour(found)
}

function inside ({ x, y, width, height }: Rectangle, by: number): Rectangle {
  return { x: x + by, y: y + by, width: Math.max(0, width - 2 * by), height: Math.max(0, height - 2 * by) }
}

function drawTick (bitmap: Bitmap, area: Rectangle, tick: NonNullable<Looks['tick']>): void {
  const radius = tick.startsWith('radio') ? area.height / 2 : 2
  fillRounded(bitmap, area, colour.steel, radius)
  fillRounded(bitmap, inside(area, 1), colour.white, radius - 1)
  if (tick.endsWith('on')) fillRounded(bitmap, inside(area, 3), colour.blue, radius - 3)
}

/** Draws a piece into its place; what lies outside the picture is cut off. */
export function drawLooks (bitmap: Bitmap, looks: Looks, area: Rectangle, scale: number): void {
  const { round = 0, lines = [], size = 'small' } = looks
  const radius = round * scale
  const line = paintOf(looks.border)
  const back = paintOf(looks.ground)
  if (line !== undefined) {
    fillRounded(bitmap, area, line, radius)
    fillRounded(bitmap, inside(area, 1), back ?? colour.white, radius - 1)
  } else if (back !== undefined) fillRounded(bitmap, area, back, radius)
  if (looks.photo !== undefined) drawProduct(bitmap, area, looks.photo)
  if (looks.tick !== undefined) drawTick(bitmap, area, looks.tick)
  const ink = paintOf(looks.ink) ?? colour.black
  for (const { x, y, w, text } of lines) {
    const shown = fitText(text, Math.max(w * scale, 8), size)
    const [left, top] = [Math.round(area.x + x * scale), Math.round(area.y + y * scale)]
    drawText(bitmap, left, top, shown, ink, size)
    if (looks.underlined === true) fill(bitmap, left, top + textHeight[size] - 2, textWidth(shown, size), 1, ink)
  }
}
