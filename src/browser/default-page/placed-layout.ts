/** The layout of a document whose elements have their places: what is new flows below what was there. */
import { isElement, type DomDocument, type DomElement, type DomNode } from '../../document/nodes.js'
import { Stack } from '../../document/layout/flow.js'
import { LayoutPass, layoutOf } from '../../document/layout/layout.js'
import type { Rect } from '../../document/layout/run.js'
import type { LayOut, Viewport } from '../../document/view.js'
import type { Styles } from '../../document/css/styles.js'

const union = (a: Rect | undefined, b: Rect): Rect => {
  if (a === undefined) return { ...b }
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  return {
    x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y
  }
}

class PlacedLayout {
  readonly pass: LayoutPass
  /** The elements that have a place, or hold one that has. */
  readonly #known = new Set<DomNode>()

  constructor (readonly places: ReadonlyMap<DomElement, Rect>, styles: Styles, readonly viewport: Viewport) {
    this.pass = new LayoutPass(styles, viewport)
    for (const element of places.keys()) {
      for (let at: DomNode | null = element; at !== null &&
        !this.#known.has(at); at = at.parentNode) this.#known.add(at)
    }
  }

  /** Places an element and what it holds; its box. */
  place (element: DomElement, around: Rect): Rect | undefined {
    const { pass, places } = this
    if (!pass.isShown(element)) return undefined
    const own = places.get(element)
    let box = own === undefined ? undefined : { ...own }
    let bottom = own?.y
    const news: DomNode[] = []
    for (let at = element.firstChild; at !== null; at = at.nextSibling) {
      if (!isElement(at) || !this.#known.has(at)) {
        news.push(at)
        continue
      }
      const inner = this.place(at, own ?? around)
      if (inner === undefined) continue
      bottom = Math.max(bottom ?? inner.y, inner.y + inner.height)
      if (own === undefined) box = union(box, inner)
    }
    const room = box ?? around
    const { style, top } = { style: pass.styleOf(element), top: bottom ?? room.y }
    const stack = new Stack(pass, element, style, { x: room.x, y: top, width: Math.max(room.width, 1) })
    for (const node of news) stack.add(node)
    const grown = stack.end()
    if (own === undefined && grown > 0) box = union(box, { x: room.x, y: top, width: room.width, height: grown })
    pass.put(element, box ?? { x: around.x, y: around.y, width: 0, height: 0 })
    return box
  }
}

/** Lays out by places; a page is at least so high. */
export const placedLayout = (places: ReadonlyMap<DomElement, Rect>, pageHeight: number): LayOut =>
  (document: DomDocument, styles: Styles, viewport: Viewport) => {
    const layout = new PlacedLayout(places, styles, viewport)
    const whole = { x: 0, y: 0, width: viewport.width, height: pageHeight }
    const { documentElement, body } = document
    if (documentElement !== null) layout.place(documentElement, whole)
    layout.pass.placeTheRest()
    for (const root of [documentElement, body]) {
      const rect = root === null ? undefined : layout.pass.boxes.get(root)
      if (root !== null && rect !== undefined) layout.pass.put(root, union(whole, rect))
    }
    return layoutOf(layout.pass, documentElement)
  }
