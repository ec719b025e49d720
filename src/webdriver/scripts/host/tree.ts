import { PageError } from '../engine.js'
import { type DomDocument, type DomNode, type DomParent, isDocument, isElement, within } from './dom.js'
import { number, type Operations, text } from './operations.js'
import type { Page } from './page.js'

/** The tree of nodes: walking it, changing it, its markup. */
export const treeOperations: Operations = {
  document: ({ nodes }) => nodes.reference(nodes.document),
  type: ({ nodes }, [id]) => nodes.node(id).nodeType,
  name: ({ nodes }, [id]) => nodes.node(id).nodeName,
  localName: ({ nodes }, [id]) => nodes.element(id).localName,
  namespace: ({ nodes }, [id]) => nodes.element(id).namespaceURI,
  step: (page, [id, way]) => page.nodes.reference(step(page, page.nodes.node(id), text(way))),
  children: ({ nodes }, [id, kind]) => {
    const all = Array.from(nodes.node(id).childNodes)
    return nodes.references(kind === 'elements' ? all.filter(isElement) : all)
  },
  connected: (page, [id]) => isConnected(page, page.nodes.node(id)),
  contains: ({ nodes }, [id, other]) => within(nodes.node(other), nodes.node(id)),
  compare: ({ nodes }, [id, other]) => nodes.node(id).compareDocumentPosition(nodes.node(other)),
  equal: ({ nodes }, [id, other]) => nodes.node(id).isEqualNode(nodes.node(other)),
  root: (page, [id, composed]) => {
    let root = rootOf(page.nodes.node(id))
    for (let host = page.hostOf(root); composed === true && host !== null; host = page.hostOf(root)) root = rootOf(host)
    return page.nodes.reference(root)
  },
  content: ({ nodes }, [id]) => isDocument(nodes.node(id)) ? null : nodes.node(id).textContent,
  setContent: (page, [id, value]) => {
    page.nodes.node(id).textContent = page.nodes.written(text(value))
    page.changed()
    return null
  },
  insert: (page, [id, child, before]) => {
    const { nodes } = page
    const [parent, node] = [nodes.node(id), nodes.node(child)]
    if (within(parent, node)) {
      throw new PageError('HierarchyRequestError', 'The new child element contains the parent.')
    }
    changing(() => parent.insertBefore(node, nodes.optional(before)))
    page.changed(node)
    return null
  },
  remove: (page, [id, child]) => {
    const [parent, node] = [page.nodes.node(id), page.nodes.node(child)]
    if (node.parentNode !== parent) {
      throw new PageError('NotFoundError', 'The node to be removed is not a child of this node.')
    }
    parent.removeChild(node)
    page.changed()
    return null
  },
  clone: ({ nodes }, [id, deep]) => {
    const node = nodes.node(id)
    if (deep === true && isElement(node)) nodes.written(node.outerHTML)
    return nodes.reference(node.cloneNode(deep === true))
  },
  normalize: ({ nodes }, [id]) => {
    nodes.node(id).normalize()
    return null
  },
  create: (page, [id, kind, value, namespace]) => {
    const document = documentOf(page, page.nodes.node(id))
    return page.nodes.reference(created(document, text(kind), page.nodes.written(text(value)), namespace))
  },
  html: (page, [id, outer]) => {
    const node = page.nodes.node(id)
    if (isElement(node)) return outer === true ? node.outerHTML : node.innerHTML
    return Array.from(node.childNodes, (child) => isElement(child) ? child.outerHTML : escaped(child)).join('')
  },
  setHtml: (page, [id, html]) => {
    page.setHtml(page.nodes.node(id), page.nodes.written(text(html)))
    page.changed()
    return null
  },
  insertHtml: (page, [id, where, html]) => {
    const element = page.nodes.element(id)
    changing(() => { element.insertAdjacentHTML(text(where), page.nodes.written(text(html))) })
    page.changed()
    return null
  },
  shadowRoot: (page, [id]) => page.nodes.reference(page.shadowRootOf(page.nodes.element(id))),
  attachShadow: (page, [id, mode]) => page.nodes.reference(page.attachShadow(page.nodes.element(id), text(mode))),
  shadowMode: () => 'open',
  windowDocument: (page, [handle]) => page.nodes.reference(page.windowDocument(text(handle))),
  nodeOf: ({ nodes }, [id]) => nodes.reference(nodes.node(number(id)))
}

const escaped = (node: DomNode): string => node.nodeType === 8
  ? `<!--${node.textContent ?? ''}-->`
  : (node.textContent ?? '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

function rootOf (node: DomNode): DomNode {
  let root = node
  while (root.parentNode !== null) root = root.parentNode
  return root
}

export function isConnected (page: Page, node: DomNode): boolean {
  let root = rootOf(node)
  for (let host = page.hostOf(root); host !== null; host = page.hostOf(root)) root = rootOf(host)
  return isDocument(root)
}

const documentOf = ({ nodes: { document } }: Page, node: DomNode): DomDocument =>
  isDocument(node) ? node : node.ownerDocument ?? document

function next (node: DomNode | null, way: 'nextSibling' | 'previousSibling'): DomNode | null {
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
    firstElementChild: () => next(node.firstChild, 'nextSibling'),
    lastElementChild: () => next(node.lastChild, 'previousSibling'),
    nextElementSibling: () => next(node.nextSibling, 'nextSibling'),
    previousElementSibling: () => next(node.previousSibling, 'previousSibling'),
    ownerDocument: () => isDocument(node) ? null : documentOf(page, node),
    documentElement: () => documentOf(page, node).documentElement,
    head: () => documentOf(page, node).head,
    body: () => documentOf(page, node).body,
    doctype: () => documentOf(page, node).doctype,
    activeElement: () => page.activeElement(documentOf(page, node)),
    host: () => page.hostOf(node)
  }
  return steps[way]?.() ?? null
}

const isElementName = (name: string): boolean => /^[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*$/.test(name)

function created (document: DomDocument, kind: string, value: string, namespace: unknown): DomNode | DomParent {
  if (kind === 'text') return document.createTextNode(value)
  if (kind === 'comment') return document.createComment(value)
  if (kind === 'fragment') return document.createDocumentFragment()
  if (!isElementName(value)) {
    throw new PageError('InvalidCharacterError', `The tag name provided ('${value}') is not a valid name.`)
  }
  return typeof namespace === 'string' ? document.createElementNS(namespace, value) : document.createElement(value)
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
