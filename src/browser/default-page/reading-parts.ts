/** What there is to read and to look at: banners, paragraphs, articles, links, topics, photographs, buttons. */
import { widthOf } from '../../document/layout/text-measure.js'
import { slugOf } from './page-builder.js'
import type { BuildPart } from './parts.js'
import { headingIn, lineAt, linesIn, sentencesOf, textRow } from './writing.js'

export const buildBanner: BuildPart =
  ({ build, element, label, words: [subtitle = '', action = ''], parent, isFirst }) => {
    const { x, y, w, h } = element
    const hero = build.add(parent, 'section', { id: 'hero', class: 'hero', 'data-testid': 'hero' }, element)
    const wide = Math.min(w - 48, Math.max(200, w * 0.6))
    const top = textRow(y + h * 0.16)
    const title = headingIn({ x: x + 32, y: top, w: wide, h: h >= 96 ? 400 : 24 }, label, h >= 160 ? 2 : 1)
    build.add(hero, isFirst ? 'h1' : 'h2', { class: 'title', 'data-testid': 'title' }, title.place, label)
    const row = title.place.y + title.place.h
    const fits = row + 24 < y + h
    build.add(hero, 'p', { class: 'subtitle' }, lineAt(x + 32, row + 8, wide, fits ? subtitle : ''), subtitle)
    if (action !== '' && row + 80 <= y + h) {
      build.add(hero, 'a', {
        class: 'button', role: 'button', href: `/${slugOf(action)}`, 'data-testid': 'hero-action'
      },
      { x: x + 32, y: row + 40, w: widthOf(action, 'small') + 40, h: 32 }, action)
    }
    return hero
  }

export const buildParagraph: BuildPart = ({ build, element, label, words, parent, isFirst }) => {
  const section = build.add(parent, 'section', { class: 'text', 'data-testid': 'text' }, element)
  const title = headingIn(element, label)
  if (label !== '') build.add(section, isFirst ? 'h1' : 'h2', { class: 'title' }, title.place, label)
  const text = sentencesOf(words)
  if (text !== '') build.add(section, 'p', {}, linesIn(element, title.next, text).place, text)
  return section
}

/** The heading of what follows, and how much of it there is. */
export const buildHeading: BuildPart = ({ build, element, label, words: [more = ''], parent, isFirst }) => {
  const { x, y, w, h } = element
  const section = build.add(parent, 'div', { class: 'heading', 'data-testid': 'heading' }, element)
  const title = headingIn(element, label)
  build.add(section, isFirst ? 'h1' : 'h2', { class: 'title' }, title.place, label)
  const fits = title.next + 16 <= y + h
  if (more !== '') build.add(section, 'p', { class: 'count' }, lineAt(x, title.next, w, fits ? more : ''), more)
  return section
}

export const buildArticle: BuildPart =
  ({ build, element, label, words: [byline = '', ...sentences], parent, isFirst }) => {
    const { x, w } = element
    const article = build.add(parent, 'article', { id: 'article', 'data-testid': 'article' }, element)
    const title = headingIn(element, label, 2)
    build.add(article, isFirst ? 'h1' : 'h2', { class: 'title', 'data-testid': 'title' }, title.place, label)
    build.add(article, 'p', { class: 'byline' }, lineAt(x, title.next, w, byline), byline)
    const text = sentencesOf(sentences)
    build.add(article, 'p', {}, linesIn(element, title.next + 32, text).place, text)
    return article
  }

export const buildLinks: BuildPart = ({ build, element, label, words, parent, isFirst }) => {
  const { x, y, w, h } = element
  const section = build.add(parent, 'section', { class: 'links', 'data-testid': 'links' }, element)
  const title = headingIn(element, label)
  build.add(section, isFirst ? 'h1' : 'h2', { class: 'title' }, title.place, label)
  const list = build.add(section, 'ul', {})
  let row = title.next + 8
  for (const word of words) {
    if (row + 16 > y + h) break
    const item = build.add(list, 'li', {}, { x, y: row, w, h: 16 })
    build.add(item, 'a', { href: `/${slugOf(word)}` }, lineAt(x + 16, row, w - 16, word), word)
    row += 24
  }
  return section
}

/** A topic to choose: what it is called, how much there is to it. */
export const buildTopic: BuildPart = ({ build, element, label, words: [more = ''], parent }) => {
  const { x, y, w, h } = element
  const topic = build.add(parent, 'a', { class: 'topic', href: `/${slugOf(label)}`, 'data-testid': 'topic' }, element)
  const side = Math.max(16, Math.min(40, h - 16))
  const [left, wide] = [x + side + 32, w - side - 48]
  const row = textRow(y + h / 2 - 28)
  build.add(topic, 'strong', {}, lineAt(left, row, wide, label), label)
  const fits = row + 40 <= y + h
  build.add(topic, 'span', {}, lineAt(left, row + 24, wide, fits ? more : ''), more)
  return topic
}

export const buildPhoto: BuildPart = ({ build, element, label, parent }) => {
  const { x, y, w, h } = element
  const isSaid = h >= 120 && label !== ''
  const width = Math.min(w, 760)
  const photo = { x, y, w: width, h: h - (isSaid ? 32 : 0) }
  const figure = build.add(parent, 'figure', { 'data-testid': 'photo' }, element)
  build.add(figure, 'img', { src: '/images/photo.jpg', alt: label }, photo)
  if (isSaid) build.add(figure, 'figcaption', {}, lineAt(x, textRow(y + photo.h), width, label), label)
  return figure
}

/** What such buttons lead to. */
const targets: ReadonlyArray<readonly [RegExp, string]> = [[/checkout/i, '/checkout'], [/place order/i, '/orders']]

export const buildButton: BuildPart = ({ build, element, label, parent }) => {
  const target = targets.find(([words]) => words.test(label))?.[1]
  const slug = slugOf(label) || 'action'
  const attributes = { id: slug, class: 'button', 'data-test': 'checkout', 'data-testid': slug }
  if (target === undefined) return build.add(parent, 'button', { ...attributes, type: 'button' }, element, label)
  const form = build.add(parent, 'form', { action: target, method: 'get' }, element)
  build.add(form, 'button', { ...attributes, type: 'submit' }, element, label)
  return form
}
