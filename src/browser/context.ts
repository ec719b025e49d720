/** A browsing context: a document in a window or in a frame, with what is true of it while it is shown. */
import type { DomDocument, DomElement } from '../document/nodes.js'
import { DocumentView, type LayOut } from '../document/view.js'
import type { LoadedPage, Rect, Size } from './settings.js'

/** What a page looked like when it was made from what the lab drew: changes are drawn over it. */
export interface DrawnPage {
  /** The element of the document that stands for each of the picture's, in their order; null for none. */
  readonly roots: ReadonlyArray<DomElement | null>
  /** What elements said when the page was made. */
  readonly said: ReadonlyMap<DomElement, string>
  /** Where elements stood then. */
  readonly places: ReadonlyMap<DomElement, Rect>
}

/** A document and where it came from. */
export interface OpenedDocument {
  readonly document: DomDocument
  readonly page: LoadedPage
  readonly layOut?: LayOut
  readonly drawn?: DrawnPage
}

export class PageContext {
  #opened: OpenedDocument
  #view: DocumentView
  readonly frames = new Map<DomElement, PageContext>()
  scrollX = 0
  scrollY = 0
  /** What has the focus; the body if nothing has. */
  focused: DomElement | null = null
  hovered: DomElement | null = null
  /** How many things were put into the cart on this page. */
  inCart = 0

  /** `frame`: the element of the outer document that shows it; none for a window's own. */
  constructor (
    opened: OpenedDocument, viewport: Size, readonly parent?: PageContext, readonly frame?: DomElement
  ) {
    this.#opened = opened
    this.#view = new DocumentView(opened.document, viewport, opened.layOut)
  }

  get opened (): OpenedDocument { return this.#opened }
  get document (): DomDocument { return this.#opened.document }
  get page (): LoadedPage { return this.#opened.page }

  get view (): DocumentView {
    this.#view.attend(this.focused, this.hovered)
    return this.#view
  }

  /** Its address, with the fragment it is at. */
  get url (): string { return this.document._address }
  set url (address: string) { this.document._address = address }

  get top (): PageContext {
    let top: PageContext = this
    while (top.parent !== undefined) top = top.parent
    return top
  }

  /** Whether the frame that shows it, and those around it, are still there. */
  get isThere (): boolean {
    if (this.parent === undefined || this.frame === undefined) return true
    const { frame, parent } = this
    return parent.frames.get(frame) === this && parent.document.contains(frame) && parent.isThere
  }

  /** Another document in the same place. */
  show (opened: OpenedDocument): void {
    const { viewport } = this.#view
    this.#opened = opened
    this.#view = new DocumentView(opened.document, viewport, opened.layOut)
    this.frames.clear()
    this.scrollX = this.scrollY = this.inCart = 0
    this.focused = this.hovered = null
  }

  /** An element's border box in the viewport; undefined if it has none. */
  boxInView (element: DomElement): Rect | undefined {
    const { view } = this
    const box = view.boxOf(element)
    if (box === undefined) return undefined
    const isFixed = view.layout.fixed.has(element)
    const { x, y, width, height } = box
    return isFixed ? { x, y, width, height } : { x: x - this.scrollX, y: y - this.scrollY, width, height }
  }

  scrollTo (x: number, y: number): void {
    if (x <= 0 && y <= 0) {
      // However it is laid out: a page that was only opened need not be.
      this.scrollX = this.scrollY = 0
      return
    }
    const { layout, viewport } = this.view
    this.scrollX = Math.round(Math.min(Math.max(0, layout.width - viewport.width), Math.max(0, x)))
    this.scrollY = Math.round(Math.min(Math.max(0, layout.height - viewport.height), Math.max(0, y)))
  }

  /** What has the focus, or the body. */
  get activeElement (): DomElement | null {
    const { focused, document } = this
    if (focused !== null && document.contains(focused)) return focused
    return document.body ?? document.documentElement
  }
}
