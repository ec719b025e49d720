/**
 * What a control holds besides its attributes: the text that was typed, the box that was ticked, the option that was
 * chosen. domino's controls show their attributes alone; this is HTML's own "dirty" state.
 */
import { touch } from './changes.js'
import type { DomElement, DomNode } from './nodes.js'
import { elementsBelow, isElement } from './nodes.js'

const typed = new WeakMap<DomElement, string>()
const ticked = new WeakMap<DomElement, boolean>()
const chosen = new WeakMap<DomElement, boolean>()

const changed = (control: DomElement): void => { touch(control.ownerDocument) }

const types = new Set([
  'text', 'hidden', 'search', 'tel', 'url', 'email', 'password', 'date', 'month', 'week', 'time', 'datetime-local',
  'number', 'range', 'color', 'checkbox', 'radio', 'file', 'submit', 'image', 'reset', 'button'
])

/** Types of inputs whose value is their attribute. */
const byAttribute = /^(?:hidden|submit|image|reset|button)$/
const ticks = /^(?:checkbox|radio)$/

/** The type of an input in small letters; `text` for an unknown one. */
export function inputType (input: DomElement): string {
  const type = input.getAttribute('type')?.toLowerCase() ?? 'text'
  return types.has(type) ? type : 'text'
}

function inputValue (input: DomElement): string {
  const type = inputType(input)
  if (ticks.test(type)) return input.getAttribute('value') ?? 'on'
  const value = typed.get(input) ?? input.getAttribute('value') ?? ''
  return type === 'range' || type === 'color' ? sanitised(type, value, input) : value
}

function sanitised (type: string, value: string, input: DomElement): string {
  if (type === 'color') return /^#[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : '#000000'
  const [least, most] = [Number(input.getAttribute('min') ?? 0), Number(input.getAttribute('max') ?? 100)]
  const number = value === '' ? (least + most) / 2 : Number(value)
  return String(Number.isFinite(number) ? Math.min(Math.max(number, least), most) : (least + most) / 2)
}

function setInputValue (input: DomElement, value: string): void {
  const type = inputType(input)
  if (byAttribute.test(type) || ticks.test(type)) input.setAttribute('value', value)
  else typed.set(input, value.replace(/[\r\n]/g, ''))
}

/** The form that a control belongs to: the one it names, else the one around it. */
export function formOf (control: DomElement): DomElement | null {
  const named = control.getAttribute('form')
  if (named !== null) {
    const form = control.ownerDocument.getElementById(named)
    return form?.localName === 'form' ? form : null
  }
  for (let at = control.parentNode; at !== null; at = at.parentNode) {
    if (isElement(at) && at.localName === 'form') return at
  }
  return null
}

const rootOf = (node: DomNode): DomNode => {
  let root = node
  while (root.parentNode !== null) root = root.parentNode
  return root
}

/** The radio buttons of which one is ticked at a time, with the given one among them. */
export function radioGroup (radio: DomElement): DomElement[] {
  const name = radio.getAttribute('name') ?? ''
  if (name === '') return [radio]
  const form = formOf(radio)
  return [...elementsBelow(rootOf(radio))].filter((other) => other.localName === 'input' &&
    inputType(other) === 'radio' && other.getAttribute('name') === name && formOf(other) === form)
}

/** A radio button by its attribute: the last of its group that says so is the ticked one. */
const isTickedByAttribute = (input: DomElement): boolean => {
  if (!input.hasAttribute('checked')) return false
  if (inputType(input) !== 'radio') return true
  const group = radioGroup(input)
  return !group.some((other) => ticked.get(other) === true) &&
    group.findLast((other) => other.hasAttribute('checked')) === input
}

/** Whether a box or a radio button is ticked. */
export const isTicked = (input: DomElement): boolean => ticked.get(input) ?? isTickedByAttribute(input)

export function tick (input: DomElement, value: boolean): void {
  if (value && inputType(input) === 'radio') for (const other of radioGroup(input)) ticked.set(other, false)
  ticked.set(input, value)
  changed(input)
}

export const optionsOf = (select: DomElement): DomElement[] =>
  [...elementsBelow(select)].filter(({ localName }) => localName === 'option')

export const selectOf = (option: DomElement): DomElement | undefined => {
  for (let at = option.parentNode; at !== null; at = at.parentNode) {
    if (isElement(at) && at.localName === 'select') return at
  }
  return undefined
}

/** An option cannot be chosen, or none of its group. */
export const isOptionDisabled = (option: DomElement): boolean =>
  option.hasAttribute('disabled') || (isElement(option.parentNode) && option.parentNode.localName === 'optgroup' &&
    option.parentNode.hasAttribute('disabled'))

const isMarked = (option: DomElement): boolean => chosen.get(option) ?? option.hasAttribute('selected')

/** The chosen options; of a list that shows one there is always one, if one can be chosen. */
export function chosenOptions (select: DomElement): DomElement[] {
  const options = optionsOf(select)
  const marked = options.filter(isMarked)
  if (select.hasAttribute('multiple')) return marked
  const last = marked.at(-1)
  if (last !== undefined) return [last]
  if (Number(select.getAttribute('size') ?? 1) > 1) return []
  const first = options.find((option) => !isOptionDisabled(option))
  return first === undefined ? [] : [first]
}

/** Whether an option is chosen. */
export const isChosen = (option: DomElement): boolean => {
  const select = selectOf(option)
  return select === undefined ? isMarked(option) : chosenOptions(select).includes(option)
}

/** Chooses an option, or no longer; of a list that shows one, no other any more. */
export function choose (option: DomElement, value: boolean): void {
  const select = selectOf(option)
  if (select !== undefined && value && !select.hasAttribute('multiple')) {
    for (const other of optionsOf(select)) chosen.set(other, false)
  }
  chosen.set(option, value)
  changed(option)
}

/** What an option says that has no value of its own: its text, in single spaces. */
export const optionText = (option: DomElement): string => (option.textContent ?? '').replace(/\s+/g, ' ').trim()
export const optionValue = (option: DomElement): string => option.getAttribute('value') ?? optionText(option)

const defaultText = (area: DomElement): string => (area.textContent ?? '').replace(/\r\n?/g, '\n')

/** Back to what the attributes say. */
export function resetControl (control: DomElement): void {
  typed.delete(control)
  ticked.delete(control)
  for (const option of control.localName === 'select' ? optionsOf(control) : []) chosen.delete(option)
  changed(control)
}

/** The text or the value that a control holds. */
export function valueOf (control: DomElement): string {
  switch (control.localName) {
    case 'input': return inputValue(control)
    case 'textarea': return typed.get(control) ?? defaultText(control)
    case 'option': return optionValue(control)
    case 'select': {
      const [first] = chosenOptions(control)
      return first === undefined ? '' : optionValue(first)
    }
    default: return control.getAttribute('value') ?? ''
  }
}

export function setValue (control: DomElement, value: string): void {
  if (control.localName === 'input') setInputValue(control, value)
  else if (control.localName === 'textarea') typed.set(control, value.replace(/\r\n?/g, '\n'))
  else if (control.localName === 'select') chooseOnly(control, (option) => optionValue(option) === value)
  else control.setAttribute('value', value)
  changed(control)
}

function chooseOnly (select: DomElement, isWanted: (option: DomElement, index: number) => boolean): void {
  const options = optionsOf(select)
  const first = options.findIndex(isWanted)
  for (const [index, option] of options.entries()) chosen.set(option, index === first)
}

/** The place of the first chosen option of a list, or -1. */
export function chosenIndex (select: DomElement): number {
  const [first] = chosenOptions(select)
  return first === undefined ? -1 : optionsOf(select).indexOf(first)
}

export function chooseAt (select: DomElement, place: number): void {
  chooseOnly(select, (_, index) => index === place)
  changed(select)
}
