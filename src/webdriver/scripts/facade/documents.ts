import type { Collections } from './collections.js'
import type { Constructor, Core } from './core.js'
import type { Events } from './events.js'
import type { HtmlElements } from './html-elements.js'
import type { Nodes } from './nodes.js'

/** What `document.evaluate` found, as the host tells it. */
export type Found = { number: number } | { string: string } | { boolean: boolean } | { nodes: string }

/** `Document`, XPath, and what makes nodes of what the host speaks of. */
export function documents (core: Core, events: Events, { live, list }: Collections, tree: Nodes,
  { HTMLElement, byTag }: HtmlElements) {
  const { numberOf, node, nodeList } = core
  const { Node, mixIn, step } = tree
  const ready: { state: string } = { state: 'complete' }

  class XPathResult {
    static readonly ANY_TYPE = 0
    static readonly NUMBER_TYPE = 1
    static readonly STRING_TYPE = 2
    static readonly BOOLEAN_TYPE = 3
    static readonly UNORDERED_NODE_ITERATOR_TYPE = 4
    static readonly ORDERED_NODE_ITERATOR_TYPE = 5
    static readonly UNORDERED_NODE_SNAPSHOT_TYPE = 6
    static readonly ORDERED_NODE_SNAPSHOT_TYPE = 7
    static readonly ANY_UNORDERED_NODE_TYPE = 8
    static readonly FIRST_ORDERED_NODE_TYPE = 9
    readonly resultType: number
    readonly invalidIteratorState = false
    #found: { value?: unknown, nodes: object[] }
    #next = 0
    constructor (found: Found, wanted: number) {
      const nodes = 'nodes' in found ? nodeList(found.nodes) : []
      this.#found = { value: Object.values(found)[0], nodes }
      const own = ['number', 'string', 'boolean', 'nodes'].findIndex((kind) => kind in found) + 1
      if (own === 4 && wanted > 0 && wanted < 4) {
        this.#found.value = nodes.length === 0
          ? ''
          : (nodes[0] as { textContent: unknown }).textContent
      }
      if (own !== 4 && wanted > 3) {
        throw new TypeError('The result is not a node set, and therefore cannot be converted to the desired type.')
      }
      if (wanted === 3 && own === 4) this.#found.value = nodes.length > 0
      this.resultType = wanted === 0 ? own : wanted
    }

    get numberValue () { return Number(this.#found.value) }
    get stringValue () { return String(this.#found.value) }
    get booleanValue () { return Boolean(this.#found.value) }
    get singleNodeValue () { return this.#found.nodes[0] ?? null }
    get snapshotLength () { return this.#found.nodes.length }
    snapshotItem (index: number) { return this.#found.nodes[index] ?? null }
    iterateNext () { return this.#found.nodes[this.#next++] ?? null }
  }
  core.named(XPathResult.prototype, 'XPathResult')

  const allIn = (root: object, selector: string) => live(() => nodeList(core.call('findAll', numberOf(root), selector)))

  class Document extends Node {
    get documentElement () { return step(this, 'documentElement') }
    get head () { return step(this, 'head') }
    get body () { return step(this, 'body') }
    get doctype () { return step(this, 'doctype') }
    get activeElement () { return step(this, 'activeElement') }
    get scrollingElement () { return this.documentElement }
    get defaultView () { return this === core.node(core.call('document')) ? globalThis : null }
    get title () { return core.text('title', numberOf(this)) }
    set title (value: string) { core.call('setTitle', numberOf(this), String(value)) }
    get URL () { return core.text('documentUrl', numberOf(this)) }
    get documentURI () { return this.URL }
    get referrer () { return core.text('referrer') }
    get domain () { return core.text('addressPart', this.URL, 'hostname') }
    get cookie () { return core.text('cookie') }
    set cookie (value: string) { core.call('setCookie', String(value)) }
    get readyState () { return ready.state }
    get characterSet () { return 'UTF-8' }
    get charset () { return 'UTF-8' }
    get contentType () { return 'text/html' }
    get compatMode () { return core.text('compatMode') }
    get lastModified () { return core.text('lastModified') }
    get hidden () { return false }
    get visibilityState () { return 'visible' }
    get designMode () { return 'off' }
    get fullscreenElement () { return null }
    get location () { return (globalThis as unknown as { location: unknown }).location }
    set location (value: unknown) { core.call('navigate', String(value), false) }
    get implementation () {
      return {
        createHTMLDocument: () => {
          throw new core.DOMException('Not supported.', 'NotSupportedError')
        }, hasFeature: () => true
      }
    }

    get styleSheets () { return [] }
    get forms () { return allIn(this, 'form') }
    get images () { return allIn(this, 'img') }
    get links () { return allIn(this, 'a[href], area[href]') }
    get scripts () { return allIn(this, 'script') }
    get anchors () { return allIn(this, 'a[name]') }
    get all () { return allIn(this, '*') }
    get children () { return allIn(this, ':root') }
    get childElementCount () { return 1 }
    get firstElementChild () { return this.documentElement }
    get lastElementChild () { return this.documentElement }
    getElementById (id: string) { return node(core.call('byId', numberOf(this), String(id))) }
    getElementsByName (name: string) { return list(nodeList(core.call('byName', numberOf(this), String(name)))) }
    getElementsByTagName (name: string) {
      return live(() => nodeList(core.call('byTag', numberOf(this), String(name))))
    }

    getElementsByTagNameNS (_: unknown, name: string) { return this.getElementsByTagName(name) }
    getElementsByClassName (names: string) {
      return live(() => nodeList(core.call('byClass', numberOf(this), String(names))))
    }

    createElement (name: string) { return node(core.call('create', numberOf(this), 'element', String(name))) }
    createElementNS (namespace: string | null, name: string) {
      return node(core.call('create', numberOf(this), 'element', String(name), namespace === null
        ? ''
        : String(namespace)))
    }

    createTextNode (data: unknown) { return node(core.call('create', numberOf(this), 'text', String(data))) }
    createComment (data: unknown) { return node(core.call('create', numberOf(this), 'comment', String(data))) }
    createDocumentFragment () { return node(core.call('create', numberOf(this), 'fragment', '')) }
    createEvent (type: string) {
      const name = String(type).replace(/s$/i, '').toLowerCase()
      const found = Object.entries(events.types).find(([each]) =>
        [name, `${name}event`].includes(each.toLowerCase()))?.[1]
      const made = name === 'htmlevent' ? events.Event : found
      if (made === undefined || made === events.EventTarget) {
        const message = `The provided event type ('${String(type)}') is invalid.`
        throw new core.DOMException(message, 'NotSupportedError')
      }
      return new (made as typeof events.Event)('') as object
    }

    importNode (of: object, deep = false) { return node(core.call('clone', numberOf(of), Boolean(deep))) }
    adoptNode (of: object) {
      tree.amongSiblings.remove.call(of as InstanceType<typeof Node>)
      return of
    }

    elementFromPoint (x: number, y: number) { return node(core.call('hit', Number(x), Number(y))) }
    elementsFromPoint (x: number, y: number) { return nodeList(core.call('hits', Number(x), Number(y))) }
    evaluate (expression: string, context: object | null = this, _: unknown = null, type = 0) {
      return new XPathResult(core.parsed<Found>('xpath', numberOf(context ?? this), String(expression)),
        Number(type) || 0) as object
    }

    hasFocus () { return true }
    getSelection () { return null }
    execCommand () { return false }
    queryCommandSupported () { return false }
    write (...given: unknown[]) {
      core.call('insertHtml', numberOf(this.body), 'beforeend', given.map(String).join(''))
    }

    writeln (...given: unknown[]) { this.write(...given, '\n') }
    open () { return this }
    close () {}
    exitFullscreen () { return Promise.resolve() }
  }
  mixIn(Document, tree.withinParents)
  core.named(Document.prototype, 'Document')
  events.withHandlers(Document)
  class HTMLDocument extends Document {}
  core.named(HTMLDocument.prototype, 'HTMLDocument')
  class HTMLUnknownElement extends HTMLElement {}
  core.named(HTMLUnknownElement.prototype, 'HTMLUnknownElement')

  /** A form's fields by their names, as properties of the form. */
  const formOf = (form: object): object => new Proxy(form, {
    get: (target, key, self) => key in target || typeof key === 'symbol'
      ? Reflect.get(target, key, self)
      : fieldOf(self, key)
  })
  const fieldOf = (form: object, key: string): object | undefined => {
    const all = nodeList(core.call('related', numberOf(form), 'elements'))
    return /^\d+$/.test(key)
      ? all[Number(key)]
      : all.find((each) => ['id', 'name'].some((name) => core.call('attr', numberOf(each), name) === key))
  }

  return {
    types: { Document, HTMLDocument, HTMLUnknownElement, XPathResult: XPathResult as Constructor },
    Document, HTMLDocument, HTMLUnknownElement, formOf, byTag, ready
  }
}

export type Documents = ReturnType<typeof documents>
