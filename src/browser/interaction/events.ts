/** Events of a document: what its `on…` attributes and its scripts do about them. */
import { isElement, type DomElement, type DomNode } from '../../document/nodes.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { react } from '../scripted/react.js'
import type { PageEvent } from '../scripting.js'
import { plainPrompt } from './plain-prompt.js'

type Init = PageEvent['init']

/** Events that stay where they happen. */
const staying = /^(?:focus|blur|load|unload|error|mouseenter|mouseleave|scroll|toggle|invalid)$/
/** Events with nothing to prevent. */
const certain = /^(?:focus|blur|focusin|focusout|load|unload|input|change|scroll|mouseenter|mouseleave|toggle|select)$/

export const eventOf = (type: string, init: Init = {}): PageEvent =>
  ({ type, bubbles: !staying.test(type), cancelable: !certain.test(type), init })

function * path (target: DomNode, bubbles: boolean): Generator<DomElement> {
  for (let at: DomNode | null = target; at !== null; at = at.parentNode) {
    if (isElement(at)) yield at
    if (!bubbles) return
  }
}

/** Says that something happened to a node; false if what would follow is prevented. */
export async function dispatch (
  state: BrowserState, context: PageContext, target: DomNode, type: string, init: Init = {}
): Promise<boolean> {
  const event = eventOf(type, init)
  let goesOn = true
  for (const element of path(target, event.bubbles)) {
    const text = element.getAttribute(`on${type}`)
    if (text === null) continue
    // A handler that does nothing but ask waits for its answer, as in a browser; an engine cannot wait.
    const asked = plainPrompt(state, text)
    const ran = asked ?? await state.runScript?.({ kind: 'handler', context, text, element, event, target })
    if (ran === false) goesOn = false
  }
  if (state.tell !== undefined && !(await state.tell(context, target, event))) goesOn = false
  if (goesOn && !react(state, context, target, type)) goesOn = false
  return goesOn || !event.cancelable
}
