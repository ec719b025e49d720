/** What stands on all pages of a site: header, navigation, footer. */
import { headerParts, type Place } from '../../lab/session/anatomy.js'
import { widthOf } from '../../document/layout/text-measure.js'
import { slugOf } from './page-builder.js'
import type { BuildPart, Part } from './parts.js'

/** Without a form to sign in on the page, the header's link is what clients look for by that id. */
export const buildHeader: BuildPart = ({ build, element, label, parent }) => {
  const header = build.add(parent, 'header', { id: 'header', 'data-testid': 'header' }, element)
  const { menu, search, login, cart } = headerParts(element)
  build.add(header, 'button', { id: 'menu', type: 'button', 'aria-label': 'Menu', 'data-testid': 'menu' }, menu)
  const { x, y, h } = element
  const room = Math.max(0, search.x - menu.x - 48)
  const name = { x: menu.x + 40, y: y + h / 2 - 16, w: Math.min(room, widthOf(label, 'large')), h: 32 }
  build.add(header, 'a', { id: 'logo', class: 'logo', href: '/' }, { ...name, x: Math.max(x, name.x) }, label)
  const form =
    build.add(header, 'form', { id: 'search-form', role: 'search', action: '/search', method: 'get' }, search)
  build.add(form, 'input', {
    id: 'search', type: 'search', name: 'q', placeholder: 'Search', 'aria-label': 'Search', 'data-testid': 'search',
    autocomplete: 'off'
  }, search)
  // On a narrow screen there is no room for it, and the picture has none.
  const hidden: Record<string, string> = element.w < 700 ? { hidden: '' } : {}
  build.add(header, 'a', {
    id: build.has('login') ? '' : 'login', class: 'login-link', href: '/login', 'data-testid': 'login', ...hidden
  }, login, 'Sign in')
  build.add(header, 'a', {
    id: 'cart', class: 'cart-link', href: '/cart', 'aria-label': 'Cart', 'data-testid': 'cart'
  }, cart).appendChild(build.make('span', { class: 'cart-count', 'data-testid': 'cart-count' }, cart))
  return header
}

/** Links side by side, as many as there is room for. */
function links (part: Part, area: Place, entries: readonly string[], prefix: string): ReturnType<BuildPart> {
  const { build } = part
  const list = build.make('ul', {}, area)
  let left = area.x
  for (const [index, entry] of entries.entries()) {
    const wide = widthOf(entry, 'small')
    if (left + wide > area.x + area.w) break
    const place = { x: left, y: area.y + area.h / 2 - 8, w: wide, h: 16 }
    const isNext = prefix === 'nav' && index === 0
    const item = build.add(list, 'li', {}, place)
    build.add(item, 'a', {
      href: `/${slugOf(entry)}`, ...(isNext ? { class: 'next' } : {}), 'data-testid': `${prefix}-${slugOf(entry)}`
    }, place, entry)
    left += wide + 28
  }
  return list
}

export const buildNavigation: BuildPart = (part) => {
  const { build, element, label, words, parent } = part
  const nav = build.add(parent, 'nav', { id: 'nav', 'aria-label': 'Main', 'data-testid': 'nav' }, element)
  const { x, y, w, h } = element
  const entries = label === '' ? words : [label, ...words]
  nav.appendChild(links(part, { x: x + 16, y, w: w - 32, h }, entries, 'nav'))
  return nav
}

export const buildFooter: BuildPart = (part) => {
  const { build, element, label, words, parent } = part
  const footer = build.add(parent, 'footer', { id: 'footer', 'data-testid': 'footer' }, element)
  const { x, y, w, h } = element
  const row = { x: x + 16, y, w: w - 32, h: Math.min(h, 64) }
  const nav = build.add(footer, 'nav', { 'aria-label': 'Footer' }, row)
  nav.appendChild(links(part, row, words.length > 0 ? words : [label], 'footer'))
  return footer
}
