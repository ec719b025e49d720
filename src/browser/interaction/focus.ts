/** What has the focus. */
import { elementsBelow, type DomElement } from '../../document/nodes.js'
import { valueOf } from '../../document/controls.js'
import { isDisabled } from '../../document/states.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { isDisplayed } from '../reading/displayed.js'
import { tabIndexOf } from '../reading/properties.js'
import { dispatch } from './events.js'

/** What controls held when they got the focus: a change is told when they lose it. */
const held = new WeakMap<DomElement, string>()

const isTyped = ({ localName }: DomElement): boolean => localName === 'input' || localName === 'textarea'

export const canFocus = (context: PageContext, element: DomElement): boolean =>
  (tabIndexOf(element) >= 0 || element.hasAttribute('tabindex')) && !isDisabled(element) &&
    isDisplayed(context, element, true)

/** Takes the focus away from what has it. */
export async function blur (state: BrowserState, context: PageContext): Promise<void> {
  const { focused } = context
  if (focused === null) return
  await commit(state, context, focused)
  context.focused = null
  await dispatch(state, context, focused, 'blur')
  await dispatch(state, context, focused, 'focusout')
}

/** Tells that a control was changed, if it was since it got the focus. */
export async function commit (state: BrowserState, context: PageContext, element: DomElement): Promise<void> {
  if (!isTyped(element) || held.get(element) === undefined || held.get(element) === valueOf(element)) return
  held.set(element, valueOf(element))
  await dispatch(state, context, element, 'change')
}

export async function focus (state: BrowserState, context: PageContext, element: DomElement): Promise<void> {
  if (context.focused === element) return
  await blur(state, context)
  if (!context.document.contains(element)) return
  context.focused = element
  if (isTyped(element)) held.set(element, valueOf(element))
  await dispatch(state, context, element, 'focus')
  await dispatch(state, context, element, 'focusin')
}

/** The next element that the tabulator goes to, or the one before. */
export function neighbour (context: PageContext, step: 1 | -1): DomElement | undefined {
  const all =
    [...elementsBelow(context.document)].filter((element) => tabIndexOf(element) >= 0 && canFocus(context, element))
  const ordered = all.map((element, place) => ({ element, place, index: tabIndexOf(element) || Infinity }))
    .sort((a, b) => a.index === b.index ? a.place - b.place : a.index - b.index)
  const at = ordered.findIndex(({ element }) => element === context.focused)
  if (at < 0) return ordered.at(step === 1 ? 0 : -1)?.element
  return ordered[at + step]?.element
}
