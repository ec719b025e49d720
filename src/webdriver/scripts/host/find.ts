import { PageError } from '../engine.js'
import { type DomElement, type DomNode, type DomParent, isElement } from './dom.js'
import { type Operations, text } from './operations.js'
import type { Page } from './page.js'

/** Attributes, and finding elements by them. */
export const findOperations: Operations = {
  attr: ({ nodes }, [id, name]) => nodes.element(id).getAttribute(text(name)),
  attrs: ({ nodes }, [id]) => JSON.stringify(Array.from(nodes.element(id).attributes, ({ name, value }) => [name, value])),
  setAttr: (page, [id, name, value]) => {
    page.nodes.element(id).setAttribute(text(name), page.nodes.written(text(value)))
    page.changed()
    return null
  },
  removeAttr: (page, [id, name]) => {
    page.nodes.element(id).removeAttribute(text(name))
    page.changed()
    return null
  },
  find: ({ nodes }, [id, css]) => nodes.reference(selecting(css, () => parent(nodes.node(id)).querySelector(text(css)))),
  findAll: ({ nodes }, [id, css]) =>
    nodes.references(Array.from(selecting(css, () => parent(nodes.node(id)).querySelectorAll(text(css))))),
  matches: ({ nodes }, [id, css]) => selecting(css, () => nodes.element(id).matches(text(css))),
  closest: ({ nodes }, [id, css]) => nodes.reference(selecting(css, () => nodes.element(id).closest(text(css)))),
  byId: (page, [id, wanted]) =>
    page.nodes.reference(all(page, id).find((element) => wanted !== '' && element.getAttribute('id') === wanted)),
  byName: (page, [id, wanted]) =>
    page.nodes.references(all(page, id).filter((element) => element.getAttribute('name') === wanted)),
  byTag: (page, [id, wanted]) => {
    const name = text(wanted).toLowerCase()
    return page.nodes.references(all(page, id).filter(({ localName }) => name === '*' || localName.toLowerCase() === name))
  },
  byClass: (page, [id, wanted]) => {
    const names = text(wanted).split(/\s+/).filter((name) => name !== '')
    if (names.length === 0) return ''
    return page.nodes.references(all(page, id).filter((element) => {
      const own = (element.getAttribute('class') ?? '').split(/\s+/)
      return names.every((name) => own.includes(name))
    }))
  },
  xpath: (page, [id, expression]) => {
    const found = page.xpath(text(expression), page.nodes.node(id))
    return JSON.stringify(Array.isArray(found) ? { nodes: page.nodes.references(found as DomNode[]) } : { [typeof found]: found })
  }
}

/** All elements below a node, in the order of the document. */
function all ({ nodes }: Page, id: unknown): DomElement[] {
  const root = nodes.node(id as number)
  const found: DomElement[] = []
  const walk = (node: DomNode): void => {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (isElement(child)) found.push(child)
      walk(child)
    }
  }
  walk(root)
  return found
}

function parent (node: DomNode): DomParent {
  if ('querySelector' in node) return node as DomParent
  throw new PageError('TypeError', 'Illegal invocation')
}

function selecting<T> (css: unknown, find: () => T): T {
  try {
    return find()
  } catch {
    throw new PageError('SyntaxError', `'${String(css)}' is not a valid selector.`)
  }
}
