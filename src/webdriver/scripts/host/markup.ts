import { faultOfHtml } from '../../../document/bounds.js'
import { type DomElement, type DomNode, isElement } from '../../../document/nodes.js'
import { PageError } from '../engine.js'
import { type Operations, text } from './operations.js'
import { changing, childrenOf } from './tree.js'

/** Markup: read of what is there, and written into it. */
export const markupOperations: Operations = {
  html: ({ nodes }, [id, outer]) => {
    const node = nodes.node(id)
    if (isElement(node)) return outer === true ? node.outerHTML : node.innerHTML
    return childrenOf(node).map((child) => isElement(child) ? child.outerHTML : escaped(child)).join('')
  },
  setHtml: ({ nodes }, [id, html]) => {
    const element = nodes.element(id)
    const wanted = checked(nodes.written(text(html)))
    changing(() => { element.innerHTML = wanted })
    return null
  },
  insertHtml: ({ nodes }, [id, where, html]) => {
    insertHtml(nodes.element(id), text(where), checked(nodes.written(text(html))))
    return null
  },
  shadowRoot: () => '',
  attachShadow: () => {
    throw new PageError('NotSupportedError', 'Shadow roots are not attached by scripts here.')
  }
}

/** What is too large or too deep is not parsed: the parser's work could not be interrupted. */
function checked (html: string): string {
  const fault = faultOfHtml(html)
  if (fault !== undefined) throw new PageError('QuotaExceededError', `The markup cannot be used: ${fault}.`)
  return html
}

const escaped = (node: DomNode): string => node.nodeType === 8
  ? `<!--${node.textContent ?? ''}-->`
  : (node.textContent ?? '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Parsed in an element of the kind that it comes into, and put there node by node. */
function insertHtml (element: DomElement, where: string, html: string): void {
  const places: Record<string, [DomNode | null, DomNode | null]> = {
    beforebegin: [element.parentNode, element],
    afterbegin: [element, element.firstChild],
    beforeend: [element, null],
    afterend: [element.parentNode, element.nextSibling]
  }
  const place = places[where]
  if (place === undefined) throw new PageError('SyntaxError', `'${where}' is not a place.`)
  const [parent, before] = place
  if (!isElement(parent)) {
    throw new PageError('NoModificationAllowedError', 'The element has no parent.')
  }
  changing(() => {
    const made = element.ownerDocument.createElement(parent.localName)
    made.innerHTML = html
    for (const node of childrenOf(made)) parent.insertBefore(node, before)
  })
}
