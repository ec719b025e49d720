/** Shows and hides elements, and lets them say something else: what a page's own script would do. */
import { setValue } from '../../document/controls.js'
import { splitOutside } from '../../document/css/declarations.js'
import { defaultsOf } from '../../document/css/default-styles.js'
import type { DomElement } from '../../document/nodes.js'
import type { PageContext } from '../context.js'

const nameOf = (declaration: string): string => declaration.slice(0, declaration.indexOf(':')).trim().toLowerCase()

/** Declares one property in an element's `style`, in the place of what stood there; with no value it is gone. */
function restyle (element: DomElement, property: string, value?: string): void {
  const others = splitOutside(element.getAttribute('style') ?? '', /;/)
    .filter((declaration) => declaration.trim() !== '' && nameOf(declaration) !== property)
  const all = value === undefined ? others : [...others, `${property}: ${value} !important`]
  if (all.length === 0) element.removeAttribute('style')
  else element.setAttribute('style', all.map((each) => each.trim()).join('; '))
}

export function hide (element: DomElement): void {
  restyle(element, 'display', 'none')
}

/** Takes away what hides an element itself, whether an attribute or a rule of the page's says it. */
export function show ({ view }: PageContext, element: DomElement): void {
  element.removeAttribute('hidden')
  const isGone = (): boolean => view.styleOf(element).get('display') === 'none'
  if (isGone()) restyle(element, 'display')
  if (isGone()) restyle(element, 'display', defaultDisplay(element))
  if (view.styleOf(element).get('visibility') !== 'visible') restyle(element, 'visibility', 'visible')
}

/** How a browser shows such an element by itself. */
function defaultDisplay (element: DomElement): string {
  const usual = defaultsOf(element).get('display')?.value ?? 'inline'
  return usual === 'none' ? 'block' : usual
}

/** What an element says; what a field holds. */
export function say (element: DomElement, text: string): void {
  if (/^(?:input|textarea)$/.test(element.localName)) setValue(element, text)
  else element.textContent = text
}
