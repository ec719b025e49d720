/** Forms: fields with their labels, a panel to sign in, the steps of a checkout, a question to be searched for. */
import { panelOf, type Place } from '../../lab/session/anatomy.js'
import type { DomElement } from '../../document/nodes.js'
import { widthOf } from '../../document/layout/text-measure.js'
import { slugOf, type PageBuilder } from './page-builder.js'
import type { BuildPart } from './parts.js'
import { headingIn, lineAt } from './writing.js'

const fieldHeight = 64

/** What a field is for, as its label says it. */
function kindOfField (label: string): Readonly<Record<string, string>> {
  if (/e-?mail/i.test(label)) return { type: 'email', autocomplete: 'email' }
  if (/password/i.test(label)) return { type: 'password', autocomplete: 'current-password' }
  if (/phone/i.test(label)) return { type: 'tel' }
  return { type: 'text' }
}

function field (build: PageBuilder, form: DomElement, x: number, y: number, width: number, label: string): void {
  const id = slugOf(label) || 'field'
  const whole = build.add(form, 'div', { class: 'field' }, { x, y, w: width, h: 52 })
  const input = build.make('input', { id, name: id, 'data-testid': id, ...kindOfField(label) },
    { x, y: y + 20, w: width, h: 32 })
  build.add(whole, 'label', { for: input.id }, lineAt(x, y, width, label), label)
  whole.appendChild(input)
}

/** Fields in two columns where there is room. */
export const buildForm: BuildPart = ({ build, element, label, words, parent }) => {
  const { x, y, w, h } = element
  const name = slugOf(label) || 'form'
  const form = build.add(parent, 'form', { id: name, method: 'post', 'data-testid': name }, element)
  const title = headingIn(element, label)
  build.add(form, 'h2', {}, title.place, label)
  const columns = w >= 280 ? 2 : 1
  const gap = w >= 560 ? 24 : 12
  const width = Math.min(360, Math.floor((w - gap * (columns - 1)) / columns))
  for (const [i, word] of words.entries()) {
    const top = title.next + 8 + Math.floor(i / columns) * fieldHeight
    if (top + 52 > y + h) break
    field(build, form, x + i % columns * (width + gap), top, width, word)
  }
  return form
}

export const buildSignIn: BuildPart = ({ build, element, label, words, parent, isFirst }) => {
  const { panel, button } = panelOf(element)
  const form = build.add(parent, 'form', {
    id: 'sign-in', method: 'post', 'data-testid': 'sign-in'
  }, panel)
  const [x, width] = [panel.x + 24, panel.w - 48]
  const title = headingIn({ x, y: panel.y + 16, w: width, h: panel.h - 32 }, label)
  build.add(form, isFirst ? 'h1' : 'h2', { class: 'title' }, title.place, label)
  let row = title.next + 8
  const place: Place = { ...button, x, w: width }
  for (const word of words) {
    if (row + 56 > place.y) break
    field(build, form, x, row, width, word)
    row += fieldHeight
  }
  if (row + 20 <= place.y) {
    const keep = build.make('input', { type: 'checkbox', id: 'remember', name: 'remember', value: '1' },
      { x, y: row, w: 16, h: 16 })
    form.appendChild(keep)
    const said = 'Keep me signed in'
    build.add(form, 'label', { for: 'remember' }, lineAt(x + 24, row, width - 24, said), said)
  }
  build.add(form, 'button', { id: 'login', type: 'submit', 'data-testid': 'submit' }, place, label)
  const forgot = 'Forgot your password?'
  const wide = widthOf(forgot, 'small')
  build.add(form, 'a', { href: '/forgot-password' },
    { x: x + (width - wide) / 2, y: place.y + place.h + 8, w: wide, h: 24 }, forgot)
  return form
}

/** Numbered steps; the first is where one is. */
export const buildSteps: BuildPart = ({ build, element, label, words, parent, isFirst }) => {
  const { x, y, w, h } = element
  const steps = build.add(parent, 'section', { class: 'steps', 'data-testid': 'steps' }, element)
  const title = headingIn(element, h >= 88 ? label : '')
  build.add(steps, isFirst ? 'h1' : 'h2', { class: 'title' }, title.place, label)
  const list = build.add(steps, 'ol', {})
  const top = (h >= 88 ? title.next : y + 8) + 8
  let left = x
  for (const [i, word] of words.entries()) {
    const wide = 32 + widthOf(word, 'small')
    if (left + wide > x + w) break
    const current: Record<string, string> = i === 0 ? { 'aria-current': 'step' } : {}
    build.add(list, 'li', current, { x: left, y: top, w: wide, h: 24 }, word)
    left += wide + 64
  }
  return steps
}

/** A question, and a field as wide as an answer may be. */
export const buildSearch: BuildPart = ({ build, element, label, words: [hint = ''], parent, isFirst }) => {
  const { x, y, w, h } = element
  const section = build.add(parent, 'section', { class: 'hero search-hero', 'data-testid': 'hero' }, element)
  const middle = y + Math.round(h / 2)
  const size = widthOf(label, 'large') <= w - 32 ? 'large' : 'small'
  const wide = widthOf(label, size)
  const title = lineAt(x + (w - wide) / 2, middle - (size === 'large' ? 48 : 40), w, label, size)
  build.add(section, isFirst ? 'h1' : 'h2', { class: 'title' }, title, label)
  const width = Math.min(w - 32, 520)
  const place = { x: x + Math.round((w - width) / 2), y: middle, w: width, h: 40 }
  const form = build.add(section, 'form', { role: 'search', action: '/search', method: 'get' }, place)
  build.add(form, 'input', {
    id: 'help-search', type: 'search', name: 'q', placeholder: hint, 'aria-label': hint || 'Search'
  }, { ...place, w: width - 44 })
  build.add(form, 'button', { type: 'submit', 'aria-label': 'Search' },
    { x: place.x + width - 40, y: place.y + 4, w: 32, h: 32 })
  return section
}
