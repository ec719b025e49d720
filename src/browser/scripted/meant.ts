/** Which elements a declared selector means. One that takes too long to decide about means none. */
import { isElement, parentOf, type DomElement, type DomNode } from '../../document/nodes.js'
import { findAll, isMatch, SelectorError } from '../../document/selectors.js'

function unlessTooLong<T> (find: () => T, none: T): T {
  try {
    return find()
  } catch (error) {
    if (error instanceof SelectorError) return none
    throw error
  }
}

export const meantBy = (selector: string, root: DomNode): DomElement[] =>
  unlessTooLong(() => findAll(selector, root), [])

export const isMeant = (selector: string, element: DomElement): boolean =>
  unlessTooLong(() => isMatch(selector, element), false)

/** A node, if it is an element, and the elements around it. */
export function * around (node: DomNode): Generator<DomElement> {
  for (let at = isElement(node) ? node : null; at !== null; at = parentOf(at)) yield at
}
