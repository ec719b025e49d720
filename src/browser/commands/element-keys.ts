import { inputType, resetControl, setValue, valueOf } from '../../document/controls.js'
import type { DomElement } from '../../document/nodes.js'
import { isDisabled, isReadOnly } from '../../document/states.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { DriverError } from '../errors.js'
import { dispatch } from '../interaction/events.js'
import { filesOf, setFiles } from '../interaction/files.js'
import { blur, canFocus, commit, focus } from '../interaction/focus.js'
import { graphemes, isModifier, keyOf, nullKey } from '../interaction/keys.js'
import { scrollIntoView } from '../interaction/scrolling.js'
import { chooseByText, isTypable, keyDown, keyUp, select, selectionOf } from '../interaction/typing.js'
import { isDisplayed } from '../reading/displayed.js'
import { isEditable } from '../reading/properties.js'
import { notInteractable } from './element-click.js'
import { invalid, type Parameters, type Perform } from './command.js'

const keepsText = /^(?:checkbox|radio|submit|image|reset|button|hidden)$/

const isClearable = (element: DomElement): boolean => {
  const { localName } = element
  if (localName === 'textarea') return true
  return localName === 'input' ? !keepsText.test(inputType(element)) : isEditable(element)
}

const wrongState = (): DriverError => new DriverError('invalid element state', 'invalid element state')

const elementClear: Perform = async (state, _, target) => {
  const element = state.element(target.element)
  const { context } = state
  if (!isClearable(element)) throw wrongState()
  const isField = element.localName === 'input' || element.localName === 'textarea'
  if (isField && isBlocked(element)) throw wrongState()
  scrollIntoView(context, element)
  if (!isDisplayed(context, element, true)) throw notInteractable()
  const held = isField ? valueOf(element) : element.innerHTML
  if (held === '') return null
  await focus(state, context, element)
  if (!isField) element.innerHTML = ''
  else if (inputType(element) === 'file') setFiles(element, [])
  else if (/^(?:range|color)$/.test(element.localName === 'input' ? inputType(element) : '')) resetControl(element)
  else setValue(element, '')
  await dispatch(state, context, element, 'input', { inputType: 'deleteContentBackward' })
  await commit(state, context, element)
  await blur(state, context)
  return null
}

/** What a client must not change, though it is of a kind that it may. */
const isBlocked = (element: DomElement): boolean => isDisabled(element) ||
  (isReadOnly(element) && !/^(?:range|color|file)$/.test(element.localName === 'input' ? inputType(element) : ''))

/** The keys of a body: `text`, or the characters of `value` as clients sent them before W3C. */
function keysIn ({ text, value }: Parameters): string {
  if (typeof text === 'string') return text
  if (text === undefined && Array.isArray(value)) return value.map(String).join('')
  throw invalid('\'text\' must be a string')
}

async function upload (state: BrowserState, context: PageContext, input: DomElement, text: string): Promise<null> {
  const paths = text.split('\n').filter((path) => path !== '')
  if (paths.length === 0) throw invalid('no file is named')
  const isMany = input.hasAttribute('multiple')
  if (paths.length > 1 && !isMany) throw invalid('the element can not hold multiple files')
  setFiles(input, isMany ? [...filesOf(input), ...paths] : paths)
  setValue(input, `C:\\fakepath\\${paths[0]?.split(/[\\/]/).at(-1) ?? ''}`)
  await dispatch(state, context, input, 'input')
  await dispatch(state, context, input, 'change')
  return null
}

/** What is written into as a whole, in the form that its value has. */
const asWhole: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/, month: /^\d{4}-\d\d$/, week: /^\d{4}-W\d\d$/, time: /^\d\d:\d\d(?::\d\d)?$/,
  'datetime-local': /^\d{4}-\d\d-\d\dT\d\d:\d\d/, color: /^#[0-9a-f]{6}$/i, range: /^-?[\d.]+$/
}

async function write (state: BrowserState, context: PageContext, input: DomElement, text: string): Promise<null> {
  if (isReadOnly(input) && !/^(?:range|color)$/.test(inputType(input))) throw notInteractable()
  const usual = americanDate(inputType(input), text)
  const kind = inputType(input)
  if (asWhole[kind]?.test(usual) !== true) throw invalid(`${JSON.stringify(text)} is no ${kind}`)
  await focus(state, context, input)
  setValue(input, usual)
  await dispatch(state, context, input, 'input')
  await dispatch(state, context, input, 'change')
  return null
}

/** Chrome's fields take dates in the order of the user's language: a client types `12312026`. */
function americanDate (type: string, text: string): string {
  const [, month, day, year] = /^(\d\d)\/?(\d\d)\/?(\d{4})$/.exec(text) ?? []
  return type === 'date' && year !== undefined ? `${year}-${month ?? ''}-${day ?? ''}` : text
}

/** Types a text into what has the focus; what is held down in the end is let go. */
async function type (state: BrowserState, context: PageContext, text: string): Promise<void> {
  const held = new Set<string>()
  state.input.keys.set(typing, held)
  for (const character of graphemes(text)) {
    if (character === nullKey) {
      held.clear()
      continue
    }
    const key = keyOf(character)
    if (isModifier(key)) {
      if (held.has(key.key)) {
        held.delete(key.key)
        await keyUp(state, context, character)
        continue
      }
      held.add(key.key)
      await keyDown(state, context, character)
      continue
    }
    await keyDown(state, context, character)
    await keyUp(state, context, character)
    // Nothing more is typed into a page that has been left, or behind a dialogue.
    if (state.prompt !== undefined) break
  }
  state.input.keys.delete(typing)
}

/** The keyboard of this command. */
const typing = ' typing'

const elementSendKeys: Perform = async (state, parameters, target) => {
  const text = keysIn(parameters)
  const element = state.element(target.element)
  const { context } = state
  const kind = element.localName === 'input' ? inputType(element) : ''
  if (kind === 'file') return await upload(state, context, element, text)
  scrollIntoView(context, element)
  const isReachable = canFocus(context, element) || element.localName === 'body' || element.localName === 'html'
  if (!isReachable || isDisabled(element) || !isDisplayed(context, element, true)) throw notInteractable()
  if (Object.hasOwn(asWhole, kind)) return await write(state, context, element, text)
  if (context.focused !== element) {
    await focus(state, context, element)
    if (isTypable(element)) select(element, selectionEnd(element))
  }
  const plain = !/[\ue000-\uf8ff\n\t]/.test(text)
  if (element.localName === 'select' && plain && await chooseByText(state, context, element, text)) return null
  await type(state, context, text)
  return null
}

/** Text is added to what is there. */
const selectionEnd = (element: DomElement): number =>
  Math.max(selectionOf(element).end, element.localName === 'input' ? valueOf(element).length : 0)

export const keyCommands = { elementClear, elementSendKeys } satisfies Record<string, Perform>
