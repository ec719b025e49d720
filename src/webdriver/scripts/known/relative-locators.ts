/** Selenium's relative locators: elements above, below, beside or near others. */
import type { BrowserState } from '../../../browser/browser-state.js'
import { referenceIn } from '../../../browser/element-ids.js'
import { DriverError } from '../../../browser/errors.js'
import { findElements } from '../../../browser/find/find.js'
import type { Rect } from '../../../browser/settings.js'
import type { DomElement } from '../../../document/nodes.js'

type Relation = (anchor: Rect, candidate: Rect) => boolean

const overlapsAcross: Relation = (a, c) => c.x < a.x + a.width && c.x + c.width > a.x
const overlapsDown: Relation = (a, c) => c.y < a.y + a.height && c.y + c.height > a.y
const above: Relation = (a, c) => c.y + c.height <= a.y
const below: Relation = (a, c) => c.y >= a.y + a.height
const left: Relation = (a, c) => c.x + c.width <= a.x
const right: Relation = (a, c) => c.x >= a.x + a.width

const relations: Readonly<Record<string, Relation>> = {
  above,
  below,
  left,
  right,
  straightAbove: (a, c) => overlapsAcross(a, c) && above(a, c),
  straightBelow: (a, c) => overlapsAcross(a, c) && below(a, c),
  straightLeft: (a, c) => overlapsDown(a, c) && left(a, c),
  straightRight: (a, c) => overlapsDown(a, c) && right(a, c)
}

/** How near is near, if a client does not say, CSS pixels. */
const usuallyNear = 50

const near = (distance: number): Relation => (a, c) => {
  const wide = { x: a.x - distance, y: a.y - distance, width: a.width + 2 * distance, height: a.height + 2 * distance }
  return overlapsAcross(wide, c) && overlapsDown(wide, c)
}

const names: Readonly<Record<string, string>> = {
  css: 'css selector', className: 'class name', tagName: 'tag name', linkText: 'link text',
  partialLinkText: 'partial link text'
}

type Given = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Given => typeof value === 'object' && value !== null &&
  !Array.isArray(value)

const wrong = (message: string): DriverError => new DriverError('javascript error', `javascript error: ${message}`)

/** The elements that a locator of selenium's atom finds, the nearest to the last anchor first. @throws DriverError */
export function findRelative (state: BrowserState, locator: unknown): DomElement[] {
  if (!isRecord(locator)) throw wrong('Unsupported locator strategy')
  const { relative } = locator
  if (relative === undefined) return plainly(state, locator)
  if (!isRecord(relative) ||
    !Array.isArray(relative['filters'])) throw wrong('Locator not suitable for relative locators')
  const filters = relative['filters'].filter(isRecord)
  const candidates = elementsOf(state, relative['root'])
  const kept = candidates.filter((candidate) => filters.every((filter) => holds(state, filter, candidate)))
  const last = filters.at(-1)
  return last === undefined ? kept : byDistance(state, anchorOf(state, last), kept)
}

function plainly (state: BrowserState, locator: Given): DomElement[] {
  const [using = '', value] = Object.entries(locator)[0] ?? []
  return findElements({ using: names[using] ?? using, value: String(value) }, state.document, state.context)
}

const elementsOf = (state: BrowserState, given: unknown): DomElement[] =>
  referenceIn(given) === undefined ? findRelative(state, given) : [state.elementIn(given)]

function anchorOf (state: BrowserState, { args }: Given): DomElement {
  const [given] = Array.isArray(args) ? args as unknown[] : []
  const [anchor] = elementsOf(state, given)
  if (anchor === undefined) throw wrong(`No element has been found by ${JSON.stringify(given)}`)
  return anchor
}

const nothing: Rect = { x: 0, y: 0, width: 0, height: 0 }
const rectOf = ({ context }: BrowserState, element: DomElement): Rect => context.boxInView(element) ?? nothing

function holds (state: BrowserState, filter: Given, candidate: DomElement): boolean {
  const { kind, args } = filter
  const anchor = anchorOf(state, filter)
  const distance = Array.isArray(args) && typeof args[1] === 'number' && args[1] > 0 ? args[1] : usuallyNear
  const relation = kind === 'near' ? near(distance) : relations[String(kind)]
  if (relation === undefined) throw wrong(`Cannot find filter suitable for ${String(kind)}`)
  return anchor !== candidate && relation(rectOf(state, anchor), rectOf(state, candidate))
}

function byDistance (state: BrowserState, anchor: DomElement, elements: readonly DomElement[]): DomElement[] {
  const centre = ({ x, y, width, height }: Rect): [number, number] =>
    [x + Math.max(1, width) / 2, y + Math.max(1, height) / 2]
  const [x, y] = centre(rectOf(state, anchor))
  const distance = (element: DomElement): number => {
    const [ownX, ownY] = centre(rectOf(state, element))
    return Math.hypot(ownX - x, ownY - y)
  }
  return elements.toSorted((a, b) => distance(a) - distance(b))
}
