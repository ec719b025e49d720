import type { DomElement, DomNode } from '../../document/nodes.js'
import type { BrowserState } from '../browser-state.js'
import { DriverError } from '../errors.js'
import { findElements, locatorIn, notFound, type Locator } from '../find/find.js'
import type { CommandTarget } from '../settings.js'
import type { Perform } from './command.js'

/** Where is looked: in the document, or in an element of it. */
type Root = (state: BrowserState, target: CommandTarget) => DomNode

const inDocument: Root = ({ document }) => document
const inElement: Root = (state, { element }) => state.element(element)
/** domino knows no shadow trees, and the script engine makes none. */
const inShadow: Root = () => { throw new DriverError('no such shadow root', 'no such shadow root') }

/**
 * Looks until something is found or the implicit wait is over: on the session's timeline, from one thing that happens
 * to the next, since nothing changes in between.
 */
async function lookFor (state: BrowserState, locator: Locator, root: () =>
DomNode, most: number): Promise<DomElement[]> {
  const end = state.settings.now() + state.timeouts.implicit
  for (;;) {
    const found = findElements(locator, root(), state.context, most)
    const left = end - state.settings.now()
    if (found.length > 0 || left <= 0) return found
    const next = state.untilNext
    await state.pass(next === undefined ? left : Math.min(left, next))
    // Where time stands still, or a dialogue has come, waiting is of no use.
    if (state.settings.now() >= end || (next === undefined && state.untilNext === undefined) ||
      state.prompt !== undefined) {
      return findElements(locator, root(), state.context, most)
    }
  }
}

const one = (root: Root): Perform => async (state, parameters, target) => {
  const locator = locatorIn(parameters)
  const [found] = await lookFor(state, locator, () => root(state, target), 1)
  if (found === undefined) throw notFound(locator)
  return state.reference(found)
}

const all = (root: Root): Perform => async (state, parameters, target) => {
  const found = await lookFor(state, locatorIn(parameters), () => root(state, target), Infinity)
  return found.map((element) => state.reference(element))
}

export const findingCommands = {
  findElement: one(inDocument),
  findElements: all(inDocument),
  findElementFromElement: one(inElement),
  findElementsFromElement: all(inElement),
  findElementFromShadowRoot: one(inShadow),
  findElementsFromShadowRoot: all(inShadow),
  getElementShadowRoot: (state, _, { element }) => {
    state.element(element)
    throw new DriverError('no such shadow root', 'no such shadow root')
  }
} satisfies Record<string, Perform>
