import { canFocus } from '../../../browser/interaction/focus.js'
import { labelledBy, labelsOf } from '../../../browser/reading/accessible.js'
import { react } from '../../../browser/scripted/react.js'
import {
  chooseAt, choose, chosenIndex, chosenOptions, formOf, inputType, isChosen, isTicked, optionsOf, optionText,
  radioGroup,
  resetControl, selectOf, setValue, tick, valueOf
} from '../../../document/controls.js'
import { elementsBelow, type DomElement, type DomNode } from '../../../document/nodes.js'
import { isMatch } from '../../../document/selectors.js'
import { isDisabled } from '../../../document/states.js'
import { type Operations, text } from './operations.js'
import type { Page } from './page.js'

/** Fields and forms: their state, and what belongs to them. */
export const fieldOperations: Operations = {
  state: (page, [id, name]) => states[text(name)]?.get(page.nodes.element(id), page) ?? null,
  setState: ({ nodes }, [id, name, value]) => {
    states[text(name)]?.set?.(nodes.element(id), value)
    return null
  },
  isDisabled: ({ nodes }, [id]) => isDisabled(nodes.element(id)),
  valid: ({ nodes }, [id]) => isValid(nodes.element(id)),
  submit: (page, [form, submitter]) => {
    if (!react(page.state, page.context, page.nodes.element(form), 'submit')) return null
    page.journey = { kind: 'submit', form: Number(form), submitter: Number(submitter) }
    return null
  },
  reset: (page, [id]) => {
    for (const field of elementsOf(page, page.nodes.element(id))) resetControl(field)
    return null
  },
  related: (page, [id, what]) => page.nodes.references(relatives[text(what)]?.(page, page.nodes.element(id)) ?? []),
  focus: ({ nodes, state }, [id]) => {
    const element = nodes.element(id)
    const context = state.contextOf(element)
    if (context !== undefined && canFocus(context, element)) context.focused = element
    return null
  },
  blur: ({ nodes, state }, [id]) => {
    const element = nodes.element(id)
    const context = state.contextOf(element)
    if (context?.focused === element) context.focused = null
    return null
  },
  editable: ({ nodes }, [id]) => {
    const near = closest(nodes.element(id), '[contenteditable]')
    return near !== null && near.getAttribute('contenteditable')?.toLowerCase() !== 'false'
  }
}

interface State {
  readonly get: (element: DomElement, page: Page) => string | number | boolean | null
  readonly set?: (element: DomElement, value: unknown) => void
}

function typeOf (element: DomElement): string {
  const given = (element.getAttribute('type') ?? '').toLowerCase()
  if (element.localName === 'select') return element.hasAttribute('multiple') ? 'select-multiple' : 'select-one'
  if (element.localName === 'textarea') return 'textarea'
  if (element.localName === 'button') return given === 'button' || given === 'reset' ? given : 'submit'
  return inputType(element)
}

/** Of a picture, as large as it is shown. */
const shownSize = (side: 'width' | 'height'): State => ({
  get: (element, { state }) => Math.round(state.contextOf(element)?.view.boxOf(element)?.[side] ?? 0)
})

const setByHand = new WeakMap<DomElement, string>()

const states: Readonly<Record<string, State>> = {
  value: {
    get: (element) => /^(?:progress|meter)$/.test(element.localName) ? Number(valueOf(element)) : valueOf(element),
    set: (element, value) => { setValue(element, String(value)) }
  },
  checked: {
    get: (element) => /^(?:checkbox|radio)$/.test(inputType(element)) && isTicked(element),
    set: (element, value) => { tick(element, Boolean(value)) }
  },
  indeterminate: { get: () => false },
  selected: {
    get: (element) => isChosen(element),
    set: (element, value) => { choose(element, Boolean(value)) }
  },
  selectedIndex: {
    get: (element) => chosenIndex(element),
    set: (element, value) => { chooseAt(element, Number(value)) }
  },
  type: {
    get: (element) => typeOf(element),
    set: (element, value) => { element.setAttribute('type', String(value)) }
  },
  selectionStart: { get: (element) => valueOf(element).length },
  selectionEnd: { get: (element) => valueOf(element).length },
  index: {
    get: (option) => {
      const select = selectOf(option)
      return select === undefined ? 0 : optionsOf(select).indexOf(option)
    }
  },
  customValidity: {
    get: (element) => setByHand.get(element) ?? '',
    set: (element, value) => { setByHand.set(element, String(value)) }
  },
  validationMessage: { get: (element) => faultOf(element) ?? '' },
  willValidate: { get: (element) => !isDisabled(element) && !element.hasAttribute('readonly') },
  text: {
    get: (element) => element.localName === 'option' ? optionText(element) : element.textContent ?? '',
    set: (element, value) => { element.textContent = String(value) }
  },
  complete: { get: () => true },
  naturalWidth: shownSize('width'),
  naturalHeight: shownSize('height')
}

const patterns: Readonly<Record<string, RegExp>> = {
  email: /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*$/,
  url: /^[a-z][a-z\d+.-]*:/i
}

/** What is wrong with a field, in Chrome's words; undefined if nothing is. */
function faultOf (field: DomElement): string | undefined {
  const own = setByHand.get(field) ?? ''
  if (own !== '') return own
  if (isDisabled(field) || field.hasAttribute('readonly')) return undefined
  const type = typeOf(field)
  const value = valueOf(field)
  if (field.hasAttribute('required')) {
    const isEmpty = type === 'checkbox' ? !isTicked(field) : type !== 'radio' && value === ''
    if (isEmpty) {
      return type === 'checkbox'
        ? 'Please check this box if you want to proceed.'
        : 'Please fill out this field.'
    }
    if (type === 'radio' && !radioGroup(field).some(isTicked)) return 'Please select one of these options.'
  }
  if (value === '') return undefined
  if (patterns[type]?.test(value) === false) {
    return type === 'email'
      ? 'Please enter an email address.'
      : 'Please enter a URL.'
  }
  return undefined
}

const listed = /^(?:button|fieldset|input|object|output|select|textarea)$/

/** A form's fields, or all in a group of them. */
export const elementsOf = ({ nodes: { document } }: Page, group: DomElement): DomElement[] => {
  if (group.localName === 'fieldset') return [...elementsBelow(group)].filter(({ localName }) => listed.test(localName))
  return [...elementsBelow(document)].filter((field) => listed.test(field.localName) && formOf(field) === group)
}

/** A field, or all fields of a form. */
function isValid (element: DomElement): boolean {
  if (element.localName !== 'form') return faultOf(element) === undefined
  const fields = [...elementsBelow(element.ownerDocument)].filter((field) => listed.test(field.localName))
  return fields.every((field) => formOf(field) !== element || faultOf(field) === undefined)
}

export function closest (element: DomElement, selector: string): DomElement | null {
  for (let at: DomNode | null = element; at?.nodeType === 1; at = at.parentNode) {
    if (isMatch(selector, at as DomElement)) return at as DomElement
  }
  return null
}

const some = (found: DomNode | null | undefined): DomNode[] => found === null || found === undefined ? [] : [found]
const below = (element: DomElement, names: RegExp): DomElement[] =>
  [...elementsBelow(element)].filter(({ localName }) => names.test(localName))

const relatives: Readonly<Record<string, (page: Page, element: DomElement) => readonly DomNode[]>> = {
  options: (_, element) => optionsOf(element),
  selectedOptions: (_, element) => chosenOptions(element),
  elements: elementsOf,
  rows: (_, element) => below(element, /^tr$/).filter((row) => closest(row, 'table') === closest(element, 'table')),
  tBodies: (_, element) => below(element, /^tbody$/).filter(({ parentNode }) => parentNode === element),
  cells: (_, element) => below(element, /^t[dh]$/).filter(({ parentNode }) => parentNode === element),
  form: (_, element) => some(formOf(element)),
  labels: (_, element) => labelsOf(element),
  control: (_, element) => some(labelledBy(element)),
  content: (_, element) => some((element as DomElement & { readonly content?: DomNode }).content)
}
