/** A document as it is seen in a viewport: its styles and boxes, worked out again when something has changed. */
import { versionOf } from './changes.js'
import type { Style } from './css/element-style.js'
import { Styles } from './css/styles.js'
import { layOutDocument, type DocumentLayout, type Viewport } from './layout/layout.js'

export type { Viewport }
import type { Rect } from './layout/run.js'
import type { DomDocument, DomElement } from './nodes.js'

/** Where the elements are of a document that is laid out by something else. */
export type LayOut = (document: DomDocument, styles: Styles, viewport: Viewport) => DocumentLayout

export class DocumentView {
  #version = -1
  #styles: Styles | undefined
  #layout: DocumentLayout | undefined
  #viewport: Viewport
  #focused: DomElement | null = null
  #hovered: DomElement | null = null

  constructor (readonly document: DomDocument, viewport: Viewport, readonly layOut: LayOut = layOutDocument) {
    this.#viewport = viewport
  }

  get viewport (): Viewport { return this.#viewport }

  resize (viewport: Viewport): void {
    if (viewport.width === this.#viewport.width && viewport.height === this.#viewport.height) return
    this.#viewport = viewport
    this.#version = -1
  }

  /** What has the focus and what the pointer is over: styles may ask. */
  attend (focused: DomElement | null, hovered: DomElement | null): void {
    if (focused === this.#focused && hovered === this.#hovered) return
    this.#focused = focused
    this.#hovered = hovered
    this.#version = -1
  }

  get styles (): Styles {
    this.#refresh()
    this.#styles ??= new Styles(this.document, {
      screen: this.#viewport, focused: this.#focused, hovered: this.#hovered
    })
    return this.#styles
  }

  get layout (): DocumentLayout {
    const { styles } = this
    this.#layout ??= this.layOut(this.document, styles, this.#viewport)
    return this.#layout
  }

  styleOf (element: DomElement): Style {
    return this.styles.of(element)
  }

  /** An element's border box on the page; undefined if it has none. */
  boxOf (element: DomElement): Readonly<Rect> | undefined {
    return this.layout.boxes.get(element)
  }

  #refresh (): void {
    const version = versionOf(this.document)
    if (version === this.#version) return
    this.#version = version
    this.#styles = undefined
    this.#layout = undefined
  }
}
