/** What controls can be: disabled, read-only. */
import { ancestorsOf, type DomElement } from './nodes.js'
import { inputType, isOptionDisabled } from './controls.js'

const controls = /^(?:button|input|select|textarea|fieldset)$/

/** The first legend of a fieldset and what it holds stay enabled. */
const inFirstLegend = (element: DomElement, fieldset: DomElement): boolean => {
  for (let at = fieldset.firstElementChild; at !== null; at = at.nextElementSibling) {
    if (at.localName === 'legend') return at.contains(element)
  }
  return false
}

/** Whether a control is disabled by itself or by what it stands in, as HTML has it. */
export function isDisabled (element: DomElement): boolean {
  const { localName } = element
  if (localName === 'option' || localName === 'optgroup') {
    if (localName === 'option' ? isOptionDisabled(element) : element.hasAttribute('disabled')) return true
    return [...ancestorsOf(element)].some((outer) => outer.localName === 'select' && isDisabled(outer))
  }
  if (!controls.test(localName)) return false
  if (element.hasAttribute('disabled')) return true
  return [...ancestorsOf(element)].some((outer) => outer.localName === 'fieldset' && outer.hasAttribute('disabled') &&
    !inFirstLegend(element, outer))
}

const notWritten = /^(?:hidden|range|color|checkbox|radio|file|submit|image|reset|button)$/

/** Whether an element is none that text can be written into. */
export const isReadOnly = (element: DomElement): boolean =>
  element.hasAttribute('readonly') || isDisabled(element) || element.localName === 'select' ||
  (element.localName === 'input' && notWritten.test(inputType(element)))
