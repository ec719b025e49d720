import { choose, chosenOptions, inputType, isChosen, selectOf } from '../../document/controls.js'
import { parentOf, type DomElement } from '../../document/nodes.js'
import { isDisabled } from '../../document/states.js'
import type { BrowserState } from '../browser-state.js'
import { DriverError } from '../errors.js'
import { dispatch } from '../interaction/events.js'
import { focus } from '../interaction/focus.js'
import { movePointer, pressPointer, releasePointer } from '../interaction/pointer.js'
import { centreInView, elementsAt, scrollIntoView } from '../interaction/scrolling.js'
import { isDisplayed } from '../reading/displayed.js'
import { invalid, type Perform } from './command.js'

export const notInteractable = (): DriverError =>
  new DriverError('element not interactable', 'element not interactable')

/** An element in a message: its tag with its attributes. */
function tagOf (element: DomElement): string {
  const inner = element.innerHTML === '' ? '' : '...'
  const tag = element.outerHTML.slice(0, 300).replace(/^(<(?:"[^"]*"|'[^']*'|[^>"'])*>).*$/s, '$1')
  return `${tag}${inner}</${element.localName}>`
}

const intercepted = (element: DomElement, x: number, y: number, other: DomElement | undefined): DriverError => {
  const by = other === undefined ? '' : `. Other element would receive the click: ${tagOf(other)}`
  return new DriverError('element click intercepted', 'element click intercepted: ' +
    `Element ${tagOf(element)} is not clickable at point (${Math.floor(x)}, ${Math.floor(y)})${by}`)
}

/** An option is chosen, or no longer where many may be. */
async function clickOption (state: BrowserState, option: DomElement): Promise<null> {
  const { context } = state
  const select = selectOf(option)
  if (select === undefined || !isDisplayed(context, select, true)) throw notInteractable()
  scrollIntoView(context, select)
  for (const type of ['mouseover', 'mousemove', 'mousedown']) await dispatch(state, context, select, type)
  await focus(state, context, select)
  if (!isDisabled(option)) {
    const before = chosenOptions(select)
    choose(option, select.hasAttribute('multiple') ? !isChosen(option) : true)
    const after = chosenOptions(select)
    if (before.length !== after.length || before.some((each, index) => each !== after[index])) {
      await dispatch(state, context, select, 'input')
      await dispatch(state, context, select, 'change')
    }
  }
  for (const type of ['mouseup', 'click']) await dispatch(state, context, select, type)
  return null
}

/** A label's control, and what stands in the element, may be hit instead of it. */
const isWithin = (hit: DomElement, element: DomElement): boolean => {
  for (let at: DomElement | null = hit; at !== null; at = parentOf(at)) if (at === element) return true
  return false
}

export const elementClick: Perform = async (state, _, target) => {
  const element = state.element(target.element)
  const { context } = state
  if (element.localName === 'input' && inputType(element) === 'file') throw invalid('a file input cannot be clicked')
  if (element.localName === 'option') return await clickOption(state, element)
  if (!isDisplayed(context, element, true)) throw notInteractable()
  scrollIntoView(context, element)
  const point = centreInView(context, element)
  if (point === undefined) throw notInteractable()
  const [hit, ...behind] = elementsAt(context, point)
  if (hit === undefined || !isWithin(hit, element)) {
    const reaches = behind.some((other) => isWithin(other, element))
    const isPassed = context.view.styleOf(element).get('pointer-events') === 'none'
    if (reaches || isPassed || hit !== undefined) throw intercepted(element, point.x, point.y, hit)
    throw notInteractable()
  }
  await movePointer(state, context, point)
  const pressedOn = await pressPointer(state, context, point, 0)
  await releasePointer(state, context, point, 0, pressedOn)
  return null
}
