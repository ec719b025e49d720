/** Forms: what they send, and where. */
import {
  chosenOptions, formOf, inputType, isOptionDisabled, isTicked, optionValue, optionsOf, resetControl, valueOf
} from '../../document/controls.js'
import { elementsBelow, type DomElement } from '../../document/nodes.js'
import { isDisabled } from '../../document/states.js'
import type { BrowserState } from '../browser-state.js'
import type { PageContext } from '../context.js'
import { go } from '../navigation.js'
import { dispatch } from './events.js'
import { afterPrompt } from './plain-prompt.js'
import { filesOf } from './files.js'

const isControl = ({ localName }: DomElement): boolean => /^(?:button|input|select|textarea)$/.test(localName)

/** The controls of a form, in document order, those too that name it from elsewhere. */
export const controlsOf = (form: DomElement): DomElement[] =>
  [...elementsBelow(form.ownerDocument)].filter((element) => isControl(element) && formOf(element) === form)

export const isSubmitButton = (element: DomElement): boolean => element.localName === 'button'
  ? /^(?:submit)?$/.test(element.getAttribute('type')?.toLowerCase() ?? '') ||
    !/^(?:reset|button|menu)$/.test(element.getAttribute('type') ?? '')
  : element.localName === 'input' && /^(?:submit|image)$/.test(inputType(element))

type Pair = [string, string]

/** What a control adds to what is sent. */
function pairsOf (control: DomElement, submitter: DomElement | undefined): Pair[] {
  const name = control.getAttribute('name') ?? ''
  if (name === '' || isDisabled(control)) return []
  const { localName } = control
  if (localName === 'select') {
    return chosenOptions(control).filter((option) => !isOptionDisabled(option)).map((option) =>
      [name, optionValue(option)])
  }
  const type = localName === 'input' ? inputType(control) : localName
  if (isSubmitButton(control) || /^(?:button|reset)$/.test(type)) {
    return control === submitter
      ? [[name, valueOf(control)]]
      : []
  }
  if (/^(?:checkbox|radio)$/.test(type)) return isTicked(control) ? [[name, valueOf(control)]] : []
  if (type === 'file') return filesOf(control).map((file) => [name, file.split(/[\\/]/).at(-1) ?? ''])
  return [[name, valueOf(control)]]
}

export const formPairs = (form: DomElement, submitter?: DomElement): Pair[] =>
  controlsOf(form).flatMap((control) => pairsOf(control, submitter))

/** A control that has to be filled in and is not; the browser shows it and sends nothing. */
const isMissing = (control: DomElement): boolean => control.hasAttribute('required') && !isDisabled(control) &&
  (/^(?:checkbox|radio)$/.test(control.localName === 'input' ? inputType(control) : '')
    ? !isTicked(control)
    : valueOf(control) === '')

const looksLikeMail = (value: string): boolean => /^[^\s@]+@[^\s@]+$/.test(value)

const isWrong = (control: DomElement): boolean => {
  if (isMissing(control)) return true
  const value = valueOf(control)
  return control.localName === 'input' && inputType(control) === 'email' && value !== '' && !looksLikeMail(value)
}

/** The first control that keeps a form from being sent. */
export const faultyControl = (form: DomElement): DomElement | undefined => controlsOf(form).find(isWrong)

/** Sends a form: as if its button was pressed. */
export async function submit (
  state: BrowserState, context: PageContext, form: DomElement, submitter?: DomElement
): Promise<void> {
  const unchecked = form.hasAttribute('novalidate') || submitter?.hasAttribute('formnovalidate') === true
  const faulty = unchecked ? undefined : faultyControl(form)
  if (faulty !== undefined) {
    await dispatch(state, context, faulty, 'invalid')
    context.focused = faulty
    return
  }
  if (!(await dispatch(state, context, form, 'submit'))) return
  await afterPrompt(state, async () => { await send(state, context, form, submitter) })
}

/** What a form sends where it says, without asking whether it may. */
export async function send (
  state: BrowserState, context: PageContext, form: DomElement, submitter: DomElement | undefined
): Promise<void> {
  const said = (name: string): string | null => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name)
  const action = said('action') ?? ''
  const url = new URL(URL.canParse(action, context.url) ? new URL(action, context.url) : context.url)
  const query = new URLSearchParams(formPairs(form, submitter)).toString()
  const method = said('method')?.toLowerCase()
  if (method === 'dialog') {
    closeDialog(form)
    return
  }
  const target = targetOf(state, context, said('target') ?? '')
  if (method === 'post') {
    await go(state, target, action === ''
      ? withoutFragment(url.href)
      : url.href, { reason: 'form', method: 'POST', body: query })
    return
  }
  url.search = query
  await go(state, target, url.href, { reason: 'form' })
}

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '')

function closeDialog (form: DomElement): void {
  for (let at = form.parentNode; at !== null; at = at.parentNode) {
    const element = at as DomElement
    if (element.localName === 'dialog') element.removeAttribute('open')
  }
}

/** Where a link or a form leads to that names a frame or a window; a new window for `_blank` and unknown names. */
export function targetOf (state: BrowserState, context: PageContext, name: string): PageContext {
  if (name === '' || name === '_self') return context
  if (name === '_parent') return context.parent ?? context
  if (name === '_top') return context.top
  const windows = [...state.windows.values()]
  const named = name === '_blank' ? undefined : windows.find((window) => window.name === name)
  if (named !== undefined) return named.top
  for (const [frame, inner] of context.frames) if (frame.getAttribute('name') === name) return inner
  const opened = state.openWindow('tab')
  if (name !== '_blank') opened.name = name
  return opened.top
}

/** Puts all controls back to what their attributes say. */
export async function reset (state: BrowserState, context: PageContext, form: DomElement): Promise<void> {
  if (!(await dispatch(state, context, form, 'reset'))) return
  for (const control of controlsOf(form)) resetControl(control)
}

/** The options of a list that can be chosen. */
export const openOptions = (select: DomElement): DomElement[] =>
  optionsOf(select).filter((option) => !isOptionDisabled(option))
