/** Properties of elements as scripts would read them. */
import {
  chosenIndex, chosenOptions, formOf, inputType, isChosen, isTicked, optionsOf, optionText, valueOf
} from '../../document/controls.js'
import type { DomElement, DomNode } from '../../document/nodes.js'
import { isElement } from '../../document/nodes.js'
import { isDisabled } from '../../document/states.js'
import type { PageContext } from '../context.js'
import { filesOf } from '../interaction/files.js'
import { visibleText } from './text.js'

/** What a property may be: a plain value, an element, a list of either, or what JSON can say. */
export type PropertyValue =
  string | number | boolean | null | DomElement | readonly PropertyValue[] | Readonly<Record<string, string>>

type Read = (element: DomElement, context: PageContext) => PropertyValue | undefined

/** Attributes that are flags. */
const flags: Readonly<Record<string, string>> = {
  disabled: 'disabled', readOnly: 'readonly', required: 'required', multiple: 'multiple', hidden: 'hidden',
  autofocus: 'autofocus', noValidate: 'novalidate', open: 'open', defaultChecked: 'checked',
  defaultSelected: 'selected',
  async: 'async', defer: 'defer', controls: 'controls', loop: 'loop', autoplay: 'autoplay', muted: 'muted',
  inert: 'inert'
}

/** Attributes whose property is their text. */
const texts: Readonly<Record<string, string>> = {
  id: 'id', className: 'class', name: 'name', title: 'title', lang: 'lang', dir: 'dir', alt: 'alt', rel: 'rel',
  target: 'target', placeholder: 'placeholder', pattern: 'pattern', min: 'min', max: 'max', step: 'step',
  htmlFor: 'for', media: 'media', charset: 'charset', accessKey: 'accesskey', defaultValue: 'value', srcdoc: 'srcdoc',
  autocomplete: 'autocomplete', download: 'download', headers: 'headers', slot: 'slot'
}

const addresses = new Set(['href', 'src', 'action', 'formAction', 'cite', 'data'])

function address (element: DomElement, name: string, { url }: PageContext): string | undefined {
  const carries =
    {
      href: /^(?:a|area|link|base)$/, src: /^(?:img|script|iframe|frame|embed|source|track|input|audio|video)$/,
      action: /^form$/, formAction: /^(?:button|input)$/, cite: /^(?:q|blockquote|ins|del)$/, data: /^object$/
    }[name]
  if (carries?.test(element.localName) !== true) return undefined
  const said = element.getAttribute(name.toLowerCase())
  if (said === null) return name === 'action' || name === 'formAction' ? url : ''
  return URL.canParse(said, url) ? new URL(said, url).href : said
}

const rounded = (value: number | undefined): number => Math.round(value ?? 0)

function typeOf (element: DomElement): string | undefined {
  const { localName } = element
  if (localName === 'input') return inputType(element)
  if (localName === 'select') return element.hasAttribute('multiple') ? 'select-multiple' : 'select-one'
  if (localName === 'textarea') return 'textarea'
  const said = element.getAttribute('type')
  if (localName === 'button') return /^(?:reset|button)$/i.test(said ?? '') ? said?.toLowerCase() ?? '' : 'submit'
  return /^(?:a|link|script|style|ol|ul|li|embed|object|source)$/.test(localName) ? said ?? '' : undefined
}

const children = (element: DomElement): DomElement[] => {
  const found: DomElement[] = []
  for (let at = element.firstElementChild; at !== null; at = at.nextElementSibling) found.push(at)
  return found
}

const elementOrNull = (node: DomNode | null): DomElement | null => isElement(node) ? node : null

const hasValue = /^(?:input|textarea|select|option|button|data|meter|progress|param|li)$/

const reads: Readonly<Record<string, Read>> = {
  value: (element) => hasValue.test(element.localName) ? valueOf(element) : undefined,
  checked: (element) => element.localName === 'input' ? isTicked(element) : undefined,
  selected: (element) => element.localName === 'option' ? isChosen(element) : undefined,
  indeterminate: (element) => element.localName === 'input' ? false : undefined,
  selectedIndex: (element) => element.localName === 'select' ? chosenIndex(element) : undefined,
  selectedOptions: (element) => element.localName === 'select' ? chosenOptions(element) : undefined,
  options: (element) => element.localName === 'select' ? optionsOf(element) : undefined,
  index: (element) => element.localName === 'option' ? indexOf(element) : undefined,
  text: (element) => textOf(element),
  label: (element) => element.localName === 'option' ? element.getAttribute('label') ?? optionText(element) : undefined,
  length: (element) => element.localName === 'select' ? optionsOf(element).length : undefined,
  type: typeOf,
  form: (element) =>
    /^(?:input|button|select|textarea|fieldset|output|object)$/.test(element.localName) ? formOf(element) : undefined,
  files: (element) => element.localName === 'input' && inputType(element) === 'file'
    ? filesOf(element).map((path) => ({ name: path.split(/[\\/]/).at(-1) ?? '' }))
    : undefined,
  tagName: ({ tagName }) => tagName,
  nodeName: ({ tagName }) => tagName,
  localName: ({ localName }) => localName,
  namespaceURI: ({ namespaceURI }) => namespaceURI,
  nodeType: () => 1,
  textContent: ({ textContent }) => textContent,
  innerText: (element, context) => visibleText(context, element),
  outerText: (element, context) => visibleText(context, element),
  innerHTML: ({ innerHTML }) => innerHTML,
  outerHTML: ({ outerHTML }) => outerHTML,
  children,
  childNodes: children,
  childElementCount: (element) => children(element).length,
  firstElementChild: ({ firstElementChild }) => firstElementChild,
  lastElementChild: ({ lastElementChild }) => lastElementChild,
  nextElementSibling: ({ nextElementSibling }) => nextElementSibling,
  previousElementSibling: ({ previousElementSibling }) => previousElementSibling,
  parentElement: ({ parentNode }) => elementOrNull(parentNode),
  parentNode: ({ parentNode }) => elementOrNull(parentNode),
  isConnected: () => true,
  ownerDocument: () => undefined,
  tabIndex: (element) => tabIndexOf(element),
  isContentEditable: (element) => isEditable(element),
  contentEditable: (element) => element.getAttribute('contenteditable') ?? 'inherit',
  offsetWidth: (element, { view }) => rounded(view.boxOf(element)?.width),
  offsetHeight: (element, { view }) => rounded(view.boxOf(element)?.height),
  offsetLeft: (element, { view }) => rounded(view.boxOf(element)?.x),
  offsetTop: (element, { view }) => rounded(view.boxOf(element)?.y),
  clientWidth: (element, { view }) => isRoot(element) ? view.viewport.width : rounded(view.boxOf(element)?.width),
  clientHeight: (element, { view }) => isRoot(element) ? view.viewport.height : rounded(view.boxOf(element)?.height),
  scrollWidth: (element, { view }) => isRoot(element) ? view.layout.width : rounded(view.boxOf(element)?.width),
  scrollHeight: (element, { view }) => isRoot(element) ? view.layout.height : rounded(view.boxOf(element)?.height),
  scrollLeft: (element, context) => isRoot(element) ? context.scrollX : 0,
  scrollTop: (element, context) => isRoot(element) ? context.scrollY : 0,
  maxLength: (element) => numberOf(element, 'maxlength', -1),
  minLength: (element) => numberOf(element, 'minlength', -1),
  size: (element) => numberOf(element, 'size', element.localName === 'select' ? 0 : 20),
  rows: (element) => element.localName === 'textarea' ? numberOf(element, 'rows', 2) : undefined,
  cols: (element) => element.localName === 'textarea' ? numberOf(element, 'cols', 20) : undefined,
  colSpan: (element) => /^t[dh]$/.test(element.localName) ? numberOf(element, 'colspan', 1) : undefined,
  width: (element, { view }) =>
    /^(?:img|canvas|video|iframe)$/.test(element.localName) ? rounded(view.boxOf(element)?.width) : undefined,
  height: (element, { view }) =>
    /^(?:img|canvas|video|iframe)$/.test(element.localName) ? rounded(view.boxOf(element)?.height) : undefined,
  naturalWidth: (element, { view }) => element.localName === 'img' ? rounded(view.boxOf(element)?.width) : undefined,
  naturalHeight: (element, { view }) => element.localName === 'img' ? rounded(view.boxOf(element)?.height) : undefined,
  complete: (element) => element.localName === 'img' ? true : undefined,
  method: (element) =>
    element.localName === 'form' ? element.getAttribute('method')?.toLowerCase() ?? 'get' : undefined,
  dataset: (element) => Object.fromEntries(dataOf(element)),
  classList: (element) => (element.getAttribute('class') ?? '').split(/\s+/).filter(Boolean),
  draggable: (element) => element.getAttribute('draggable') === 'true' || /^(?:img)$/.test(element.localName)
}

function textOf (element: DomElement): string | null | undefined {
  if (element.localName === 'option') return optionText(element)
  return element.localName === 'a' ? element.textContent : undefined
}

const isRoot = ({ localName }: DomElement): boolean => localName === 'html' || localName === 'body'

const numberOf = (element: DomElement, name: string, usual: number): number => {
  const value = Number.parseInt(element.getAttribute(name) ?? '', 10)
  return Number.isFinite(value) ? value : usual
}

const indexOf = (option: DomElement): number => {
  const { parentNode } = option
  return isElement(parentNode) ? optionsOf(parentNode).indexOf(option) : 0
}

function * dataOf ({ attributes }: DomElement): Generator<[string, string]> {
  for (let i = 0; i < attributes.length; i++) {
    const { name = '', value = '' } = attributes[i] ?? {}
    if (!name.startsWith('data-')) continue
    yield [name.slice(5).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]
  }
}

/** Whether text can be written into an element that is no control. */
export function isEditable (element: DomElement): boolean {
  for (let at: DomNode | null = element; isElement(at); at = at.parentNode) {
    const said = at.getAttribute('contenteditable')
    if (said !== null) return said !== 'false'
  }
  return false
}

const takesFocus = /^(?:button|input|select|textarea|iframe|summary)$/

export function tabIndexOf (element: DomElement): number {
  const said = Number.parseInt(element.getAttribute('tabindex') ?? '', 10)
  if (Number.isFinite(said)) return said
  const isLink = /^(?:a|area)$/.test(element.localName) && element.hasAttribute('href')
  return isLink || takesFocus.test(element.localName) || isEditable(element) ? 0 : -1
}

/** A property as scripts read it; undefined for one that the element does not have. */
export function propertyOf (context: PageContext, element: DomElement, name: string): PropertyValue | undefined {
  if (Object.hasOwn(reads, name)) return reads[name]?.(element, context)
  if (addresses.has(name)) return address(element, name, context)
  if (name === 'disabled') return takesDisabled.test(element.localName) ? element.hasAttribute('disabled') : undefined
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
  if (flag !== undefined) return element.hasAttribute(flag)
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined
  return text === undefined ? undefined : element.getAttribute(text) ?? ''
}

const takesDisabled = /^(?:button|input|select|textarea|option|optgroup|fieldset|link|style)$/

/** Whether what an element is for can be done with it. */
export const isEnabled = (element: DomElement): boolean => !isDisabled(element)
