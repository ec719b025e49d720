/** What a click does: links lead, boxes are ticked, buttons send forms. */
import { formOf, inputType, isTicked, radioGroup, tick } from '../../document/controls.js'
import { isElement, parentOf, type DomElement } from '../../document/nodes.js'
import { isDisabled } from '../../document/states.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { go } from '../navigation.js'
import { labelAround, labelledBy } from '../reading/accessible.js'
import { dispatch } from './events.js'
import { canFocus, focus } from './focus.js'
import { isSubmitButton, reset, submit, targetOf } from './forms.js'
import { addToCart } from './cart.js'
import { afterPrompt } from './plain-prompt.js'
import type { PageEvent } from '../scripting.js'

type Init = PageEvent['init']

const isTickBox = (element: DomElement): boolean =>
  element.localName === 'input' && /^(?:checkbox|radio)$/.test(inputType(element))

const isActive = (element: DomElement): boolean => {
  const { localName } = element
  return (localName === 'a' || localName === 'area'
    ? element.hasAttribute('href')
    : /^(?:button|input|label|summary|select|option)$/.test(localName))
}

/** The element whose click it is: the nearest around it that does something. */
function activated (target: DomElement): DomElement | undefined {
  for (let at: DomElement | null = target; at !== null; at = parentOf(at)) if (isActive(at)) return at
  return undefined
}

/** What a box or a radio button was before a click that is prevented. */
function tickedBefore (box: DomElement): () => void {
  const group = inputType(box) === 'radio' ? radioGroup(box) : [box]
  const before = group.map((each) => isTicked(each))
  return () => {
    for (const [index, each] of group.entries()) {
      if (before[index] === true ||
    each === box) tick(each, before[index] === true)
    }
  }
}

/** A click on an element, as a person's or a script's: its events, and what follows from them. */
export async function click (
  state: BrowserState, context: PageContext, target: DomElement, init: Init = {}
): Promise<void> {
  const active = activated(target)
  if (active !== undefined && isDisabled(active)) return
  if (active !== undefined && isTickBox(active)) return await clickBox(state, context, active, init)
  if (!(await dispatch(state, context, target, 'click', init))) return
  if (active === undefined) addToCart(context, target)
  else await afterPrompt(state, async () => { await activate(state, context, active, target, init) })
}

/** A box is ticked before its click is told of, and no longer if that is prevented. */
async function clickBox (state: BrowserState, context: PageContext, box: DomElement, init: Init): Promise<void> {
  const before = isTicked(box)
  const undo = tickedBefore(box)
  tick(box, inputType(box) === 'radio' ? true : !before)
  if (!(await dispatch(state, context, box, 'click', init))) {
    undo()
    return
  }
  if (isTicked(box) === before) return
  await dispatch(state, context, box, 'input')
  await dispatch(state, context, box, 'change')
}

async function activate (
  state: BrowserState, context: PageContext, active: DomElement, target: DomElement, init: Init
): Promise<void> {
  const { localName } = active
  if (localName === 'a' || localName === 'area') await follow(state, context, active, init)
  else if (localName === 'label') await clickLabelled(state, context, active, target)
  else if (localName === 'summary') toggle(active)
  else if (localName === 'button' || localName === 'input') await press(state, context, active)
}

async function follow (state: BrowserState, context: PageContext, link: DomElement, init: Init): Promise<void> {
  if (link.hasAttribute('download')) return
  const isElsewhere = init.ctrlKey === true || init.metaKey === true || init.shiftKey === true
  const name = isElsewhere ? '_blank' : link.getAttribute('target') ?? ''
  const shown = targetOf(state, context, name)
  const href = link.getAttribute('href')?.trim() ?? ''
  const url = URL.canParse(href, context.url) ? new URL(href, context.url).href : href
  await go(state, shown, url, { reason: shown === context ? 'link' : 'window' })
}

async function clickLabelled (
  state: BrowserState, context: PageContext, label: DomElement, target: DomElement
): Promise<void> {
  const control = labelledBy(label)
  if (control === undefined || isDisabled(control) || control.contains(target)) return
  if (canFocus(context, control)) await focus(state, context, control)
  await click(state, context, control)
}

function toggle (summary: DomElement): void {
  const details = summary.parentNode
  if (!isElement(details) || details.localName !== 'details') return
  if (details.hasAttribute('open')) details.removeAttribute('open')
  else details.setAttribute('open', '')
}

async function press (state: BrowserState, context: PageContext, button: DomElement): Promise<void> {
  const form = formOf(button)
  if (form === null || !context.document.contains(form)) {
    addToCart(context, button)
    return
  }
  if (isSubmitButton(button)) await submit(state, context, form, button)
  else if (/^reset$/i.test(button.getAttribute('type') ?? '')) await reset(state, context, form)
}

/** What gets the focus when a place is pressed: the nearest around it that can have it. */
export function focusedBy (context: PageContext, target: DomElement): DomElement | undefined {
  for (let at: DomElement | null = target; at !== null; at = parentOf(at)) if (canFocus(context, at)) return at
  const label = labelAround(target)
  return label === undefined ? undefined : labelledBy(label)
}
