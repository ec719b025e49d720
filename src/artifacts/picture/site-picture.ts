/** What stands on all pages of a site: header, navigation, footer. */
import { headerParts } from '../../lab/session/anatomy.js'
import { fill, fillBetween, fillRounded } from './bitmap.js'
import { caption, entries, partOf, type Drawing } from './drawing.js'
import { colour } from './palette.js'
import { drawText, textWidth } from './text.js'

export function drawHeader (drawing: Drawing): void {
  const { bitmap, area, element, label, use, site } = drawing
  fill(bitmap, area.x, area.y, area.width, area.height, site.bar)
  if (area.height < 24) return
  const { menu, search, login } = headerParts(element)
  const icon = partOf(drawing, menu)
  const middle = area.y + Math.round(area.height / 2)
  for (const up of [-7, -1, 5]) fill(bitmap, icon.x + 2, middle + up, 20, 2, site.barWhite)
  const field = partOf(drawing, search)
  const room = field.x - icon.x - 48
  const size = area.height >= 40 && textWidth(label, 'large') <= room ? 'large' : 'small'
  caption(bitmap, { ...area, x: icon.x + 40, width: room }, label, site.barWhite, size)
  fillRounded(bitmap, field, site.barWhite, 6)
  const typed = use.typed ?? ''
  caption(bitmap, { ...field, x: field.x + 10, width: field.width - 20 }, typed === '' ? 'Search' : typed,
    typed === '' ? site.barFaint : site.bar)
  if (area.width >= 700) caption(bitmap, partOf(drawing, login), 'Sign in', site.barWhite)
  drawCart(drawing, middle)
}

function drawCart (drawing: Drawing, middle: number): void {
  const { bitmap, element, use, site } = drawing
  const basket = partOf(drawing, headerParts(element).cart)
  const width = Math.min(22, basket.width)
  const left = basket.x + 4
  fillBetween(bitmap, middle - 6, 12, (row) => [left + row / 3, left + width - row / 3], site.barText)
  fill(bitmap, left - 5, middle - 9, 6, 2, site.barText)
  const count = use.inCart ?? 0
  if (count === 0) return
  fillRounded(bitmap, { x: left + width - 6, y: middle - 15, width: 16, height: 16 }, site.barWhite, 8)
  const digits = String(Math.min(count, 99))
  drawText(bitmap, left + width + (digits.length > 1 ? -5 : -2), middle - 15, digits, site.bar, 'small')
}

export function drawNavigation ({ bitmap, area, label, words }: Drawing): void {
  fill(bitmap, area.x, area.y, area.width, area.height, colour.paper)
  const all = label === '' ? words : [label, ...words]
  entries(bitmap, { ...area, x: area.x + 16, width: area.width - 32 }, all, colour.slate)
}

export function drawFooter ({ bitmap, area, label, words }: Drawing): void {
  fill(bitmap, area.x, area.y, area.width, area.height, colour.slate)
  const line = { ...area, x: area.x + 16, width: area.width - 32, height: Math.min(area.height, 64) }
  entries(bitmap, line, words.length > 0 ? words : [label], colour.paper)
}
