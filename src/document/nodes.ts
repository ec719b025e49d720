/** As much of the document object model as is used here. Types only. */

export interface DomNode {
  /** 1 an element, 3 text, 8 a comment, 9 a document, 10 a doctype, 11 a fragment. */
  readonly nodeType: number
  readonly nodeName: string
  readonly parentNode: DomNode | null
  readonly firstChild: DomNode | null
  readonly lastChild: DomNode | null
  readonly nextSibling: DomNode | null
  readonly previousSibling: DomNode | null
  readonly ownerDocument: DomDocument | null
  textContent: string | null
  appendChild: <N extends DomNode>(node: N) => N
  insertBefore: <N extends DomNode>(node: N, before: DomNode | null) => N
  removeChild: <N extends DomNode>(node: N) => N
  contains: (node: DomNode) => boolean
  /** Bits: 2 the other comes before, 4 the other comes after. */
  compareDocumentPosition: (node: DomNode) => number
  cloneNode: (deep: boolean) => DomNode
}

export interface DomText extends DomNode { data: string }

export interface DomAttribute { readonly name: string, readonly value: string }

export interface DomElement extends DomNode {
  readonly localName: string
  readonly tagName: string
  readonly namespaceURI: string | null
  id: string
  className: string
  innerHTML: string
  readonly outerHTML: string
  readonly ownerDocument: DomDocument
  readonly attributes: ArrayLike<DomAttribute>
  readonly firstElementChild: DomElement | null
  readonly lastElementChild: DomElement | null
  readonly nextElementSibling: DomElement | null
  readonly previousElementSibling: DomElement | null
  getAttribute: (name: string) => string | null
  hasAttribute: (name: string) => boolean
  setAttribute: (name: string, value: string) => void
  removeAttribute: (name: string) => void
  getElementsByTagName: (name: string) => ArrayLike<DomElement>
}

export interface DomDocument extends DomNode {
  readonly documentElement: DomElement | null
  readonly head: DomElement | null
  readonly body: DomElement | null
  title: string
  /** Its address: what addresses in it are relative to. */
  _address: string
  createElement: (name: string) => DomElement
  createTextNode: (text: string) => DomText
  _setMutationHandler: (told: () => void) => void
  getElementById: (id: string) => DomElement | null
  getElementsByTagName: (name: string) => ArrayLike<DomElement>
}

export interface DomImplementation {
  createHTMLDocument: (title: string) => DomDocument
}

export const isElement = (node: DomNode | null | undefined): node is DomElement => node?.nodeType === 1
export const isText = (node: DomNode | null | undefined): node is DomText => node?.nodeType === 3
export const isDocument = (node: DomNode | null | undefined): node is DomDocument => node?.nodeType === 9

/** The element that holds a node; null at the top. */
export const parentOf = (node: DomNode): DomElement | null => isElement(node.parentNode) ? node.parentNode : null

/** The nodes of a subtree in document order, without its root. Not recursive: a document may be deep. */
export function * nodesBelow (root: DomNode): Generator<DomNode> {
  let node = root.firstChild
  while (node !== null) {
    yield node
    node = followerOf(node, root)
  }
}

/** The next node in document order below a root. */
function followerOf (node: DomNode, root: DomNode): DomNode | null {
  if (node.firstChild !== null) return node.firstChild
  for (let at: DomNode | null = node; at !== null && at !== root; at = at.parentNode) {
    if (at.nextSibling !== null) return at.nextSibling
  }
  return null
}

/** The elements of a subtree in document order, without its root. */
export function * elementsBelow (root: DomNode): Generator<DomElement> {
  for (const node of nodesBelow(root)) if (isElement(node)) yield node
}

/** Whether a node stands in a document. */
export function isConnected (node: DomNode): boolean {
  let top: DomNode = node
  while (top.parentNode !== null) top = top.parentNode
  return isDocument(top)
}

/** The elements around one, from the nearest. */
export function * ancestorsOf (node: DomNode): Generator<DomElement> {
  for (let at = parentOf(node); at !== null; at = parentOf(at)) yield at
}
