/** What a document is built with whose elements have their places already. */
import type { DomDocument, DomElement } from '../../document/nodes.js'
import type { Rect } from '../../document/layout/run.js'
import type { Place } from '../../lab/session/anatomy.js'

type Attributes = Readonly<Record<string, string>>

export const rectOf = ({ x, y, w, h }: Place): Rect => ({ x, y, width: w, height: h })

/** Lower-case words with hyphens between them: what addresses and ids are made of. */
export const slugOf = (text: string): string =>
  text.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60)

export class PageBuilder {
  readonly places = new Map<DomElement, Rect>()
  readonly #ids = new Set<string>()

  constructor (readonly document: DomDocument) {}

  /** An element with its attributes, its place, and what it says, if it says anything. */
  make (tag: string, attributes: Attributes, place?: Place, text?: string): DomElement {
    const element = this.document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      if (name !== 'id') element.setAttribute(name, value)
      else if (value !== '') element.id = this.#free(value)
    }
    if (text !== undefined && text !== '') element.appendChild(this.document.createTextNode(text))
    if (place !== undefined) this.places.set(element, rectOf(place))
    return element
  }

  /** The same as a child of another. */
  add (parent: DomElement, tag: string, attributes: Attributes, place?: Place, text?: string): DomElement {
    return parent.appendChild(this.make(tag, attributes, place, text))
  }

  /** An id that no other element has. */
  #free (id: string): string {
    let free = id
    for (let count = 2; this.#ids.has(free); count++) free = `${id}-${count}`
    this.#ids.add(free)
    return free
  }

  has (id: string): boolean { return this.#ids.has(id) }
}
