import { PageError } from '../engine.js'
import type { Primitive } from '../facade/core.js'
import { type DomDocument, type DomElement, type DomNode, isElement } from '../../../document/nodes.js'

/** How many nodes one document's scripts may know, and how much text they may put into it, in characters. */
const mostNodes = 50_000
const mostText = 16 * 1024 * 1024

const namespaces: Readonly<Record<string, string>> = {
  'http://www.w3.org/1999/xhtml': '',
  'http://www.w3.org/2000/svg': 'svg'
}

/** The nodes that a page's scripts have met, by number: a script never holds the node itself. */
export class KnownNodes {
  readonly #nodes = new Map<number, DomNode>()
  readonly #numbers = new WeakMap<DomNode, number>()
  #text = 0

  constructor (readonly document: DomDocument) {}

  /** `number type name namespace`, as the facade reads it; empty for none. */
  reference (node: DomNode | null | undefined): string {
    if (node === null || node === undefined) return ''
    const name = nameOf(node)
    const namespace = isElement(node) ? namespaces[node.namespaceURI ?? ''] ?? 'other' : ''
    return `${this.numberOf(node)} ${node.nodeType} ${name} ${namespace}`
  }

  references (nodes: Iterable<DomNode>): string {
    return Array.from(nodes, (node) => this.reference(node)).join('\n')
  }

  numberOf (node: DomNode): number {
    const known = this.#numbers.get(node)
    if (known !== undefined) return known
    if (this.#nodes.size >= mostNodes) {
      throw new PageError('QuotaExceededError', `A page's scripts may use ${mostNodes} nodes.`)
    }
    const number = this.#nodes.size + 1
    this.#nodes.set(number, node)
    this.#numbers.set(node, number)
    return number
  }

  node (given: Primitive): DomNode {
    const found = typeof given === 'number' ? this.#nodes.get(given) : undefined
    if (found === undefined) throw new PageError('TypeError', 'parameter is not of type \'Node\'.')
    return found
  }

  /** A node, or none for 0. */
  optional (given: Primitive): DomNode | null {
    return given === 0 || given === null || given === undefined ? null : this.node(given)
  }

  element (given: Primitive): DomElement {
    const found = this.node(given)
    if (!isElement(found)) throw new PageError('TypeError', 'parameter is not of type \'Element\'.')
    return found
  }

  /** Counts what a script writes into the document: it may not fill the memory of this process. */
  written (text: string): string {
    this.#text += text.length
    if (this.#text > mostText) {
      throw new PageError('QuotaExceededError', `A page's scripts may write ${mostText} characters.`)
    }
    return text
  }
}

const nameOf = (node: DomNode): string => isElement(node) ? node.localName : node.nodeName
