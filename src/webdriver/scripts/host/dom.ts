/** What scripts use of the browser's documents: the part of the DOM that is asked for here, as domino has it. */
export interface DomNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly parentNode: DomNode | null
  readonly firstChild: DomNode | null
  readonly lastChild: DomNode | null
  readonly nextSibling: DomNode | null
  readonly previousSibling: DomNode | null
  readonly ownerDocument: DomDocument | null
  readonly childNodes: ArrayLike<DomNode>
  textContent: string | null
  insertBefore (node: DomNode, before: DomNode | null): DomNode
  removeChild (node: DomNode): DomNode
  cloneNode (deep: boolean): DomNode
  contains (node: DomNode): boolean
  compareDocumentPosition (node: DomNode): number
  isEqualNode (node: DomNode): boolean
  normalize (): void
}

export interface DomParent extends DomNode {
  querySelector (selector: string): DomElement | null
  querySelectorAll (selector: string): ArrayLike<DomElement>
}

export interface DomElement extends DomParent {
  readonly localName: string
  readonly tagName: string
  readonly namespaceURI: string | null
  readonly attributes: ArrayLike<{ readonly name: string, readonly value: string }>
  readonly outerHTML: string
  innerHTML: string
  getAttribute (name: string): string | null
  setAttribute (name: string, value: string): void
  removeAttribute (name: string): void
  hasAttribute (name: string): boolean
  matches (selector: string): boolean
  closest (selector: string): DomElement | null
  insertAdjacentHTML (where: string, html: string): void
}

export interface DomDocument extends DomParent {
  readonly documentElement: DomElement | null
  readonly head: DomElement | null
  readonly body: DomElement | null
  readonly doctype: DomNode | null
  title: string
  createElement (name: string): DomElement
  createElementNS (namespace: string | null, name: string): DomElement
  createTextNode (data: string): DomNode
  createComment (data: string): DomNode
  createDocumentFragment (): DomParent
}

export const isElement = (node: DomNode | null): node is DomElement => node?.nodeType === 1
export const isDocument = (node: DomNode | null): node is DomDocument => node?.nodeType === 9

export function within (node: DomNode, root: DomNode): boolean {
  for (let up: DomNode | null = node; up !== null; up = up.parentNode) if (up === root) return true
  return false
}
