import type { PageContext } from '../../../browser/context.js'
import { elementAt, elementsAt } from '../../../browser/interaction/scrolling.js'
import { labelOf, roleOf } from '../../../browser/reading/accessible.js'
import { visibleText } from '../../../browser/reading/text.js'
import { initialValues } from '../../../document/css/initial-values.js'
import { ancestorsOf, type DomElement } from '../../../document/nodes.js'
import { number, type Operations, text } from './operations.js'
import type { Page } from './page.js'
import { isVisible } from './visibility.js'

/** x, y, width and height, CSS pixels of the viewport. */
type Box = readonly [number, number, number, number]

/** Boxes, styles and scrolling. */
export const lookOperations: Operations = {
  box: (page, [id]) => JSON.stringify(boxOf(page, page.nodes.element(id))),
  boxes: (page, [id]) => {
    const element = page.nodes.element(id)
    return JSON.stringify(contextOf(page, element)?.boxInView(element) === undefined ? [] : [boxOf(page, element)])
  },
  style: (page, [id, property]) => styleOf(page, page.nodes.element(id), text(property)),
  styleNames: () => JSON.stringify(Object.keys(initialValues)),
  checkVisibility: (page, [id, opacity, visibility]) => {
    const element = page.nodes.element(id)
    const context = contextOf(page, element)
    const checks = { opacity: opacity === true, visibility: visibility === true }
    return context !== undefined && isVisible(context, element, checks)
  },
  hit: ({ context, nodes }, [x, y]) => nodes.reference(elementAt(context, { x: number(x), y: number(y) })),
  hits: ({ context, nodes }, [x, y]) => nodes.references(elementsAt(context, { x: number(x), y: number(y) })),
  innerText: (page, [id]) => {
    const element = page.nodes.element(id)
    const context = contextOf(page, element)
    return context === undefined ? element.textContent : visibleText(context, element)
  },
  role: ({ nodes }, [id]) => roleOf(nodes.element(id)),
  label: (page, [id]) => {
    const element = page.nodes.element(id)
    const context = contextOf(page, element)
    return context === undefined ? '' : labelOf(context, element)
  },
  sizes: (page) => JSON.stringify(sizes(page)),
  scrollTo: ({ context }, [x, y]) => {
    context.scrollTo(number(x), number(y))
    return null
  },
  scrollIntoView: (page, [id, block]) => {
    const element = page.nodes.element(id)
    const context = contextOf(page, element)
    const box = context?.view.boxOf(element)
    if (context === undefined || box === undefined) return null
    context.scrollTo(context.scrollX, scrollFor(context, box, text(block)))
    return null
  },
  scrollElement: (page, [id, x, y]) => {
    const element = page.nodes.element(id)
    if (isRoot(element)) page.context.scrollTo(number(x), number(y))
    else scrolledBy.set(element, { x: Math.max(0, number(x)), y: Math.max(0, number(y)) })
    return null
  },
  offsetParent: (page, [id]) => page.nodes.reference(offsetParent(page, page.nodes.element(id))),
  measure: (page, [id, name]) => measure(page, page.nodes.element(id), text(name))
}

/** How far elements are scrolled that are no page; nothing of it is drawn. */
const scrolledBy = new WeakMap<DomElement, { x: number, y: number }>()

const contextOf = ({ state }: Page, element: DomElement): PageContext | undefined => state.contextOf(element)

function boxOf (page: Page, element: DomElement): Box {
  const box = contextOf(page, element)?.boxInView(element)
  return box === undefined ? [0, 0, 0, 0] : [box.x, box.y, box.width, box.height]
}

function styleOf (page: Page, element: DomElement, name: string): string {
  const view = contextOf(page, element)?.view
  if (view === undefined) return ''
  const value = view.styleOf(element).get(name)
  if (value !== 'auto' || (name !== 'width' && name !== 'height')) return value
  const box = view.boxOf(element)
  return box === undefined ? value : `${box[name]}px`
}

const isRoot = ({ localName }: DomElement): boolean => localName === 'html' || localName === 'body'

function sizes ({ context, state }: Page): Record<string, number> {
  const { view: { viewport }, scrollX, scrollY } = context
  const { rect } = state.current
  return {
    innerWidth: viewport.width,
    innerHeight: viewport.height,
    outerWidth: rect.width,
    outerHeight: rect.height,
    screenX: rect.x,
    screenY: rect.y,
    screenLeft: rect.x,
    screenTop: rect.y,
    screenWidth: state.screen.width,
    screenHeight: state.screen.height,
    scrollX,
    scrollY,
    pageXOffset: scrollX,
    pageYOffset: scrollY,
    devicePixelRatio: 1
  }
}

/** Where to scroll to for a box to be where a script wants it. */
function scrollFor (context: PageContext, box: { y: number, height: number }, block: string): number {
  const { height } = context.view.viewport
  if (block === 'end') return box.y + box.height - height
  if (block === 'center') return box.y + (box.height - height) / 2
  if (block !== 'nearest') return box.y
  if (box.y < context.scrollY) return box.y
  return box.y + box.height > context.scrollY + height ? box.y + box.height - height : context.scrollY
}

function offsetParent (page: Page, element: DomElement): DomElement | null {
  if (isRoot(element) || styleOf(page, element, 'position') === 'fixed') return null
  for (const up of ancestorsOf(element)) {
    if (up.localName === 'body' || styleOf(page, up, 'position') !== 'static') return up
    if (/^(?:td|th|table)$/.test(up.localName)) return up
  }
  return null
}

type Side = 'top' | 'right' | 'bottom' | 'left'

/** CSS's view of an element in whole pixels (CSSOM View). */
function measure (page: Page, element: DomElement, name: string): number {
  const { scrollX, scrollY, view: { viewport, layout } } = page.context
  const [x, y, width, height] = boxOf(page, element)
  const border = (side: Side): number => Number.parseFloat(styleOf(page, element, `border-${side}-width`)) || 0
  const isPage = element.localName === 'html'
  const inner = {
    width: isPage ? viewport.width : width - border('left') - border('right'),
    height: isPage ? viewport.height : height - border('top') - border('bottom')
  }
  const parent = offsetParent(page, element)
  const from = parent === null || parent.localName === 'body' ? [-scrollX, -scrollY] : boxOf(page, parent)
  const scroll = isRoot(element) ? { x: scrollX, y: scrollY } : scrolledBy.get(element) ?? { x: 0, y: 0 }
  const measures: Readonly<Record<string, number>> = {
    offsetWidth: width,
    offsetHeight: height,
    offsetLeft: x - (from[0] ?? 0),
    offsetTop: y - (from[1] ?? 0),
    clientWidth: inner.width,
    clientHeight: inner.height,
    clientLeft: border('left'),
    clientTop: border('top'),
    scrollWidth: isRoot(element) ? Math.max(layout.width, viewport.width) : extent(page, element, 0, inner.width),
    scrollHeight: isRoot(element) ? Math.max(layout.height, viewport.height) : extent(page, element, 1, inner.height),
    scrollLeft: scroll.x,
    scrollTop: scroll.y
  }
  return Math.round(measures[name] ?? 0)
}

/** How far what an element holds reaches from its corner; at least its own length. */
function extent (page: Page, element: DomElement, way: 0 | 1, own: number): number {
  const start = boxOf(page, element)[way]
  let most = own
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    const box = boxOf(page, child)
    most = Math.max(most, box[way] + (way === 0 ? box[2] : box[3]) - start)
  }
  return most
}
