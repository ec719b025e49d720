/** Typing: what a key does where the focus is. */
import {
  choose, chooseAt, chosenIndex, formOf, inputType, isOptionDisabled, optionsOf, optionText, setValue, tick, valueOf
} from '../../document/controls.js'
import type { DomElement } from '../../document/nodes.js'
import { isDisabled, isReadOnly } from '../../document/states.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { isEditable } from '../reading/properties.js'
import { click } from './activation.js'
import { dispatch } from './events.js'
import { blur, commit, focus, neighbour } from './focus.js'
import { controlsOf, isSubmitButton, submit } from './forms.js'
import { isModifier, keyOf, modifiersOf, type Key } from './keys.js'

/** Where the caret is in a control, and what is marked. */
interface Selection { start: number, end: number }

const selections = new WeakMap<DomElement, Selection>()

const textOf = (element: DomElement): string => isField(element) ? valueOf(element) : element.textContent ?? ''

const isField = ({ localName }: DomElement): boolean => localName === 'input' || localName === 'textarea'

export function selectionOf (element: DomElement): Selection {
  const { length } = textOf(element)
  const { start, end } = selections.get(element) ?? { start: length, end: length }
  return { start: Math.min(start, length), end: Math.min(end, length) }
}

export const select =
  (element: DomElement, start: number, end = start): void => { selections.set(element, { start, end }) }

const untyped = /^(?:checkbox|radio|range|color|file|submit|image|reset|button|hidden)$/

/** Whether text goes into an element. */
export const isTypable = (element: DomElement): boolean => element.localName === 'input'
  ? !untyped.test(inputType(element))
  : element.localName === 'textarea' || isEditable(element)

function setText (element: DomElement, text: string): void {
  if (isField(element)) setValue(element, text)
  else element.textContent = text
}

const mostOf = (element: DomElement): number => {
  const said = Number.parseInt(element.getAttribute('maxlength') ?? '', 10)
  return Number.isFinite(said) && said >= 0 ? said : Infinity
}

async function replace (
  state: BrowserState, context: PageContext, element: DomElement, text: string, from: number, to: number, kind: string
): Promise<void> {
  if (isField(element) && isReadOnly(element)) return
  if (!(await dispatch(state, context, element, 'beforeinput',
    { data: text === '' ? null : text, inputType: kind }))) return
  const before = textOf(element)
  const room = Math.max(0, mostOf(element) - (before.length - (to - from)))
  const fits = isField(element) ? text.slice(0, room) : text
  if (fits === '' && from === to) return
  setText(element, before.slice(0, from) + fits + before.slice(to))
  select(element, from + fits.length)
  await dispatch(state, context, element, 'input', { data: text === '' ? null : text, inputType: kind })
}

/** Puts a text where the caret is, in place of what is marked. */
export async function insert (
  state: BrowserState, context: PageContext, element: DomElement, text: string
): Promise<void> {
  const { start, end } = selectionOf(element)
  await replace(state, context, element, text, start, end, 'insertText')
}

async function remove (
  state: BrowserState, context: PageContext, element: DomElement, step: 1 | -1
): Promise<void> {
  const { start, end } = selectionOf(element)
  const kind = step < 0 ? 'deleteContentBackward' : 'deleteContentForward'
  const length = textOf(element).length
  const from = start === end && step < 0 ? Math.max(0, start - 1) : start
  const to = start === end && step > 0 ? Math.min(length, end + 1) : end
  if (from < to) await replace(state, context, element, '', from, to, kind)
}

/** What goes where the caret is moved. */
function caret (element: DomElement, key: string, { shiftKey = false }: Readonly<Record<string, boolean>>): boolean {
  const text = textOf(element)
  const { start, end } = selectionOf(element)
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end)
  const to: Readonly<Record<string, number>> = {
    ArrowLeft: start === end || shiftKey ? Math.max(0, start - 1) : start,
    ArrowRight: start === end || shiftKey ? Math.min(text.length, end + 1) : end,
    Home: lineStart, End: lineEnd,
    ArrowUp: element.localName === 'input' ? 0 : Math.max(0, lineStart - 1),
    ArrowDown: element.localName === 'input' ? text.length : Math.min(text.length, lineEnd + 1)
  }
  const place = to[key]
  if (place === undefined) return false
  if (!shiftKey) select(element, place)
  else if (place < start) select(element, place, end)
  else select(element, start, place)
  return true
}

const clipboards = new WeakMap<BrowserState, string>()

/** Shortcuts: select all, copy, cut, paste. */
async function shortcut (
  state: BrowserState, context: PageContext, element: DomElement, key: string
): Promise<void> {
  const text = textOf(element)
  const { start, end } = selectionOf(element)
  if (key === 'a') select(element, 0, text.length)
  if (key === 'c' || key === 'x') clipboards.set(state, text.slice(start, end))
  if (key === 'x' && end > start) await replace(state, context, element, '', start, end, 'deleteByCut')
  if (key === 'v') await replace(state, context, element, clipboards.get(state) ?? '', start, end, 'insertFromPaste')
}

/** Choosing in a list by keys: the next one, or the one that begins so. */
async function chooseByKey (state: BrowserState, context: PageContext, list: DomElement, { key }: Key): Promise<void> {
  const options = optionsOf(list)
  const at = chosenIndex(list)
  const open = (option: DomElement): boolean => !isOptionDisabled(option)
  const begins = (option: DomElement): boolean =>
    open(option) && optionText(option).toLowerCase().startsWith(key.toLowerCase())
  const places: Readonly<Record<string, number>> = {
    ArrowDown: options.findIndex((option, index) => index > at && open(option)),
    ArrowUp: options.slice(0, Math.max(0, at)).findLastIndex(open),
    Home: options.findIndex(open),
    End: options.findLastIndex(open)
  }
  const after = options.findIndex((option, index) => index > at && begins(option))
  const isLetter = key.length === 1 && key !== ' '
  const first = after < 0 ? options.findIndex(begins) : after
  const typed = isLetter ? first : -1
  const place = places[key] ?? typed
  if (place < 0 || place === at) return
  chooseAt(list, place)
  await dispatch(state, context, list, 'input')
  await dispatch(state, context, list, 'change')
}

/** Chooses the option of a list that begins with a whole text, as clients type it at once. */
export async function chooseByText (
  state: BrowserState, context: PageContext, list: DomElement, text: string
): Promise<boolean> {
  const option = optionsOf(list).find((each) =>
    !isOptionDisabled(each) && optionText(each).toLowerCase().startsWith(text.toLowerCase()))
  if (option === undefined) return false
  choose(option, true)
  await dispatch(state, context, list, 'input')
  await dispatch(state, context, list, 'change')
  return true
}

async function enter (state: BrowserState, context: PageContext, element: DomElement): Promise<void> {
  if (element.localName === 'textarea' || (!isField(element) && isEditable(element))) {
    await insert(state, context, element, '\n')
    return
  }
  if (/^(?:button|a|summary)$/.test(element.localName) ||
    (element.localName === 'input' && /^(?:submit|image|reset|button)$/.test(inputType(element)))) {
    await click(state, context, element)
    return
  }
  if (element.localName !== 'input') return
  await commit(state, context, element)
  const form = formOf(element)
  if (form === null) return
  // Enter presses the form's first button, or sends a form of one field without any.
  const controls = controlsOf(form)
  const button = controls.find(isSubmitButton)
  if (button !== undefined) {
    if (!isDisabled(button)) await click(state, context, button)
  } else if (controls.filter((each) => each.localName === 'input' && isTypable(each)).length === 1) {
    await submit(state,
      context, form)
  }
}

/** What a key does, once its own event has not been prevented. */
async function act (
  state: BrowserState, context: PageContext, element: DomElement, key: Key, held: Readonly<Record<string, boolean>>
): Promise<void> {
  const name = key.key
  if (name === 'Tab') {
    const next = neighbour(context, held.shiftKey === true ? -1 : 1)
    if (next === undefined) await blur(state, context)
    else {
      await focus(state, context, next)
      if (isField(next)) select(next, 0, textOf(next).length)
    }
    return
  }
  if (name === 'Enter') return await enter(state, context, element)
  if (element.localName === 'select') return await chooseByKey(state, context, element, key)
  if (!isTypable(element)) {
    if (name === ' ') await pressSpace(state, context, element)
    return
  }
  if (name === 'Backspace') return await remove(state, context, element, -1)
  if (name === 'Delete') return await remove(state, context, element, 1)
  if (caret(element, name, held)) return
  if (held.ctrlKey === true || held.metaKey === true) return await shortcut(state, context, element, name.toLowerCase())
  if ([...name].length > 1 && /^[A-Z][A-Za-z0-9]+$/.test(name)) return
  await insert(state, context, element, held.shiftKey === true && /^[a-z]$/.test(name) ? name.toUpperCase() : name)
}

async function pressSpace (state: BrowserState, context: PageContext, element: DomElement): Promise<void> {
  if (element.localName === 'input' && inputType(element) === 'radio') tick(element, true)
  else if (/^(?:button|input|summary)$/.test(element.localName)) await click(state, context, element)
}

/** A key goes down, wherever the focus is. */
export async function keyDown (state: BrowserState, context: PageContext, character: string): Promise<void> {
  const key = keyOf(character)
  const element = context.activeElement
  if (element === null) return
  const init = { key: key.key, code: key.code, ...modifiersOf(state.input.held) }
  const goesOn = await dispatch(state, context, element, 'keydown', init)
  if (!goesOn || isModifier(key)) return
  const writes = [...key.key].length === 1 || key.key === 'Enter'
  if (writes && !(await dispatch(state, context, element, 'keypress', init))) return
  await act(state, context, element, key, modifiersOf(state.input.held))
}

export async function keyUp (state: BrowserState, context: PageContext, character: string): Promise<void> {
  const { key, code } = keyOf(character)
  const element = context.activeElement
  if (element !== null) {
    await dispatch(state, context, element, 'keyup',
      { key, code, ...modifiersOf(state.input.held) })
  }
}
