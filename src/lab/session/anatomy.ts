/** Where on a page the things are that clients look for; the pictures show them there. CSS pixels of the page. */
import type { VisualElement, VisualProgress } from '../timeline.js'

export interface Place { readonly x: number, readonly y: number, readonly w: number, readonly h: number }

/** What a header holds besides the site's name. */
export interface HeaderParts {
  readonly menu: Place
  readonly search: Place
  readonly login: Place
  readonly cart: Place
}

/** On a narrow screen there is no room for the search and the sign-in link beside the name: they go below, or hide. */
export function headerParts ({ x, y, w, h }: Place): HeaderParts {
  const middle = y + h / 2
  const tall = Math.min(36, h * 0.6)
  const part = (left: number, width: number): Place => ({ x: x + left, y: middle - tall / 2, w: width, h: tall })
  const narrow = w < 700
  return {
    menu: part(16, 28),
    search: narrow ? part(w * 0.56, w * 0.26) : part(w * 0.42, w * 0.28),
    login: narrow ? part(w - 92, 40) : part(w - 180, 70),
    cart: part(w - 60, 44)
  }
}

/** How much of a card the picture takes, from the top; below are name, price and button. */
export const cardPicture = 0.62

/** The button of a card that shows something to buy. */
export const cardButton = ({ x, y, w, h }: Place): Place =>
  ({ x: x + w - Math.min(96, w * 0.4) - 10, y: y + h * 0.82, w: Math.min(96, w * 0.4), h: h * 0.14 })

/** Whether a picture on a page is that of an article with its name and price. */
export const isCard = ({ kind, w, h, shows = 'card' }: Pick<VisualElement, 'kind' | 'w' | 'h' | 'shows'>): boolean =>
  kind === 'image' && shows === 'card' && w >= 120 && h >= 110 && h < 2.5 * w

/** A product with its picture, and beside or below it its name, its price and a button. */
export interface ProductParts { readonly photo: Place, readonly text: Place, readonly button: Place }

export function productParts ({ x, y, w, h }: Place): ProductParts {
  const beside = w > 1.3 * h
  const photo = beside ? { x, y: y + 24, w: w * 0.52, h: h - 24 } : { x, y: y + 12, w, h: h * 0.5 - 12 }
  const left = beside ? x + photo.w + 32 : x
  const top = beside ? photo.y : photo.y + photo.h + 8
  const width = x + w - left
  const button = { x: left, y: y + h - 56, w: Math.min(width, 240), h: 44 }
  return { photo, text: { x: left, y: top, w: width, h: button.y - top }, button }
}

/** A form that asks who one is: a panel in the middle of its place, with a button at its foot. */
export function panelOf ({ x, y, w, h }: Place): { readonly panel: Place, readonly button: Place } {
  const width = Math.min(w, 440)
  const panel = { x: x + (w - width) / 2, y: y + 24, w: width, h: h - 48 }
  return { panel, button: { x: panel.x + 32, y: panel.y + panel.h - 96, w: width - 64, h: 44 } }
}

/** What adds something to the cart when it is clicked. */
export function purchaseButton (element: VisualElement): Place | undefined {
  if (element.shows === 'product') return productParts(element).button
  return isCard(element) ? cardButton(element) : undefined
}

/** How far down a page can be scrolled. */
export const lowest = ({ pageHeight, viewport }: VisualProgress): number =>
  Math.max(0, Math.round(pageHeight - viewport.height))

export interface Spot { readonly place: Place, readonly text: string }

const first = ({ elements }: VisualProgress, kind: VisualElement['kind']): VisualElement | undefined =>
  elements.find((element) => element.kind === kind)

const part = (visual: VisualProgress, name: keyof HeaderParts, text: string): Spot | undefined => {
  const header = first(visual, 'header')
  return header === undefined ? undefined : { place: headerParts(header)[name], text }
}

const whole = (element: VisualElement | undefined, text = element?.label ?? ''): Spot | undefined =>
  element === undefined ? undefined : { place: element, text }

function purchase (visual: VisualProgress): Spot | undefined {
  for (const element of visual.elements) {
    const place = purchaseButton(element)
    if (place !== undefined) return { place, text: 'Add to cart' }
  }
  return undefined
}

/** On a page to sign in on, its form's button; elsewhere the header's link. */
function signIn (visual: VisualProgress): Spot | undefined {
  const form = visual.elements.find(({ shows }) => shows === 'sign-in')
  return form === undefined
    ? part(visual, 'login', 'Sign in')
    : { place: panelOf(form).button, text: form.label ?? 'Sign in' }
}

/** The element that a client's selector finds on the page, and what is written on it. */
const finders: Readonly<Record<string, (visual: VisualProgress) => Spot | undefined>> = {
  '#menu': (visual) => part(visual, 'menu', ''),
  '#login': signIn,
  '.cart-link': (visual) => part(visual, 'cart', 'Cart'),
  'form input[name="q"]': (visual) => part(visual, 'search', ''),
  'h1.title': (visual) => whole(first(visual, 'hero')) ?? whole(first(visual, 'text')),
  '.inventory_item button': (visual) => purchase(visual) ?? whole(first(visual, 'button')),
  '[data-test="checkout"]': (visual) => whole(first(visual, 'button')) ?? purchase(visual),
  'a.next': (visual) => whole(first(visual, 'nav'), 'Next')
}

/** Where a selector's element is, and what it says; somewhere on the first screen where the page has none such. */
export function spotOf (selector: string, visual: VisualProgress): Spot {
  const { viewport: { width, height } } = visual
  const elsewhere = { place: { x: width * 0.4, y: height * 0.4, w: width * 0.1, h: 24 }, text: '' }
  return finders[selector]?.(visual) ?? elsewhere
}

/** The scroll position at which a place is on the screen: as it is, or as little moved as it takes. */
export function scrolledTo ({ y, h }: Place, scrollY: number, visual: VisualProgress): number {
  const { height } = visual.viewport
  const wanted = y < scrollY ? y : Math.max(scrollY, y + h - height)
  return Math.round(Math.min(lowest(visual), Math.max(0, wanted)))
}
