import { type DomDocument, type DomNode, isDocument, isElement } from '../../../document/nodes.js'
import { PageError } from '../engine.js'
import { number, type Operations, text } from './operations.js'
import type { Page } from './page.js'

/** The tree of nodes: walking it, changing it. */
export const treeOperations: Operations = {
  document: ({ nodes }) => nodes.reference(nodes.document),
  type: ({ nodes }, [id]) => nodes.node(id).nodeType,
  name: ({ nodes }, [id]) => nodes.node(id).nodeName,
  localName: ({ nodes }, [id]) => nodes.element(id).localName,
  namespace: ({ nodes }, [id]) => nodes.element(id).namespaceURI,
  step: (page, [id, way]) => page.nodes.reference(step(page, page.nodes.node(id), text(way))),
  children: ({ nodes }, [id, kind]) =>
    nodes.references(childrenOf(nodes.node(id)).filter((child) => kind !== 'elements' || isElement(child))),
  connected: ({ nodes }, [id]) => isDocument(rootOf(nodes.node(id))),
  contains: ({ nodes }, [id, other]) => isWithin(nodes.node(other), nodes.node(id)),
  compare: ({ nodes }, [id, other]) => nodes.node(id).compareDocumentPosition(nodes.node(other)),
  equal: ({ nodes }, [id, other]) => isEqual(nodes.node(id), nodes.node(other)),
  root: ({ nodes }, [id]) => nodes.reference(rootOf(nodes.node(id))),
  content: ({ nodes }, [id]) => isDocument(nodes.node(id)) ? null : nodes.node(id).textContent,
  setContent: ({ nodes }, [id, value]) => {
    nodes.node(id).textContent = nodes.written(text(value))
    return null
  },
  insert: ({ nodes }, [id, child, before]) => {
    const [parent, node] = [nodes.node(id), nodes.node(child)]
    if (isWithin(parent, node)) {
      throw new PageError('HierarchyRequestError', 'The new child element contains the parent.')
    }
    changing(() => parent.insertBefore(node, nodes.optional(before)))
    return null
  },
  remove: ({ nodes }, [id, child]) => {
    const [parent, node] = [nodes.node(id), nodes.node(child)]
    if (node.parentNode !== parent) {
      throw new PageError('NotFoundError', 'The node to be removed is not a child of this node.')
    }
    parent.removeChild(node)
    return null
  },
  clone: ({ nodes }, [id, deep]) => {
    const node = nodes.node(id)
    if (deep === true && isElement(node)) nodes.written(node.outerHTML)
    return nodes.reference(node.cloneNode(deep === true))
  },
  normalize: ({ nodes }, [id]) => {
    (nodes.node(id) as DomNode & { normalize (): void }).normalize()
    return null
  },
  create: (page, [id, kind, value, namespace]) => {
    const document = documentOf(page, page.nodes.node(id))
    return page.nodes.reference(created(document, text(kind), page.nodes.written(text(value)), namespace))
  },
  nodeOf: ({ nodes }, [id]) => nodes.reference(nodes.node(number(id)))
}

export function childrenOf (node: DomNode): DomNode[] {
  const found: DomNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child)
  return found
}

export function rootOf (node: DomNode): DomNode {
  let root = node
  while (root.parentNode !== null) root = root.parentNode
  return root
}

function isWithin (node: DomNode, root: DomNode): boolean {
  for (let up: DomNode | null = node; up !== null; up = up.parentNode) if (up === root) return true
  return false
}

function isEqual (a: DomNode, b: DomNode): boolean {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false
  return isElement(a) && isElement(b) ? a.outerHTML === b.outerHTML : a.textContent === b.textContent
}

export const documentOf = ({ nodes: { document } }: Page, node: DomNode): DomDocument =>
  isDocument(node) ? node : node.ownerDocument ?? document

function elementFrom (node: DomNode | null, way: 'nextSibling' | 'previousSibling'): DomNode | null {
  let found = node
  while (found !== null && !isElement(found)) found = found[way]
  return found
}

function step (page: Page, node: DomNode, way: string): DomNode | null {
  const steps: Record<string, () => DomNode | null> = {
    parentNode: () => node.parentNode,
    parentElement: () => isElement(node.parentNode) ? node.parentNode : null,
    firstChild: () => node.firstChild,
    lastChild: () => node.lastChild,
    nextSibling: () => node.nextSibling,
    previousSibling: () => node.previousSibling,
    firstElementChild: () => elementFrom(node.firstChild, 'nextSibling'),
    lastElementChild: () => elementFrom(node.lastChild, 'previousSibling'),
    nextElementSibling: () => elementFrom(node.nextSibling, 'nextSibling'),
    previousElementSibling: () => elementFrom(node.previousSibling, 'previousSibling'),
    ownerDocument: () => isDocument(node) ? null : documentOf(page, node),
    documentElement: () => documentOf(page, node).documentElement,
    head: () => documentOf(page, node).head,
    body: () => documentOf(page, node).body,
    doctype: () => childrenOf(documentOf(page, node)).find(({ nodeType }) => nodeType === 10) ?? null,
    activeElement: () => page.state.contextOf(node)?.activeElement ?? null
  }
  return steps[way]?.() ?? null
}

const isElementName = (name: string): boolean => /^[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*$/.test(name)

/** What domino's documents can make besides elements and texts. */
type Maker = DomDocument & {
  createElementNS (namespace: string | null, name: string): DomNode
  createComment (data: string): DomNode
  createDocumentFragment (): DomNode
}

function created (document: DomDocument, kind: string, value: string, namespace: unknown): DomNode {
  const maker = document as Maker
  if (kind === 'text') return maker.createTextNode(value)
  if (kind === 'comment') return maker.createComment(value)
  if (kind === 'fragment') return maker.createDocumentFragment()
  if (!isElementName(value)) {
    throw new PageError('InvalidCharacterError', `The tag name provided ('${value}') is not a valid name.`)
  }
  return typeof namespace === 'string' ? maker.createElementNS(namespace, value) : maker.createElement(value)
}

/** Does what the DOM may refuse, in a page's words. */
export function changing<T> (change: () => T): T {
  try {
    return change()
  } catch (error) {
    const { name = 'Error', message = '' } = error instanceof Error ? error : {}
    throw new PageError(/^[A-Z]\w*Error$/.test(name) ? name : 'HierarchyRequestError', message)
  }
}
