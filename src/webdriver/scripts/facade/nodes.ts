import type { Collections } from './collections.js'
import type { Core } from './core.js'
import type { Events } from './events.js'

/** `Node` and all that is no element: the tree, and how it is changed. */
export function nodes (core: Core, { EventTarget }: Events, { list }: Collections) {
  const { numberOf, node, nodeList } = core
  const step = (of: object, way: string): object | null => node(core.call('step', numberOf(of), way))

  /** Nodes as they are; anything else becomes a text. */
  const asNode = (given: unknown, near: object): number =>
    typeof given === 'object' && given !== null && core.numbers.has(given)
      ? numberOf(given)
      : numberOf(node(core.call('create', numberOf(near), 'text', String(given))))

  class Node extends EventTarget {
    static readonly ELEMENT_NODE = 1
    static readonly ATTRIBUTE_NODE = 2
    static readonly TEXT_NODE = 3
    static readonly COMMENT_NODE = 8
    static readonly DOCUMENT_NODE = 9
    static readonly DOCUMENT_TYPE_NODE = 10
    static readonly DOCUMENT_FRAGMENT_NODE = 11
    static readonly DOCUMENT_POSITION_DISCONNECTED = 1
    static readonly DOCUMENT_POSITION_PRECEDING = 2
    static readonly DOCUMENT_POSITION_FOLLOWING = 4
    static readonly DOCUMENT_POSITION_CONTAINS = 8
    static readonly DOCUMENT_POSITION_CONTAINED_BY = 16

    get nodeType () { return core.number('type', numberOf(this)) }
    get nodeName () { return core.text('name', numberOf(this)) }
    get parentNode () { return step(this, 'parentNode') }
    get parentElement () { return step(this, 'parentElement') }
    get firstChild () { return step(this, 'firstChild') }
    get lastChild () { return step(this, 'lastChild') }
    get nextSibling () { return step(this, 'nextSibling') }
    get previousSibling () { return step(this, 'previousSibling') }
    get ownerDocument () { return step(this, 'ownerDocument') }
    get childNodes () { return list(nodeList(core.call('children', numberOf(this), 'nodes'))) }
    get isConnected () { return core.flag('connected', numberOf(this)) }
    get baseURI () { return core.text('url') }
    get textContent () { return core.call('content', numberOf(this)) as string | null }
    set textContent (value: string | null) {
      core.call('setContent', numberOf(this), value === null ? '' : String(value))
    }

    get nodeValue () { return [3, 8].includes(this.nodeType) ? this.textContent : null }
    set nodeValue (value: string | null) { if ([3, 8].includes(this.nodeType)) this.textContent = value }
    hasChildNodes () { return this.firstChild !== null }
    getRootNode (options?: { composed?: boolean }) {
      return node(core.call('root', numberOf(this), Boolean(options?.composed)))
    }

    contains (other: object | null) { return other !== null && core.flag('contains', numberOf(this), numberOf(other)) }
    compareDocumentPosition (other: object) { return core.number('compare', numberOf(this), numberOf(other)) }
    isSameNode (other: object | null) { return this === other }
    isEqualNode (other: object | null) { return other !== null && core.flag('equal', numberOf(this), numberOf(other)) }
    cloneNode (deep = false) { return node(core.call('clone', numberOf(this), Boolean(deep))) }
    normalize () { core.call('normalize', numberOf(this)) }
    appendChild<T extends object> (child: T): T { return this.insertBefore(child, null) }
    insertBefore<T extends object> (child: T, before: object | null): T {
      core.call('insert', numberOf(this), numberOf(child), before === null || before === undefined
        ? 0
        : numberOf(before))
      return child
    }

    removeChild<T extends object> (child: T): T {
      core.call('remove', numberOf(this), numberOf(child))
      return child
    }

    replaceChild<T extends object> (child: object, old: T): T {
      core.call('insert', numberOf(this), numberOf(child), numberOf(old))
      core.call('remove', numberOf(this), numberOf(old))
      return old
    }
  }
  core.named(Node.prototype, 'Node')
  for (const [name, value] of Object.entries(Node)) Object.defineProperty(Node.prototype, name, { value })

  const put = (parent: object | null, before: object | null, given: readonly unknown[]): void => {
    if (parent === null) return
    for (const each of given) {
      core.call('insert', numberOf(parent), asNode(each, parent), before === null ? 0 : numberOf(before))
    }
  }

  /** What elements and texts can do among their siblings. */
  const amongSiblings = {
    before (this: Node, ...given: unknown[]) { put(this.parentNode, this, given) },
    after (this: Node, ...given: unknown[]) { put(this.parentNode, this.nextSibling, given) },
    replaceWith (this: Node, ...given: unknown[]) {
      put(this.parentNode, this, given)
      amongSiblings.remove.call(this)
    },
    remove (this: Node) {
      const { parentNode } = this
      if (parentNode !== null) core.call('remove', numberOf(parentNode), numberOf(this))
    }
  }

  /** What documents, fragments and elements can do with what is in them. */
  const withinParents = {
    append (this: Node, ...given: unknown[]) { put(this, null, given) },
    prepend (this: Node, ...given: unknown[]) { put(this, this.firstChild, given) },
    replaceChildren (this: Node, ...given: unknown[]) {
      this.textContent = ''
      put(this, null, given)
    },
    querySelector (this: Node, selector: string) { return node(core.call('find', numberOf(this), String(selector))) },
    querySelectorAll (this: Node, selector: string) {
      return list(nodeList(core.call('findAll', numberOf(this), String(selector))))
    }
  }
  const mixIn = (type: { prototype: object }, methods: object): void => {
    for (const [name, value] of Object.entries(methods)) {
      Object.defineProperty(type.prototype, name, { value, configurable: true, writable: true })
    }
  }

  class CharacterData extends Node {
    get data () { return core.text('content', numberOf(this)) }
    set data (value: string) { this.textContent = value }
    get length () { return this.data.length }
    get nextElementSibling () { return step(this, 'nextElementSibling') }
    get previousElementSibling () { return step(this, 'previousElementSibling') }
    appendData (more: string) { this.data += String(more) }
    substringData (from: number, count: number) { return this.data.slice(from, from + count) }
  }
  mixIn(CharacterData, amongSiblings)
  core.named(CharacterData.prototype, 'CharacterData')

  class Text extends CharacterData {
    get wholeText () { return this.data }
  }
  core.named(Text.prototype, 'Text')
  class Comment extends CharacterData {}
  core.named(Comment.prototype, 'Comment')

  class DocumentType extends Node {
    get name () { return 'html' }
    get publicId () { return '' }
    get systemId () { return '' }
  }
  core.named(DocumentType.prototype, 'DocumentType')

  class DocumentFragment extends Node {
    get children () { return list(nodeList(core.call('children', numberOf(this), 'elements'))) }
    get childElementCount () { return nodeList(core.call('children', numberOf(this), 'elements')).length }
    get firstElementChild () { return step(this, 'firstElementChild') }
    get lastElementChild () { return step(this, 'lastElementChild') }
    getElementById (id: string) { return node(core.call('find', numberOf(this), `#${CSS.escape(String(id))}`)) }
  }
  mixIn(DocumentFragment, withinParents)
  core.named(DocumentFragment.prototype, 'DocumentFragment')

  class ShadowRoot extends DocumentFragment {
    get host () { return step(this, 'host') }
    get mode () { return core.text('shadowMode', numberOf(this)) }
    get innerHTML () { return core.text('html', numberOf(this), false) }
    set innerHTML (value: string) { core.call('setHtml', numberOf(this), String(value)) }
  }
  core.named(ShadowRoot.prototype, 'ShadowRoot')

  const CSS = {
    escape: (name: string): string => String(name).replace(/\0/g, '�')
      .replace(/^-?\d|^-$|[^\w\u0080-\uffff-]/g, (found) => found.length === 2
        ? `-\\${found.charCodeAt(1).toString(16)} `
        : escapedLetter(found)),
    supports: (): boolean => true
  }
  const escapedLetter = (letter: string): string =>
    /[\d\s\u007f]/.test(letter) ? `\\${letter.charCodeAt(0).toString(16)} ` : `\\${letter}`

  const types = { Node, CharacterData, Text, Comment, DocumentType, DocumentFragment, ShadowRoot }
  return { types, Node, step, mixIn, amongSiblings, withinParents, CSS }
}

export type Nodes = ReturnType<typeof nodes>
