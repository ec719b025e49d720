import { glyphHeight, glyphRow, glyphWidth } from './font.js'

/** A picture whose pixels are indexes into the palette, row by row from the top left. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

export interface Rectangle { x: number, y: number, width: number, height: number }

export function createBitmap (width: number, height: number, colour = 0): Bitmap {
  return { width, height, pixels: new Uint8Array(width * height).fill(colour) }
}

/** Fills a rectangle; what lies outside the bitmap is clipped. */
export function fill (bitmap: Bitmap, x: number, y: number, width: number, height: number, colour: number): void {
  const left = Math.max(0, x)
  const right = Math.min(bitmap.width, x + width)
  const bottom = Math.min(bitmap.height, y + height)
  if (right <= left) return
  for (let row = Math.max(0, y); row < bottom; row++) {
    bitmap.pixels.fill(colour, row * bitmap.width + left, row * bitmap.width + right)
  }
}

/**
 * Fills a rectangle with round corners drawn in squares of `grain` pixels; a square with half its side as radius is a
 * disc.
 */
export function fillRounded (bitmap: Bitmap, area: Rectangle, colour: number, radius: number, grain = 2): void {
  const { x, y, width, height } = area
  const round = Math.min(radius, width / 2, height / 2)
  for (let down = 0; down < height; down += grain) {
    const middle = Math.min(down, height - grain - down) + grain / 2
    const rise = Math.max(0, round - middle)
    const inset = Math.round((round - Math.sqrt(round * round - rise * rise)) / grain) * grain
    fill(bitmap, x + inset, y + down, width - 2 * inset, Math.min(grain, height - down), colour)
  }
}

/** Copies a whole picture into another; it must fit. */
export function place (bitmap: Bitmap, picture: Bitmap, x: number, y: number): void {
  for (let row = 0; row < picture.height; row++) {
    const pixels = picture.pixels.subarray(row * picture.width, (row + 1) * picture.width)
    bitmap.pixels.set(pixels, (y + row) * bitmap.width + x)
  }
}

/** A gradient by bands from top to bottom, each band's height a multiple of `step` pixels where the area's is. */
export function fillBands (bitmap: Bitmap, area: Rectangle, colours: readonly number[], step: number): void {
  const edge = (band: number): number => Math.round(area.height * band / colours.length / step) * step
  colours.forEach((colour, band) => {
    const end = band === colours.length - 1 ? area.height : edge(band + 1)
    fill(bitmap, area.x, area.y + edge(band), area.width, end - edge(band), colour)
  })
}

/** The width in pixels of a text drawn at an integer scale. */
export const textWidth = (text: string, scale: number): number =>
  Math.max(0, text.length * (glyphWidth + 1) - 1) * scale

/**
 * Draws one line of text, its top left corner at (x, y); accents are dropped, what is still not ASCII becomes a
 * question mark.
 */
export function drawText (bitmap: Bitmap, x: number, y: number, text: string, colour: number, scale: number): void {
  let left = x
  for (const character of plain(text)) {
    for (let row = 0; row < glyphHeight; row++) {
      const bits = glyphRow(character, row) << 1 // a blank column ends the last run
      for (let column = 0, start = 0; column <= glyphWidth; column++) {
        if ((bits >> (glyphWidth - column) & 1) !== 0) continue
        if (column > start) fill(bitmap, left + start * scale, y + row * scale, (column - start) * scale, scale, colour)
        start = column + 1
      }
    }
    left += (glyphWidth + 1) * scale
  }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '')

/** The text, shortened with two dots where it would be wider than `width` pixels; empty if not even a letter fits. */
export function fitText (text: string, width: number, scale: number): string {
  const whole = plain(text)
  if (textWidth(whole, scale) <= width) return whole
  const room = Math.floor((width / scale + 1) / (glyphWidth + 1)) - 2
  return room > 0 ? `${whole.slice(0, room).trimEnd()}..` : ''
}
