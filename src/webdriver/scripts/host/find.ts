import { elementsBelow, type DomNode, isElement } from '../../../document/nodes.js'
import { findAll, isMatch } from '../../../document/selectors.js'
import { PageError } from '../engine.js'
import { type Operations, text } from './operations.js'

/** Attributes, and finding elements by them. */
export const findOperations: Operations = {
  attr: ({ nodes }, [id, name]) => nodes.element(id).getAttribute(text(name)),
  attrs: ({ nodes }, [id]) =>
    JSON.stringify(Array.from(nodes.element(id).attributes, ({ name, value }) => [name, value])),
  setAttr: ({ nodes }, [id, name, value]) => {
    nodes.element(id).setAttribute(text(name), nodes.written(text(value)))
    return null
  },
  removeAttr: ({ nodes }, [id, name]) => {
    nodes.element(id).removeAttribute(text(name))
    return null
  },
  find: ({ nodes }, [id, css]) =>
    nodes.reference(selecting(css, (selector) => findAll(selector, nodes.node(id), {}, 1)[0])),
  findAll: ({ nodes }, [id, css]) => nodes.references(selecting(css, (selector) => findAll(selector, nodes.node(id)))),
  matches: ({ nodes }, [id, css]) => selecting(css, (selector) => isMatch(selector, nodes.element(id))),
  closest: ({ nodes }, [id, css]) => nodes.reference(selecting(css, (selector) => {
    for (let at: DomNode | null = nodes.element(id); isElement(at); at = at.parentNode) {
      if (isMatch(selector, at)) return at
    }
    return null
  })),
  byId: ({ nodes }, [id, wanted]) =>
    nodes.reference(all(nodes.node(id)).find((element) => wanted !== '' && element.getAttribute('id') === wanted)),
  byName: ({ nodes }, [id, wanted]) =>
    nodes.references(all(nodes.node(id)).filter((element) => element.getAttribute('name') === wanted)),
  byTag: ({ nodes }, [id, wanted]) => {
    const name = text(wanted).toLowerCase()
    const found = all(nodes.node(id)).filter(({ localName }) => name === '*' || localName.toLowerCase() === name)
    return nodes.references(found)
  },
  byClass: ({ nodes }, [id, wanted]) => {
    const names = text(wanted).split(/\s+/).filter((name) => name !== '')
    if (names.length === 0) return ''
    return nodes.references(all(nodes.node(id)).filter((element) => {
      const own = (element.getAttribute('class') ?? '').split(/\s+/)
      return names.every((name) => own.includes(name))
    }))
  }
}

const all = (root: DomNode) => [...elementsBelow(root)]

function selecting<T> (css: unknown, find: (selector: string) => T): T {
  const selector = String(css)
  try {
    return find(selector)
  } catch {
    throw new PageError('SyntaxError', `'${selector.slice(0, 200)}' is not a valid selector.`)
  }
}
