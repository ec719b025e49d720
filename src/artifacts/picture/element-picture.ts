import { cardButton, cardPicture, headerParts, isCard, type Place } from '../../lab/session/anatomy.js'
import type { VisualElement } from '../../lab/timeline.js'
import { type Bitmap, fill, fillBands, fillBetween, fillRounded, type Rectangle } from './bitmap.js'
import { type TextSize, textHeight } from './font.js'
import { colour } from './palette.js'
import { drawProduct } from './product-picture.js'
import { drawText, fitText, textWidth, wrapText } from './text.js'

/** What the session has made of a page: what is typed, what lies in the cart, what is being pressed. */
export interface PageUse {
  readonly typed?: string
  readonly inCart?: number
  readonly pressed?: Place | null
}

/** An element, its place in the picture, and what is written in it. */
interface Drawing {
  readonly bitmap: Bitmap
  readonly element: VisualElement
  readonly area: Rectangle
  readonly label: string
  readonly words: readonly string[]
  readonly use: PageUse
  /** Pixels of the picture to a CSS pixel. */
  readonly scale: number
}

/** The first row of macroblocks at or below y: words lie in one of them, not in two. */
const textRow = (y: number): number => Math.ceil(y / 16) * 16

/** A line in the row of macroblocks nearest the middle of the area, if the area is high enough for it. */
function caption (
  bitmap: Bitmap, { x, y, width, height }: Rectangle, label: string, ink: number, size: TextSize = 'small'
): void {
  const high = textHeight[size]
  const row = Math.round((y + (height - high) / 2) / 8) * 8
  if (label === '' || row < y - 4 || row + high > y + height + 4) return
  drawText(bitmap, x, row, fitText(label, width, size), ink, size)
}

/** A part of an element in the picture's pixels: it is where the element is, as far from its corner as on the page. */
const partOf = ({ area, element, scale }: Drawing, { x, y, w, h }: Place): Rectangle => ({
  x: area.x + Math.round((x - element.x) * scale),
  y: area.y + Math.round((y - element.y) * scale),
  width: Math.round(w * scale),
  height: Math.round(h * scale)
})

function centred (bitmap: Bitmap, area: Rectangle, label: string, ink: number): void {
  const text = fitText(label, area.width - 8, 'small')
  caption(bitmap, { ...area, x: area.x + Math.round((area.width - textWidth(text, 'small')) / 2) }, text, ink)
}

const samePlace = (a: Place, b: Place | null | undefined): boolean =>
  b !== null && b !== undefined && a.x === b.x && a.y === b.y

function drawButton (drawing: Drawing, place: Place, area: Rectangle, label: string): void {
  const { bitmap, use } = drawing
  fillRounded(bitmap, area, samePlace(place, use.pressed) ? colour.bluePressed : colour.blue, 6)
  centred(bitmap, area, label, colour.blueWhite)
}

function drawHeader (drawing: Drawing): void {
  const { bitmap, area, element, label, use } = drawing
  fill(bitmap, area.x, area.y, area.width, area.height, colour.navy)
  if (area.height < 24) return
  const { menu, search, login, cart } = headerParts(element)
  const icon = partOf(drawing, menu)
  const middle = area.y + Math.round(area.height / 2)
  for (const up of [-7, -1, 5]) fill(bitmap, icon.x + 2, middle + up, 20, 2, colour.navyWhite)
  const field = partOf(drawing, search)
  const room = field.x - icon.x - 48
  const size = area.height >= 40 && textWidth(label, 'large') <= room ? 'large' : 'small'
  caption(bitmap, { ...area, x: icon.x + 40, width: room }, label, colour.navyWhite, size)
  fillRounded(bitmap, field, colour.navyWhite, 6)
  const typed = use.typed ?? ''
  caption(bitmap, { ...field, x: field.x + 10, width: field.width - 20 }, typed === '' ? 'Search' : typed,
    typed === '' ? colour.navyText - 2 : colour.navy)
  if (area.width >= 700) caption(bitmap, partOf(drawing, login), 'Sign in', colour.navyWhite)
  const basket = partOf(drawing, cart)
  const width = Math.min(22, basket.width)
  const left = basket.x + 4
  fillBetween(bitmap, middle - 6, 12, (row) => [left + row / 3, left + width - row / 3], colour.navyText)
  fill(bitmap, left - 5, middle - 9, 6, 2, colour.navyText)
  const count = use.inCart ?? 0
  if (count === 0) return
  fillRounded(bitmap, { x: left + width - 6, y: middle - 15, width: 16, height: 16 }, colour.navyWhite, 8)
  const digits = String(Math.min(count, 99))
  drawText(bitmap, left + width + (digits.length > 1 ? -5 : -2), middle - 15, digits, colour.navy, 'small')
}

/** Entries side by side, as many as there is room for. */
function entries (bitmap: Bitmap, { x, y, width, height }: Rectangle, words: readonly string[], ink: number): void {
  let left = x
  for (const word of words) {
    const wide = textWidth(word, 'small')
    if (left + wide > x + width) return
    caption(bitmap, { x: left, y, width: wide, height }, word, ink)
    left += wide + 28
  }
}

function drawHero (drawing: Drawing): void {
  const { bitmap, area, label, words: [subtitle = '', action = ''] } = drawing
  fillBands(bitmap, area, [colour.sky3, colour.sky4, colour.sky5, colour.sky6, colour.sky7], 8)
  const foot = area.y + area.height
  const hill = (middle: number, height: number, reach: number, shade: number): void =>
    fillBetween(bitmap, foot - height, height, (row) => {
      const half = reach * Math.sqrt(row / height)
      return [Math.max(area.x, middle - half), Math.min(area.x + area.width, middle + half)]
    }, shade)
  const across = (share: number): number => area.x + Math.round(area.width * share)
  const sun = Math.round(Math.min(area.height, area.width) * 0.2)
  if (area.height >= 64) {
    fillRounded(bitmap, { x: across(0.82), y: area.y + 24, width: sun, height: sun }, colour.skyWhite, sun / 2)
    hill(across(0.72), Math.round(area.height * 0.42), area.width * 0.2, colour.sky2)
    hill(across(0.9), Math.round(area.height * 0.3), area.width * 0.22, colour.sky1)
  }
  if (area.height < 48) return
  const wide = Math.min(area.width - 48, Math.max(200, area.width * 0.6))
  const size = area.height >= 96 ? 'large' : 'small'
  const lines = wrapText(label, wide, size, area.height >= 160 ? 2 : 1)
  let row = textRow(area.y + area.height * 0.16)
  for (const line of lines) {
    drawText(bitmap, area.x + 32, row, line, colour.skyInk, size)
    row += textHeight[size]
  }
  if (row + 24 < foot) drawText(bitmap, area.x + 32, row + 8, fitText(subtitle, wide, 'small'), colour.skyInk, 'small')
  const button = { x: area.x + 32, y: row + 40, width: textWidth(action, 'small') + 40, height: 32 }
  if (action === '' || button.y + 40 > foot) return
  fillRounded(bitmap, button, colour.skyInk, 6)
  centred(bitmap, button, action, colour.skyWhite)
}

function drawParagraph ({ bitmap, area, label, words }: Drawing): void {
  let y = textRow(area.y)
  const bottom = area.y + area.height
  const heading = area.height >= 80 && area.width >= 360 ? 'large' : 'small'
  if (label !== '' && y + textHeight[heading] <= bottom) {
    drawText(bitmap, area.x, y, fitText(label, area.width, heading), colour.black, heading)
    y += textHeight[heading] + (heading === 'large' ? 0 : 8)
  }
  const wide = Math.min(area.width, 760)
  const room = Math.floor((bottom - y) / 24)
  const sentences = words.map((sentence) => /[.!?]$/.test(sentence) ? sentence : `${sentence}.`)
  const lines = room < 1 ? [] : wrapText(sentences.join(' '), wide, 'small', room)
  for (const [i, line] of lines.entries()) drawText(bitmap, area.x, y + 24 * i, line, colour.slate, 'small')
}

function drawCard (drawing: Drawing): void {
  const { bitmap, area, element, label, words: [price = ''] } = drawing
  if (!isCard(element)) {
    drawProduct(bitmap, area, label)
    return
  }
  fill(bitmap, area.x, area.y, area.width, area.height, colour.mist)
  fill(bitmap, area.x + 1, area.y + 1, area.width - 2, area.height - 2, colour.white)
  const photo = { ...area, height: Math.round(area.height * cardPicture / 8) * 8 }
  drawProduct(bitmap, photo, label)
  const below = { x: area.x + 10, y: area.y + photo.height, width: area.width - 20, height: area.height - photo.height }
  const name = fitText(label, below.width, 'small')
  drawText(bitmap, below.x, textRow(below.y + 4), name, colour.ink, 'small')
  const place = cardButton(element)
  const button = partOf(drawing, place)
  caption(bitmap, { ...button, x: below.x, width: button.x - below.x - 8 }, price, colour.ink)
  if (button.width >= 72 && button.height >= 16) drawButton(drawing, place, button, 'Add to cart')
}

const draw: Record<VisualElement['kind'], (drawing: Drawing) => void> = {
  header: drawHeader,
  nav: ({ bitmap, area, label, words }) => {
    fill(bitmap, area.x, area.y, area.width, area.height, colour.paper)
    const all = label === '' ? words : [label, ...words]
    entries(bitmap, { ...area, x: area.x + 16, width: area.width - 32 }, all, colour.slate)
  },
  hero: drawHero,
  text: drawParagraph,
  image: drawCard,
  button: (drawing) => drawButton(drawing, drawing.element, drawing.area, drawing.label),
  footer: ({ bitmap, area, label, words }) => {
    fill(bitmap, area.x, area.y, area.width, area.height, colour.slate)
    const line = { ...area, x: area.x + 16, width: area.width - 32, height: Math.min(area.height, 64) }
    entries(bitmap, line, words.length > 0 ? words : [label], colour.paper)
  }
}

/** Draws an element into its place in the picture; what lies outside is cut off. */
export function drawElement (
  bitmap: Bitmap, element: VisualElement, area: Rectangle, scale: number, use: PageUse = {}
): void {
  if (area.width < 8 || area.height < 8) return
  const { label = '', words = [] } = element
  draw[element.kind]({ bitmap, element, area, label, words, use, scale })
}
