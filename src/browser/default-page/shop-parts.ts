/** What shops show: articles to buy, an article's own page, what lies in the cart, what it costs. */
import { cardButton, cardPicture, isCard, productParts, type Place } from '../../lab/session/anatomy.js'
import { slugOf } from './page-builder.js'
import type { BuildPart, Part } from './parts.js'
import { headingIn, lineAt, linesIn, sentencesOf, textRow } from './writing.js'
import { widthOf } from '../../document/layout/text-measure.js'

const picture = ({ build }: Part, name: string, place: Place): ReturnType<BuildPart> =>
  build.make('img', { src: `/images/${slugOf(name) || 'picture'}.jpg`, alt: name }, place)

export const buildCard: BuildPart = (part) => {
  const { build, element, label, words: [price = ''], parent } = part
  const { x, y, w, h } = element
  if (!isCard(element)) {
    const figure = build.add(parent, 'figure', { class: 'picture' }, element)
    figure.appendChild(picture(part, label, element))
    return figure
  }
  const card = build.add(parent, 'article', {
    class: 'inventory_item product-card', 'data-testid': 'product-card', 'data-product': slugOf(label)
  }, element)
  const href = `/products/${slugOf(label)}`
  const photo = { x, y, w, h: Math.round(h * cardPicture / 8) * 8 }
  const link = build.add(card, 'a', { class: 'product-link', href, tabindex: '-1', 'aria-hidden': 'true' }, photo)
  link.appendChild(picture(part, label, photo))
  const name = lineAt(x + 10, textRow(y + photo.h + 4), w - 20, label)
  build.add(build.add(card, 'h3', { class: 'product-name' }, name), 'a', { href }, name, label)
  const button = cardButton(element)
  const row = Math.round((button.y + button.h / 2 - 8) / 8) * 8
  const most = button.x - x - 18
  build.add(card, 'span', { class: 'price', 'data-testid': 'price' }, lineAt(x + 10, row, most, price), price)
  build.add(card, 'button', { type: 'button', class: 'add-to-cart', 'data-testid': 'add-to-cart' }, button,
    'Add to cart')
  return card
}

export const buildProduct: BuildPart = (part) => {
  const { build, element, label, words: [price = '', about = '', action = 'Add to cart'], parent, isFirst } = part
  const product = build.add(parent, 'section', { id: 'product', class: 'inventory_item product' }, element)
  const { photo, text, button } = productParts(element)
  product.appendChild(picture(part, label, photo))
  const title = headingIn(text, label, 2)
  build.add(product, isFirst ? 'h1' : 'h2', { class: 'title', 'data-testid': 'title' }, title.place, label)
  let row = title.next
  const line = (name: string, words: string, size: 'small' | 'large', step: number): void => {
    const fits = row + (size === 'large' ? 32 : 16) <= text.y + text.h
    const place = lineAt(text.x, row, text.w, fits ? words : '', size)
    build.add(product, 'p', { class: name, 'data-testid': name }, place, words)
    if (fits) row += step
  }
  line('rating', '4.6 of 5 · 128 reviews', 'small', 24)
  line('price', price, 'large', 40)
  line('stock', 'In stock, with you in two days', 'small', 24)
  const said = linesIn(text, row + 8, sentencesOf(about === '' ? [] : [about]))
  build.add(product, 'p', { class: 'description', 'data-testid': 'description' }, said.place, about)
  build.add(product, 'button', {
    id: 'add-to-cart', type: 'button', class: 'add-to-cart', 'data-testid': 'add-to-cart'
  }, button, action)
  return product
}

/** An article in the cart or in an order. */
export const buildOrderLine: BuildPart = (part) => {
  const { build, element, label, words: [price = ''], parent } = part
  const { x, y, w, h } = element
  const line = build.add(parent, 'article', { class: 'order-line', 'data-testid': 'order-line' }, element)
  const side = Math.min(h - 8, 96)
  const wide = Math.round(side * 1.25)
  line.appendChild(picture(part, label, { x, y, w: wide, h: side }))
  const left = x + wide + 16
  const cost = widthOf(price, 'small')
  const row = textRow(y + side / 2 - 20)
  const most = w - wide - 32 - cost
  build.add(line, 'h3', { class: 'product-name' }, lineAt(left, row, most, label), label)
  const fits = row + 40 <= y + h
  build.add(line, 'p', { class: 'quantity' }, lineAt(left, row + 24, most, fits ? 'Quantity: 1' : ''), 'Quantity: 1')
  build.add(line, 'span', { class: 'price', 'data-testid': 'price' }, { x: x + w - cost, y: row, w: cost, h: 16 },
    price)
  return line
}

/** "Total: $349.00" and the like, one below the other. */
export const buildSummary: BuildPart = ({ build, element, label, words, parent }) => {
  const { x, y, w, h } = element
  const summary = build.add(parent, 'section', { id: 'summary', class: 'summary', 'data-testid': 'summary' }, element)
  const inner = { x: x + 16, y: y + 8, w: w - 32, h: h - 16 }
  const title = headingIn(inner, label)
  build.add(summary, 'h2', {}, title.place, label)
  const list = build.add(summary, 'dl', {})
  let row = title.next
  for (const words_ of words) {
    const [name = '', amount = ''] = words_.split(/: /)
    if (row + 16 > inner.y + inner.h) break
    const wide = widthOf(amount, 'small')
    build.add(list, 'dt', {}, lineAt(inner.x, row, inner.w - wide, name), name)
    const place = { x: inner.x + inner.w - wide, y: row, w: wide, h: 16 }
    build.add(list, 'dd', { 'data-testid': slugOf(name) }, place, amount)
    row += 24
  }
  return summary
}
