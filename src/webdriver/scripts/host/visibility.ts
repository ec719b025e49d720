import type { PageContext } from '../../../browser/context.js'
import { ancestorsOf, type DomElement } from '../../../document/nodes.js'

/** What `checkVisibility` looks at besides whether there is a box. */
export interface VisibilityChecks { readonly opacity: boolean, readonly visibility: boolean }

/** `element.checkVisibility()` (CSSOM View): whether it is drawn at all, wherever that is. */
export function isVisible (context: PageContext, element: DomElement,
  { opacity, visibility }: VisibilityChecks): boolean {
  const { view } = context
  const display = view.styleOf(element).get('display')
  if (view.boxOf(element) === undefined || display === 'none' || display === 'contents') return false
  if (visibility && view.styleOf(element).get('visibility') !== 'visible') return false
  return !opacity || [element, ...ancestorsOf(element)].every((each) => Number(view.styleOf(each).get('opacity')) !== 0)
}

/** The options of `checkVisibility`, by their names of today and of before. */
export function visibilityChecks (options: unknown): VisibilityChecks {
  const given = (typeof options === 'object' && options !== null ? options : {}) as Record<string, unknown>
  return {
    opacity: Boolean(given['opacityProperty'] ?? given['checkOpacity']),
    visibility: Boolean(given['visibilityProperty'] ?? given['checkVisibilityCSS'])
  }
}
