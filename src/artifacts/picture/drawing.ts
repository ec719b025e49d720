/** What all parts of a page are drawn with: where they are, what they say, how words are set in them. */
import type { Place } from '../../lab/session/anatomy.js'
import type { VisualElement } from '../../lab/timeline.js'
import { type Bitmap, fill, fillRounded, type Rectangle } from './bitmap.js'
import { type TextSize, textHeight } from './font.js'
import { colour, type SiteColours } from './palette.js'
import { drawText, fitText, textWidth, wrapText } from './text.js'

/** What the session has made of a page: what is typed, what lies in the cart, what is being pressed. */
export interface PageUse {
  readonly typed?: string
  readonly inCart?: number
  readonly pressed?: Place | null
}

/** An element, its place in the picture, and what is written in it. */
export interface Drawing {
  readonly bitmap: Bitmap
  readonly element: VisualElement
  readonly area: Rectangle
  readonly label: string
  readonly words: readonly string[]
  readonly use: PageUse
  readonly site: SiteColours
  /** Pixels of the picture to a CSS pixel. */
  readonly scale: number
}

/** The first row of macroblocks at or below y: words lie in one of them, not in two. */
export const textRow = (y: number): number => Math.ceil(y / 16) * 16

/** A line in the row of macroblocks nearest the middle of the area, if the area is high enough for it. */
export function caption (
  bitmap: Bitmap, { x, y, width, height }: Rectangle, label: string, ink: number, size: TextSize = 'small'
): void {
  const high = textHeight[size]
  const row = Math.round((y + (height - high) / 2) / 8) * 8
  if (label === '' || row < y - 4 || row + high > y + height + 4) return
  drawText(bitmap, x, row, fitText(label, width, size), ink, size)
}

/** A part of an element in the picture's pixels: it is where the element is, as far from its corner as on the page. */
export const partOf = ({ area, element, scale }: Drawing, { x, y, w, h }: Place): Rectangle => ({
  x: area.x + Math.round((x - element.x) * scale),
  y: area.y + Math.round((y - element.y) * scale),
  width: Math.round(w * scale),
  height: Math.round(h * scale)
})

export function centred (bitmap: Bitmap, area: Rectangle, label: string, ink: number): void {
  const text = fitText(label, area.width - 8, 'small')
  caption(bitmap, { ...area, x: area.x + Math.round((area.width - textWidth(text, 'small')) / 2) }, text, ink)
}

const samePlace = (a: Place, b: Place | null | undefined): boolean =>
  b !== null && b !== undefined && a.x === b.x && a.y === b.y

export function drawButton (drawing: Drawing, place: Place, area: Rectangle, label: string): void {
  const { bitmap, use, site } = drawing
  fillRounded(bitmap, area, samePlace(place, use.pressed) ? site.pressed : site.main, 6)
  centred(bitmap, area, label, site.white)
}

/** A framed ground. */
export function drawPanel (bitmap: Bitmap, area: Rectangle, ground: number = colour.white, radius = 6): void {
  fillRounded(bitmap, area, colour.silver, radius)
  const inner = { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
  fillRounded(bitmap, inner, ground, radius - 1)
}

/** Entries side by side, as many as there is room for. */
export function entries (bitmap: Bitmap, area: Rectangle, words: readonly string[], ink: number): void {
  const { x, y, width, height } = area
  let left = x
  for (const word of words) {
    const wide = textWidth(word, 'small')
    if (left + wide > x + width) return
    caption(bitmap, { x: left, y, width: wide, height }, word, ink)
    left += wide + 28
  }
}

/** The widest that lines are for reading, pixels. */
const readable = 760
const lineHeight = 24

/** Sentences in lines from the top of an area, as many as there is room for; the row below the last. */
export function drawLines (
  bitmap: Bitmap, { x, y, width, height }: Rectangle, sentences: readonly string[], ink: number = colour.slate
): number {
  const room = Math.floor(height / lineHeight)
  const text = sentences.map((sentence) => /[.!?]$/.test(sentence) ? sentence : `${sentence}.`).join(' ')
  const lines = room < 1 || text === '' ? [] : wrapText(text, Math.min(width, readable), 'small', room)
  for (const [i, line] of lines.entries()) drawText(bitmap, x, y + lineHeight * i, line, ink, 'small')
  return y + lineHeight * lines.length
}

/** A heading at the top of an area, large where there is room; the row below it. */
export function drawHeading (bitmap: Bitmap, { x, y, width, height }: Rectangle, label: string, most = 1): number {
  const row = textRow(y)
  const size = height >= 80 || (width >= 360 && height >= 48) ? 'large' : 'small'
  if (label === '' || row + textHeight[size] > y + height) return row
  const lines = wrapText(label, Math.min(width, readable), size, size === 'large' ? most : 1)
  for (const [i, line] of lines.entries()) {
    drawText(bitmap, x, row + i * textHeight[size], fitText(line, width, size), colour.black, size)
  }
  return row + lines.length * textHeight[size] + (size === 'large' ? 0 : 8)
}

/** The rest of an area from a row on. */
export const belowRow = ({ x, y, width, height }: Rectangle, row: number): Rectangle =>
  ({ x, y: row, width, height: y + height - row })

/** A thin line across. */
export const drawRule = (bitmap: Bitmap, x: number, y: number, width: number): void =>
  fill(bitmap, x, y, width, 1, colour.mist)
