/**
 * Roles and names of elements, as assistive technology is told them: ARIA in HTML, and Accessible Name 1.2 in short.
 */
import { inputType } from '../../document/controls.js'
import { ancestorsOf, elementsBelow, isElement, isText, parentOf, type DomElement } from '../../document/nodes.js'
import type { PageContext } from '../context.js'

const inSection = (element: DomElement): boolean =>
  [...ancestorsOf(element)].some(({ localName }) => /^(?:article|aside|main|nav|section)$/.test(localName))

const inputRoles: Readonly<Record<string, string>> = {
  button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio',
  range: 'slider', number: 'spinbutton', search: 'searchbox', email: 'textbox', tel: 'textbox', text: 'textbox',
  url: 'textbox', password: 'textbox', color: 'ColorWell', date: 'Date', file: 'button', hidden: 'none'
}

const isNamed = (element: DomElement): boolean =>
  element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby') || element.hasAttribute('title')

type RoleOf = string | ((element: DomElement) => string)

const roles: Readonly<Record<string, RoleOf>> = {
  a: (element) => element.hasAttribute('href') ? 'link' : 'generic',
  area: (element) => element.hasAttribute('href') ? 'link' : 'generic',
  article: 'article',
  aside: 'complementary',
  blockquote: 'blockquote',
  button: 'button',
  caption: 'caption',
  code: 'code',
  datalist: 'listbox',
  dd: 'definition',
  del: 'deletion',
  details: 'group',
  dfn: 'term',
  dialog: 'dialog',
  dt: 'term',
  em: 'emphasis',
  fieldset: 'group',
  figure: 'figure',
  footer: (element) => inSection(element) ? 'generic' : 'contentinfo',
  form: (element) => isNamed(element) ? 'form' : 'generic',
  h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading',
  header: (element) => inSection(element) ? 'generic' : 'banner',
  hr: 'separator',
  html: 'document',
  iframe: 'Iframe',
  img: (element) => element.getAttribute('alt') === '' ? 'none' : 'img',
  input: (element) =>
    element.hasAttribute('list') && inputType(element) !== 'hidden'
      ? 'combobox'
      : inputRoles[inputType(element)] ?? 'textbox',
  ins: 'insertion',
  li: 'listitem',
  main: 'main',
  mark: 'mark',
  menu: 'list',
  meter: 'meter',
  nav: 'navigation',
  ol: 'list',
  optgroup: 'group',
  option: 'option',
  output: 'status',
  p: 'paragraph',
  progress: 'progressbar',
  search: 'search',
  section: (element) => isNamed(element) ? 'region' : 'generic',
  select: (element) =>
    element.hasAttribute('multiple') || Number(element.getAttribute('size') ?? 1) > 1 ? 'listbox' : 'combobox',
  strong: 'strong',
  summary: 'button',
  table: 'table',
  tbody: 'rowgroup', tfoot: 'rowgroup', thead: 'rowgroup',
  td: 'cell',
  textarea: 'textbox',
  th: (element) => element.getAttribute('scope') === 'row' ? 'rowheader' : 'columnheader',
  time: 'time',
  tr: 'row',
  ul: 'list'
}

export function roleOf (element: DomElement): string {
  const said = element.getAttribute('role')?.trim().toLowerCase().split(/\s+/)[0]
  if (said !== undefined && said !== '') return said === 'presentation' ? 'none' : said
  const role = Object.hasOwn(roles, element.localName) ? roles[element.localName] : undefined
  if (role === undefined) return 'generic'
  return typeof role === 'string' ? role : role(element)
}

const single = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Roles whose name is what they hold. */
const named = new Set([
  'button', 'cell', 'checkbox', 'columnheader', 'gridcell', 'heading', 'link', 'menuitem', 'option', 'radio', 'row',
  'rowheader', 'switch', 'tab', 'tooltip', 'treeitem'
])

function textIn (context: PageContext, element: DomElement, depth: number): string {
  let text = ''
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    if (isText(at)) text += at.data
    else if (isElement(at) &&
      context.view.styleOf(at).get('display') !== 'none') text += ` ${nameFrom(context, at, depth + 1, true)} `
  }
  return single(text)
}

/** The labels of a control: those that name it, and the one around it. */
export function labelsOf (control: DomElement): DomElement[] {
  const { id } = control
  return [...elementsBelow(control.ownerDocument)].filter((label) => label.localName === 'label' && (
    (id !== '' && label.getAttribute('for') === id) ||
      (!label.hasAttribute('for') && label !== control && label.contains(control))))
}

function ownName (context: PageContext, element: DomElement, depth: number): string {
  const { localName } = element
  if (/^(?:input|select|textarea|meter|progress|output)$/.test(localName)) {
    const type = localName === 'input' ? inputType(element) : ''
    if (/^(?:submit|reset|button)$/.test(type)) {
      return element.getAttribute('value') ?? {
        submit: 'Submit',
        reset: 'Reset'
      }[type] ?? ''
    }
    const labels = labelsOf(element).map((label) => textIn(context, label, depth)).join(' ')
    if (labels.trim() !== '') return single(labels)
    if (type === 'image') return element.getAttribute('alt') ?? ''
    return element.getAttribute('placeholder') ?? ''
  }
  if (localName === 'img' || localName === 'area') return element.getAttribute('alt') ?? ''
  const inner = { fieldset: 'legend', table: 'caption', figure: 'figcaption' }[localName]
  for (let at = element.firstElementChild; at !== null; at = at.nextElementSibling) {
    if (inner !== undefined && at.localName === inner) return textIn(context, at, depth)
  }
  return ''
}

function nameFrom (context: PageContext, element: DomElement, depth: number, isInside: boolean): string {
  if (depth > 20) return ''
  const by = element.getAttribute('aria-labelledby')
  if (by !== null && depth === 0) {
    const parts = by.split(/\s+/).map((id) => element.ownerDocument.getElementById(id))
    const said = parts.map((part) => part === null ? '' : nameFrom(context, part, depth + 1, true)).join(' ')
    if (said.trim() !== '') return single(said)
  }
  const label = element.getAttribute('aria-label')?.trim() ?? ''
  if (label !== '') return label
  // A control in a label is what is labelled: it says nothing of itself there.
  if (isInside && /^(?:input|select|textarea)$/.test(element.localName)) return ''
  const own = ownName(context, element, depth)
  if (own !== '') return own
  const inner = isInside || named.has(roleOf(element)) ? textIn(context, element, depth) : ''
  return inner !== '' ? inner : single(element.getAttribute('title') ?? '')
}

/** What an element is called; empty if nothing calls it anything. */
export const labelOf = (context: PageContext, element: DomElement): string => nameFrom(context, element, 0, false)

/** The control that a label is for. */
export function labelledBy (label: DomElement): DomElement | undefined {
  const named = label.getAttribute('for')
  if (named !== null) return label.ownerDocument.getElementById(named) ?? undefined
  const controls = /^(?:button|input|meter|output|progress|select|textarea)$/
  return [...elementsBelow(label)].find(({ localName }) => controls.test(localName))
}

/** The label that an element stands in. */
export function labelAround (element: DomElement): DomElement | undefined {
  for (let at: DomElement | null = element; at !== null; at = parentOf(at)) if (at.localName === 'label') return at
  return undefined
}
