/** What a page does when something happens to it, as its world file says. */
import { formOf, inputType } from '../../document/controls.js'
import type { DomElement, DomNode } from '../../document/nodes.js'
import type { Behaviour } from '../../lab/page/scripted.schema.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { around, isMeant, meantBy } from './meant.js'
import { hide, say, show } from './showing.js'

/** Lets a page react to an event; false if it does so in the place of what would follow. */
export function react (state: BrowserState, context: PageContext, target: DomNode, type: string): boolean {
  const meant = context.page.behaviour?.filter((rule) => rule.on === type && isAbout(rule, target)) ?? []
  for (const rule of meant) begin(state, context, rule)
  return meant.length === 0 || !leads(target, type)
}

/** Whether it happened to an element that is meant, or to something in one. */
function isAbout ({ selector }: Behaviour, target: DomNode): boolean {
  return selector === undefined || [...around(target)].some((element) => isMeant(selector, element))
}

/** Whether the browser itself would go somewhere: a page that reacts to that stays, as its script would have it. */
function leads (target: DomNode, type: string): boolean {
  if (type === 'submit') return true
  return type === 'click' && [...around(target)].some(isWay)
}

const isWay = (element: DomElement): boolean => {
  const { localName } = element
  if (localName === 'a' || localName === 'area') return element.hasAttribute('href')
  if (localName === 'input') return /^(?:submit|image)$/.test(inputType(element)) && formOf(element) !== null
  const isOther = /^(?:reset|button|menu)$/i.test(element.getAttribute('type') ?? '')
  return localName === 'button' && !isOther && formOf(element) !== null
}

/** At once, or at its time; where it leads elsewhere as soon as what happens now is over. */
function begin (state: BrowserState, context: PageContext, rule: Behaviour): void {
  const { after = 0, navigate } = rule
  const { document } = context
  const isThere = (): boolean => context.document === document && context.isThere
  if (after === 0) change(context, rule)
  if (after === 0 && navigate === undefined) return
  state.later(after, async () => {
    // The page may have been left by then.
    if (!isThere()) return
    if (after > 0) change(context, rule)
    if (navigate !== undefined) await state.lead?.(context, navigate)
  })
}

function change (context: PageContext, { hide: gone, show: shown, setText = {} }: Behaviour): void {
  const { document } = context
  const each = (selector: string | undefined, does: (element: DomElement) => void): void => {
    if (selector !== undefined) meantBy(selector, document).forEach(does)
  }
  each(gone, hide)
  each(shown, (element) => { show(context, element) })
  for (const [selector, text] of Object.entries(setText)) each(selector, (element) => { say(element, text) })
}
