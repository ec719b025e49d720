/** What shops show: an article in a list, on its own page, in the cart, and what it all costs. */
import { cardButton, cardPicture, isCard, productParts } from '../../lab/session/anatomy.js'
import { fill } from './bitmap.js'
import {
  belowRow, caption, drawButton, drawHeading, drawLines, drawPanel, drawRule, partOf, textRow, type Drawing
} from './drawing.js'
import { colour } from './palette.js'
import { drawProduct } from './product-picture.js'
import { drawText, fitText, textWidth } from './text.js'

export function drawCard (drawing: Drawing): void {
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

/** A product's own page: a large picture, the name as a headline, the price, what there is to say, and the button. */
export function drawProductPage (drawing: Drawing): void {
  const { bitmap, element, label, words: [price = '', about = '', action = 'Add to cart'] } = drawing
  const { photo, text, button } = productParts(element)
  drawProduct(bitmap, partOf(drawing, photo), label)
  const column = partOf(drawing, text)
  let row = drawHeading(bitmap, column, label, 2)
  const line = (words: string, ink: number): void => {
    if (row + 16 > column.y + column.height) return
    drawText(bitmap, column.x, row, fitText(words, column.width, 'small'), ink, 'small')
    row += 24
  }
  line('4.6 of 5 · 128 reviews', colour.steel)
  if (row + 32 <= column.y + column.height) {
    drawText(bitmap, column.x, row, fitText(price, column.width, 'large'), colour.ink, 'large')
    row += 40
  }
  line('In stock, with you in two days', colour.greenInk)
  drawLines(bitmap, belowRow(column, row + 8), [about])
  drawButton(drawing, button, partOf(drawing, button), action)
}

/** An article in the cart or in an order. */
export function drawOrderLine ({ bitmap, area, label, words: [price = ''] }: Drawing): void {
  const side = Math.min(area.height - 8, 96)
  drawProduct(bitmap, { x: area.x, y: area.y, width: Math.round(side * 1.25), height: side }, label)
  const left = area.x + Math.round(side * 1.25) + 16
  const wide = area.width - (left - area.x) - textWidth(price, 'small') - 16
  const row = textRow(area.y + side / 2 - 20)
  drawText(bitmap, left, row, fitText(label, wide, 'small'), colour.ink, 'small')
  if (row + 40 <= area.y + area.height) drawText(bitmap, left, row + 24, 'Quantity: 1', colour.steel, 'small')
  drawText(bitmap, area.x + area.width - textWidth(price, 'small'), row, price, colour.ink, 'small')
  drawRule(bitmap, area.x, area.y + area.height - 1, area.width)
}

/** "Total: $349.00" and the like, one below the other. */
export function drawSummary ({ bitmap, area, label, words }: Drawing): void {
  drawPanel(bitmap, area, colour.paper)
  const inner = { x: area.x + 16, y: area.y + 8, width: area.width - 32, height: area.height - 16 }
  let row = drawHeading(bitmap, inner, label)
  for (const [i, words_] of words.entries()) {
    if (row + 16 > inner.y + inner.height) return
    const [name = '', amount = ''] = words_.split(/: /)
    const ink = i === words.length - 1 ? colour.black : colour.slate
    drawText(bitmap, inner.x, row, fitText(name, inner.width, 'small'), ink, 'small')
    drawText(bitmap, inner.x + inner.width - textWidth(amount, 'small'), row, amount, ink, 'small')
    row += 24
  }
}
