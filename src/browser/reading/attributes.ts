import type { DomElement } from '../../document/nodes.js'

/** Attributes that are there or not, whatever they say (HTML's boolean attributes). */
const flags = new Set([
  'allowfullscreen', 'allowpaymentrequest', 'async', 'autofocus', 'autoplay', 'checked', 'controls', 'default', 'defer',
  'disabled', 'formnovalidate', 'hidden', 'ismap', 'itemscope', 'loop', 'multiple', 'muted', 'nomodule', 'novalidate',
  'open', 'playsinline', 'readonly', 'required', 'reversed', 'selected', 'truespeed', 'inert'
])

/** W3C's "get element attribute": a flag that is there is "true". */
export function attributeOf (element: DomElement, name: string): string | null {
  if (!flags.has(name.toLowerCase())) return element.getAttribute(name.toLowerCase())
  return element.hasAttribute(name.toLowerCase()) ? 'true' : null
}
