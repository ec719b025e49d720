import { mix } from './palette.js'

/** A picture whose pixels are indexes into the palette, row by row from the top left. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

export interface Rectangle { x: number, y: number, width: number, height: number }

export function createBitmap (width: number, height: number, colour = 0): Bitmap {
  const pixels = new Uint8Array(width * height)
  return { width, height, pixels: colour === 0 ? pixels : pixels.fill(colour) }
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

/** Covers a pixel by so many thirds. */
export function blend (bitmap: Bitmap, x: number, y: number, colour: number, thirds: number): void {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height || thirds <= 0) return
  const place = y * bitmap.width + x
  bitmap.pixels[place] = thirds >= 3 ? colour : mix(bitmap.pixels[place] ?? 0, colour, thirds)
}

/** Fills a rectangle with smooth round corners; a square with half its side as radius is a disc. */
export function fillRounded (bitmap: Bitmap, { x, y, width, height }: Rectangle, colour: number, radius: number): void {
  const round = Math.floor(Math.min(radius, width / 2, height / 2))
  fill(bitmap, x, y + round, width, height - 2 * round, colour)
  for (let down = 0; down < round; down++) {
    const [above, below] = [y + down, y + height - 1 - down]
    const inset = firstWhole(round, down)
    fill(bitmap, x + inset, above, width - 2 * inset, 1, colour)
    fill(bitmap, x + inset, below, width - 2 * inset, 1, colour)
    for (let across = inset - 1; across >= 0; across--) {
      const away = Math.hypot(round - down - 0.5, round - across - 0.5)
      const thirds = Math.round((round - away + 0.5) * 3)
      if (thirds <= 0) break
      const [left, right] = [x + across, x + width - 1 - across]
      blend(bitmap, left, above, colour, thirds)
      blend(bitmap, right, above, colour, thirds)
      blend(bitmap, left, below, colour, thirds)
      blend(bitmap, right, below, colour, thirds)
    }
  }
}

/** How far in, on a row of a round corner counted from its edge, pixels are covered whole: by five sixths and more. */
function firstWhole (round: number, down: number): number {
  const reach = (round - 1 / 3) ** 2 - (round - down - 0.5) ** 2
  return reach < 0 ? round : Math.max(0, Math.ceil(round - 0.5 - Math.sqrt(reach)))
}

/** Fills rows from `top` on between two smooth edges, which `edges` tells for the middle of a row counted from 0. */
export function fillBetween (
  bitmap: Bitmap, top: number, rows: number, edges: (row: number) => readonly [left: number, right: number],
  colour: number
): void {
  for (let row = 0; row < rows; row++) {
    const [left, right] = edges(row + 0.5)
    if (right <= left) continue
    const [first, last] = [Math.ceil(left), Math.floor(right)]
    fill(bitmap, first, top + row, last - first, 1, colour)
    blend(bitmap, first - 1, top + row, colour, Math.round((first - left) * 3))
    blend(bitmap, last, top + row, colour, Math.round((right - last) * 3))
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
