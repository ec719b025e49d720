/** Bringing things into view, and what lies at a point of it. */
import { isElement, parentOf, type DomElement } from '../../document/nodes.js'
import type { PageContext } from '../context.js'
import type { Rect } from '../settings.js'

export interface Point { readonly x: number, readonly y: number }

/** The part of a box that is in the viewport; undefined if none is. */
function inView ({ x, y, width, height }: Rect, context: PageContext): Rect | undefined {
  const { viewport } = context.view
  const [left, top] = [Math.max(0, x), Math.max(0, y)]
  const [right, bottom] = [Math.min(viewport.width, x + width), Math.min(viewport.height, y + height)]
  if (right <= left || bottom <= top) return undefined
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** W3C's in-view centre point of an element, in the viewport; undefined if nothing of it is in view. */
export function centreInView (context: PageContext, element: DomElement): Point | undefined {
  const box = context.boxInView(element)
  const seen = box === undefined ? undefined : inView(box, context)
  return seen === undefined ? undefined : { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }
}

/** Scrolls so that an element can be seen, as little as it takes; what is in view stays. */
export function scrollIntoView (context: PageContext, element: DomElement): void {
  const { view } = context
  const box = view.boxOf(element)
  if (box === undefined || view.layout.fixed.has(element)) return
  const { viewport } = view
  const nearest = (at: number, start: number, size: number, room: number): number => {
    if (start >= at && start + size <= at + room) return at
    return start < at || size > room ? start : start + size - room
  }
  const x = nearest(context.scrollX, box.x, box.width, viewport.width)
  const y = nearest(context.scrollY, box.y, box.height, viewport.height)
  context.scrollTo(x, y)
}

/** How far in front an element is, by its z-index and those of what it stands in. */
function layerOf (context: PageContext, element: DomElement): number {
  const outer = parentOf(element)
  const below = outer === null ? 0 : layerOf(context, outer)
  const style = context.view.styleOf(element)
  if (style.get('position') === 'static') return below
  const index = Number(style.get('z-index'))
  return Number.isFinite(index) ? Math.max(below, 0) + Math.max(-1, Math.min(index, 1e6)) + 0.001 : below + 0.001
}

/** Whether something around an element hides what reaches out of it, at a point of the viewport. */
function isClipped (context: PageContext, element: DomElement, { x, y }: Point): boolean {
  for (let at = parentOf(element); at !== null && at.localName !== 'body'; at = parentOf(at)) {
    const style = context.view.styleOf(at)
    if (style.get('overflow-x') === 'visible' && style.get('overflow-y') === 'visible') continue
    const box = context.boxInView(at)
    if (box !== undefined && !holds(box, { x, y })) return true
  }
  return false
}

const holds = ({ x, y, width, height }: Rect, point: Point): boolean =>
  point.x >= x && point.y >= y && point.x < x + width && point.y < y + height

/** The elements at a point of the viewport, from the front to the back. */
export function elementsAt (context: PageContext, point: Point): DomElement[] {
  const { view } = context
  const found: Array<{ readonly element: DomElement, readonly layer: number, readonly place: number }> = []
  const order = new Map([...orderOf(context)].map((element, place) => [element, place]))
  for (const element of view.layout.boxes.keys()) {
    const box = context.boxInView(element)
    if (box === undefined || !holds(box, point)) continue
    const style = view.styleOf(element)
    if (style.get('visibility') !== 'visible' || style.get('pointer-events') === 'none') continue
    if (/^(?:option|optgroup|br)$/.test(element.localName) || isClipped(context, element, point)) continue
    found.push({ element, layer: layerOf(context, element), place: order.get(element) ?? 0 })
  }
  return found.sort((a, b) => b.layer - a.layer || b.place - a.place).map(({ element }) => element)
}

function * orderOf ({ document }: PageContext): Generator<DomElement> {
  const stack: DomElement[] = document.documentElement === null ? [] : [document.documentElement]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    yield element
    for (let at = element.lastChild; at !== null; at = at.previousSibling) if (isElement(at)) stack.push(at)
  }
}

export const elementAt = (context: PageContext, point: Point): DomElement | undefined => elementsAt(context, point)[0]
