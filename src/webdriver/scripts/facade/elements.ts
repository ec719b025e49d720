import type { Collections } from './collections.js'
import type { Core } from './core.js'
import type { Events } from './events.js'
import type { Nodes } from './nodes.js'

/** Four numbers, as the host gives them. */
export type Four = [number, number, number, number]

/** `Element`: attributes, finding, boxes and the markup within. */
export function elements (core: Core, events: Events, { list, live, attributeMap, types: lists }: Collections,
  tree: Nodes) {
  const { numberOf, node, nodeList } = core
  const { Node, step, mixIn } = tree

  class DOMRect {
    constructor (readonly x = 0, readonly y = 0, readonly width = 0, readonly height = 0) {}
    static fromRect (from: Partial<DOMRect> = {}) { return new DOMRect(from.x, from.y, from.width, from.height) }
    get top () { return Math.min(this.y, this.y + this.height) }
    get left () { return Math.min(this.x, this.x + this.width) }
    get bottom () { return Math.max(this.y, this.y + this.height) }
    get right () { return Math.max(this.x, this.x + this.width) }
    toJSON () {
      const { x, y, width, height, top, right, bottom, left } = this
      return { x, y, width, height, top, right, bottom, left }
    }
  }
  core.named(DOMRect.prototype, 'DOMRect')

  const isName = (name: string): boolean => /^[^\s"'<>/=\0]+$/.test(name)
  const checkedName = (name: unknown): string => {
    const text = String(name)
    if (!isName(text)) throw new core.DOMException(`'${text}' is not a valid attribute name.`, 'InvalidCharacterError')
    return text
  }

  class Element extends Node {
    get tagName () { return core.text('name', numberOf(this)) }
    get localName () { return core.text('localName', numberOf(this)) }
    get namespaceURI () { return core.text('namespace', numberOf(this)) }
    get prefix () { return null }
    get id () { return core.text('attr', numberOf(this), 'id') }
    set id (value: string) { this.setAttribute('id', value) }
    get className () { return core.text('attr', numberOf(this), 'class') }
    set className (value: string) { this.setAttribute('class', value) }
    get slot () { return core.text('attr', numberOf(this), 'slot') }
    get classList () { return new lists.DOMTokenList(this, 'class') as object }
    set classList (value: unknown) { this.setAttribute('class', value) }
    get attributes () { return attributeMap(this) }
    getAttribute (name: string) { return core.call('attr', numberOf(this), String(name)) as string | null }
    setAttribute (name: string, value: unknown) {
      core.call('setAttr', numberOf(this), checkedName(name), String(value))
      events.forgetHandler(this, String(name).toLowerCase())
    }

    removeAttribute (name: string) { core.call('removeAttr', numberOf(this), String(name)) }
    hasAttribute (name: string) { return this.getAttribute(name) !== null }
    hasAttributes () { return this.getAttributeNames().length > 0 }
    toggleAttribute (name: string, force?: boolean) {
      const wanted = force === undefined ? !this.hasAttribute(name) : Boolean(force)
      if (!wanted) this.removeAttribute(name)
      else if (!this.hasAttribute(name)) this.setAttribute(name, '')
      return wanted
    }

    getAttributeNames () { return core.parsed<Array<[string, string]>>('attrs', numberOf(this)).map(([name]) => name) }
    getAttributeNode (name: string) {
      return Array.from(this.attributes as Iterable<{ name: string }>).find((each) => each.name === name) ?? null
    }

    getAttributeNS (_: unknown, name: string) { return this.getAttribute(name) }
    setAttributeNS (_: unknown, name: string, value: unknown) { this.setAttribute(name, value) }
    hasAttributeNS (_: unknown, name: string) { return this.hasAttribute(name) }
    removeAttributeNS (_: unknown, name: string) { this.removeAttribute(name) }
    get children () { return live(() => nodeList(core.call('children', numberOf(this), 'elements'))) }
    get childElementCount () { return nodeList(core.call('children', numberOf(this), 'elements')).length }
    get firstElementChild () { return step(this, 'firstElementChild') }
    get lastElementChild () { return step(this, 'lastElementChild') }
    get nextElementSibling () { return step(this, 'nextElementSibling') }
    get previousElementSibling () { return step(this, 'previousElementSibling') }
    get assignedSlot () { return null }
    matches (selector: string) { return core.flag('matches', numberOf(this), String(selector)) }
    webkitMatchesSelector (selector: string) { return this.matches(selector) }
    closest (selector: string) { return node(core.call('closest', numberOf(this), String(selector))) }
    getElementsByTagName (name: string) {
      return live(() => nodeList(core.call('byTag', numberOf(this), String(name))))
    }

    getElementsByTagNameNS (_: unknown, name: string) { return this.getElementsByTagName(name) }
    getElementsByClassName (names: string) {
      return live(() => nodeList(core.call('byClass', numberOf(this), String(names))))
    }

    get innerHTML () { return core.text('html', numberOf(this), false) }
    set innerHTML (value: unknown) { core.call('setHtml', numberOf(this), value === null ? '' : String(value)) }
    get outerHTML () { return core.text('html', numberOf(this), true) }
    set outerHTML (value: unknown) {
      this.insertAdjacentHTML('beforebegin', String(value))
      tree.amongSiblings.remove.call(this)
    }

    insertAdjacentHTML (where: string, html: unknown) {
      core.call('insertHtml', numberOf(this), String(where).toLowerCase(), String(html))
    }

    insertAdjacentElement (where: string, element: object) {
      insertAt(this, where, element)
      return element
    }

    insertAdjacentText (where: string, text: unknown) { insertAt(this, where, String(text)) }

    get shadowRoot () { return node(core.call('shadowRoot', numberOf(this))) }
    attachShadow (init: { mode: string }) { return node(core.call('attachShadow', numberOf(this), String(init?.mode))) }
    getBoundingClientRect () { return new DOMRect(...core.parsed<Four>('box', numberOf(this))) }
    getClientRects () { return core.parsed<Four[]>('boxes', numberOf(this)).map((four) => new DOMRect(...four)) }
    checkVisibility (options: Record<string, unknown> = {}) {
      const { opacityProperty = options.checkOpacity, visibilityProperty = options.checkVisibilityCSS } = options
      return core.flag('checkVisibility', numberOf(this), Boolean(opacityProperty), Boolean(visibilityProperty))
    }

    scrollIntoView (how?: unknown) { core.call('scrollIntoView', numberOf(this), how === false ? 'end' : blockOf(how)) }
    scrollIntoViewIfNeeded () { core.call('scrollIntoView', numberOf(this), 'nearest') }
    scrollTo (...given: unknown[]) { core.call('scrollElement', numberOf(this), ...scrolled(given, this)) }
    scroll (...given: unknown[]) { this.scrollTo(...given) }
    scrollBy (...given: unknown[]) {
      const { scrollLeft, scrollTop } = this as unknown as { scrollLeft: number, scrollTop: number }
      const [left, top] = scrolled(given, { scrollLeft: 0, scrollTop: 0 })
      core.call('scrollElement', numberOf(this), scrollLeft + left, scrollTop + top)
    }

    get role () { return this.getAttribute('role') }
    set role (value: unknown) { this.setAttribute('role', value) }
    get computedRole () { return core.text('role', numberOf(this)) }
    get computedName () { return core.text('label', numberOf(this)) }
    animate () { return { finished: Promise.resolve(), cancel () {}, finish () {}, play () {}, pause () {} } }
    getAnimations () { return [] }
    requestFullscreen () { return Promise.resolve() }
    setPointerCapture () {}
    releasePointerCapture () {}
    hasPointerCapture () { return false }
  }
  function insertAt (element: InstanceType<typeof Node>, where: string, given: unknown): void {
    const { before, after } = tree.amongSiblings
    const { prepend, append } = tree.withinParents
    const ways: Record<string, (this: InstanceType<typeof Node>, ...given: unknown[]) => void> = {
      beforebegin: before, afterbegin: prepend, beforeend: append, afterend: after
    }
    const put = ways[String(where).toLowerCase()]
    if (put === undefined) {
      throw new core.DOMException(`'${where}' is not 'beforeBegin', 'afterBegin', 'beforeEnd', or 'afterEnd'.`,
        'SyntaxError')
    }
    put.call(element, given)
  }
  mixIn(Element, tree.amongSiblings)
  mixIn(Element, tree.withinParents)
  core.named(Element.prototype, 'Element')

  const measures = ['clientTop', 'clientLeft', 'clientWidth', 'clientHeight', 'scrollWidth', 'scrollHeight']
  core.accessors<Element>(Element, measures, (self, name) => core.number('measure', numberOf(self), name))
  core.accessors<Element>(Element, ['scrollTop', 'scrollLeft'], (self, name) =>
    core.number('measure', numberOf(self), name),
  (self, name, value) => { self.scrollTo({ [name === 'scrollTop' ? 'top' : 'left']: value }) })
  const aria = ['Label', 'Hidden', 'Disabled', 'Expanded', 'Checked', 'Selected', 'Pressed', 'Current', 'Live',
    'Modal', 'Required', 'Invalid', 'HasPopup']
  core.accessors<Element>(Element, aria.map((name) => `aria${name}`),
    (self, name) => self.getAttribute(`aria-${name.slice(4).toLowerCase()}`),
    (self, name, value) => { self.setAttribute(`aria-${name.slice(4).toLowerCase()}`, value) })

  function blockOf (how: unknown): string {
    if (typeof how !== 'object' || how === null) return 'start'
    return String((how as { block?: unknown }).block ?? 'start')
  }

  /** Where to scroll to, of `(x, y)` and of `({ left, top })`. */
  function scrolled (given: readonly unknown[], from: unknown): [number, number] {
    const { scrollLeft, scrollTop } = from as { scrollLeft: number, scrollTop: number }
    const [first, second] = given
    if (typeof first !== 'object' || first === null) return [Number(first) || 0, Number(second) || 0]
    const { left = scrollLeft, top = scrollTop } = first as { left?: number, top?: number }
    return [Number(left) || 0, Number(top) || 0]
  }

  /** Of the namespaces that are not HTML's. */
  class SVGElement extends Element {
    focus () { core.call('focus', numberOf(this)) }
    blur () { core.call('blur', numberOf(this)) }
  }
  core.named(SVGElement.prototype, 'SVGElement')
  class SVGSVGElement extends SVGElement {}
  core.named(SVGSVGElement.prototype, 'SVGSVGElement')

  return {
    types: { Element, SVGElement, SVGSVGElement, DOMRect, DOMRectReadOnly: DOMRect }, Element, DOMRect,
    scrolled, listOf: list
  }
}

export type Elements = ReturnType<typeof elements>
