import { labelledBy } from '../../../browser/reading/accessible.js'
import { react } from '../../../browser/scripted/react.js'
import { formOf, inputType, isTicked, radioGroup, tick } from '../../../document/controls.js'
import type { DomElement } from '../../../document/nodes.js'
import { isDisabled } from '../../../document/states.js'
import { closest } from './fields.js'
import { type Operations, text } from './operations.js'
import type { Page } from './page.js'

/** What is to follow a click that nobody prevented; the facade fires it. */
interface Follow { type: string, on: string, cancelable?: boolean, submitter?: string, then?: string }

/** What was ticked before a click: a field's number, and whether it was. */
type Ticks = Array<[number, boolean]>

/** A script's click in its three parts: what changes before the event, how that is undone, and what follows it. */
export const clickOperations: Operations = {
  beforeClick: (page, [id]) => {
    const field = activated(page.nodes.element(id))
    if (field?.localName !== 'input') return ''
    const type = inputType(field)
    if (type !== 'checkbox' && type !== 'radio') return ''
    const group = type === 'radio' ? radioGroup(field) : [field]
    const before: Ticks = group.map((each) => [page.nodes.numberOf(each), isTicked(each)])
    tick(field, type === 'radio' || !isTicked(field))
    return JSON.stringify(before)
  },
  undoClick: ({ nodes }, [, before]) => {
    if (text(before) === '') return null
    for (const [id, was] of JSON.parse(text(before)) as Ticks) tick(nodes.element(id), was)
    return null
  },
  afterClick: (page, [id, before]) => {
    const clicked = page.nodes.element(id)
    const goesOn = react(page.state, page.context, clicked, 'click')
    return JSON.stringify(goesOn ? follows(page, clicked, text(before)) : [])
  }
}

/** What is clicked may stand in what does something. */
const activated = (element: DomElement): DomElement | null =>
  closest(element, 'a[href], area[href], button, input, label, summary')

function follows (page: Page, clicked: DomElement, before: string): Follow[] {
  const element = activated(clicked)
  if (element === null || isDisabled(element)) return []
  const { nodes } = page
  const { localName } = element
  if (localName === 'a' || localName === 'area') return followLink(page, element)
  if (localName === 'summary') return toggleDetails(page, element)
  if (localName === 'label') {
    const control = labelledBy(element)
    return control === undefined || control.contains(clicked) ? [] : [{ type: 'click', on: nodes.reference(control) }]
  }
  return before === '' ? followButton(page, element) : changes(page, element, before)
}

function followButton ({ nodes }: Page, button: DomElement): Follow[] {
  const form = formOf(button)
  if (form === null) return []
  const on = nodes.reference(form)
  const given = (button.getAttribute('type') ?? '').toLowerCase()
  const isButton = button.localName === 'button' && given !== 'reset' && given !== 'button'
  if (given === 'reset') return [{ type: 'reset', on, cancelable: true, then: 'reset' }]
  if (!isButton && given !== 'submit' && given !== 'image') return []
  return [{ type: 'submit', on, cancelable: true, submitter: nodes.reference(button), then: 'submit' }]
}

function changes ({ nodes, state, context }: Page, element: DomElement, before: string): Follow[] {
  const own = (JSON.parse(before) as Ticks).find(([id]) => id === nodes.numberOf(element))
  if (own?.[1] === isTicked(element)) return []
  for (const type of ['input', 'change']) react(state, context, element, type)
  const on = nodes.reference(element)
  return [{ type: 'input', on }, { type: 'change', on }]
}

function followLink (page: Page, link: DomElement): Follow[] {
  page.journey = {
    kind: 'address', to: link.getAttribute('href') ?? '', replaces: false, target: link.getAttribute('target')
  }
  return []
}

function toggleDetails (page: Page, summary: DomElement): Follow[] {
  const details = closest(summary, 'details')
  if (details === null) return []
  if (details.hasAttribute('open')) details.removeAttribute('open')
  else details.setAttribute('open', '')
  return [{ type: 'toggle', on: page.nodes.reference(details) }]
}
