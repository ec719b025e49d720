/** Whether a person could see an element: as selenium's atom of that name decides it. */
import { inputType, selectOf } from '../../document/controls.js'
import { isElement, parentOf, type DomElement } from '../../document/nodes.js'
import type { PageContext } from '../context.js'

/** Closed over what hides it: `display`, `visibility`, and `opacity` where that counts. */
function isHiddenByStyle ({ view }: PageContext, element: DomElement, ignoresOpacity: boolean): boolean {
  const own = view.styleOf(element).get('visibility')
  if (own === 'hidden' || own === 'collapse') return true
  for (let at: DomElement | null = element; at !== null; at = parentOf(at)) {
    const style = view.styleOf(at)
    if (style.get('display') === 'none') return true
    if (!ignoresOpacity && Number(style.get('opacity')) === 0) return true
  }
  return false
}

/** Whether an element, or something in it, takes any room. */
function takesRoom (context: PageContext, element: DomElement): boolean {
  const box = context.view.boxOf(element)
  if (box !== undefined && box.width > 0 && box.height > 0) return true
  const style = context.view.styleOf(element)
  if (style.get('overflow-x') === 'hidden' && style.get('overflow-y') === 'hidden') return false
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    if (isElement(at) && takesRoom(context, at)) return true
  }
  return false
}

/** Whether something around an element cuts it off altogether. */
function isCutOff (context: PageContext, element: DomElement): boolean {
  const box = context.view.boxOf(element)
  if (box === undefined) return false
  if (box.x + box.width <= 0 || box.y + box.height <= 0) return true
  for (let at = parentOf(element); at !== null && at.localName !== 'body' &&
    at.localName !== 'html'; at = parentOf(at)) {
    const style = context.view.styleOf(at)
    const outer = context.view.boxOf(at)
    if (outer === undefined || style.get('display') === 'inline') continue
    const hides = (axis: string): boolean => style.get(`overflow-${axis}`) === 'hidden'
    if (hides('x') && (box.x >= outer.x + outer.width || box.x + box.width <= outer.x)) return true
    if (hides('y') && (box.y >= outer.y + outer.height || box.y + box.height <= outer.y)) return true
  }
  return false
}

export function isDisplayed (context: PageContext, element: DomElement, ignoresOpacity = false): boolean {
  const { localName } = element
  if (localName === 'body' || localName === 'html') return !isHiddenByStyle(context, element, true)
  if (localName === 'option' || localName === 'optgroup') {
    const select = selectOf(element)
    return select !== undefined && isDisplayed(context, select, true)
  }
  if (localName === 'input' && inputType(element) === 'hidden') return false
  if (localName === 'noscript' || isHiddenByStyle(context, element, ignoresOpacity)) return false
  return takesRoom(context, element) && !isCutOff(context, element)
}
