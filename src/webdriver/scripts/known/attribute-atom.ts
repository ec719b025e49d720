import type { PageContext } from '../../../browser/context.js'
import { propertyOf } from '../../../browser/reading/properties.js'
import { inputType, isChosen, isTicked } from '../../../document/controls.js'
import type { DomElement } from '../../../document/nodes.js'

const aliases: Readonly<Record<string, string>> = { class: 'className', readonly: 'readOnly' }

/** What selenium answers with "true" or null. */
const flags = new Set(('allowfullscreen allowpaymentrequest allowusermedia async autofocus autoplay checked compact ' +
  'complete controls declare default defaultchecked defaultselected defer disabled ended formnovalidate hidden ' +
  'indeterminate iscontenteditable ismap itemscope loop multiple muted nohref nomodule noresize noshade novalidate ' +
  'nowrap open paused playsinline pubdate readonly required reversed scoped seamless seeking selected truespeed ' +
  'typemustmatch willvalidate').split(' '))

const isTickBox = (element: DomElement): boolean =>
  element.localName === 'input' && /^(?:checkbox|radio)$/.test(inputType(element))

/** Selenium's `getAttribute`: the property if it says something plain, else the attribute. */
export function attributeByAtom (context: PageContext, element: DomElement, attribute: string): string | null {
  const name = attribute.toLowerCase()
  const said = element.getAttribute(name)
  const property = (): unknown => propertyOf(context, element, aliases[name] ?? attribute)
  if (name === 'style') return said ?? ''
  if (name === 'selected' || name === 'checked') {
    if (element.localName === 'option') return isChosen(element) ? 'true' : null
    if (isTickBox(element)) return isTicked(element) ? 'true' : null
  }
  if ((element.localName === 'img' && name === 'src') || (element.localName === 'a' && name === 'href')) {
    return said === null || said === '' ? said : String(property())
  }
  if (name === 'spellcheck') return said === null ? 'true' : String(said.toLowerCase() !== 'false')
  if (flags.has(name)) return said !== null || Boolean(property()) ? 'true' : null
  if (name === 'value' && element.localName === 'li') return said
  const value = property()
  return value === undefined || value === null || typeof value === 'object' ? said : String(value)
}
