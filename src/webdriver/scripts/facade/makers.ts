import type { Core } from './core.js'
import type { Documents } from './documents.js'
import type { Elements } from './elements.js'
import type { HtmlElements } from './html-elements.js'
import type { Nodes } from './nodes.js'

/** Of which class a node is that the host speaks of for the first time. */
export function makers (
  core: Core, tree: Nodes, elements: Elements, { HTMLElement, byTag }: HtmlElements, docs: Documents
): void {
  const { Text, Comment, DocumentType, DocumentFragment, ShadowRoot, Node } = tree.types
  const plainTags = new Set(('abbr acronym address article aside b bdi bdo big center cite code dd dfn dt em ' +
    'figcaption figure footer header hgroup i kbd main mark menu nav noscript rp rt ruby s samp search section small ' +
    'strong sub summary sup tt u var wbr').split(' '))

  core.makers.node = (type, name, namespace) => {
    if (type === 1) return elementOf(name, namespace)
    if (type === 3 || type === 4) return new Text()
    if (type === 8) return new Comment()
    if (type === 9) return new docs.HTMLDocument()
    if (type === 10) return new DocumentType()
    if (type === 11) return name === '#shadow-root' ? new ShadowRoot() : new DocumentFragment()
    return new Node()
  }
  function elementOf (name: string, namespace: string): object {
    if (namespace === 'svg') {
      return name === 'svg'
        ? new elements.types.SVGSVGElement()
        : new elements.types.SVGElement()
    }
    if (namespace !== '') return new elements.Element()
    const Class = byTag.get(name)
    if (Class !== undefined) return name === 'form' ? docs.formOf(new Class()) : new Class()
    return plainTags.has(name) || name.includes('-') ? new HTMLElement() : new docs.HTMLUnknownElement()
  }
}
