import type { Collections } from './collections.js'
import type { Core } from './core.js'
import type { Elements } from './elements.js'
import type { Events } from './events.js'
import type { Nodes } from './nodes.js'
import type { Styles } from './styles.js'

/** What the classes of HTML's elements are called, and what they read of their attributes. */
export interface HtmlTables {
  /** By class: its elements' names. */
  readonly classes: Readonly<Record<string, readonly string[]>>
  /** By property: the attribute. */
  readonly texts: Readonly<Record<string, string>>
  readonly flags: Readonly<Record<string, string>>
  readonly numbers: Readonly<Record<string, readonly [attribute: string, absent: number]>>
  readonly addresses: Readonly<Record<string, string>>
  /** Which classes have which properties; what is not named here, every element has. */
  readonly owners: Readonly<Record<string, readonly string[]>>
}

/** What a click leads to: an event of its own, or what comes after it. */
export interface Follow { type: string, on: string, cancelable?: boolean, submitter?: string, then?: string }

/** `HTMLElement` and the classes of HTML's elements. */
export function htmlElements (
  core: Core, events: Events, { live, dataset, types: lists }: Collections, tree: Nodes,
  { Element, types: { SVGElement } }: Elements,
  { inline }: Styles, tables: HtmlTables
) {
  const { numberOf, node, nodeList } = core
  const { Event, types: { MouseEvent } } = events
  const fire = (target: object, event: InstanceType<typeof Event>): boolean => events.dispatch(target, event, true)

  class HTMLElement extends Element {
    get innerText () { return core.text('innerText', numberOf(this)) }
    set innerText (value: unknown) { this.textContent = String(value) }
    get outerText () { return this.innerText }
    get offsetParent () { return node(core.call('offsetParent', numberOf(this))) }
    get isContentEditable () { return core.flag('editable', numberOf(this)) }
    get labels () { return this.ofNodes('labels') }
    ofNodes (what: string) { return new lists.NodeList(nodeList(core.call('related', numberOf(this), what))) as object }
    click () { click(this) }
    focus () { core.call('focus', numberOf(this)) }
    blur () { core.call('blur', numberOf(this)) }
  }
  core.named(HTMLElement.prototype, 'HTMLElement')
  const offsets = ['offsetTop', 'offsetLeft', 'offsetWidth', 'offsetHeight']
  core.accessors<HTMLElement>(HTMLElement, offsets, (self, name) => core.number('measure', numberOf(self), name))
  const kept = new WeakMap<object, { style?: object, dataset?: object }>()
  const keptOf = (element: object): { style?: object, dataset?: object } => {
    const found = kept.get(element) ?? {}
    kept.set(element, found)
    return found
  }
  for (const type of [HTMLElement, SVGElement]) {
    core.accessors(type, ['style'], (self) => {
      const own = keptOf(self)
      own.style ??= inline(self)
      return own.style
    }, (self, _, value) => { inline(self).cssText = String(value) })
    core.accessors(type, ['dataset'], (self) => {
      const own = keptOf(self)
      own.dataset ??= dataset(self)
      return own.dataset
    })
    events.withHandlers(type)
  }

  /** A click with its events and what it does if nobody prevents that. The host knows what a click does to what. */
  function click (element: HTMLElement): void {
    const id = numberOf(element)
    if (core.flag('isDisabled', id)) return
    const before = core.text('beforeClick', id)
    const event = new MouseEvent('click',
      { bubbles: true, cancelable: true, composed: true, view: globalThis, detail: 1 })
    if (!events.dispatch(element, event, false)) {
      core.call('undoClick', id, before)
      return
    }
    for (const follow of core.parsed<Follow[]>('afterClick', id, before)) follows(follow)
  }

  /** What the host says is to happen next: an event, and a form's submission if it is not prevented. */
  function follows ({ type, on, cancelable = false, submitter, then }: Follow): void {
    const target = node(on)
    if (target === null) return
    if (type === 'click') return click(target as HTMLElement)
    const made = submitter === undefined
      ? new Event(type, { bubbles: true, cancelable, composed: type === 'input' })
      : new events.types.SubmitEvent(type, { bubbles: true, cancelable, submitter: node(submitter) })
    const goesOn = fire(target, made)
    if (goesOn && then !== undefined) {
      core.call(then, numberOf(target), submitter === undefined
        ? 0
        : numberOf(node(submitter)))
    }
  }

  const classes = new Map<string, typeof HTMLElement>()
  const byTag = new Map<string, typeof HTMLElement>()
  for (const [name, tags] of Object.entries(tables.classes)) {
    const made = { [name]: class extends HTMLElement {} }[name] as typeof HTMLElement
    core.named(made.prototype, name)
    classes.set(name, made)
    for (const tag of tags) byTag.set(tag, made)
  }
  const classOf = (name: string): typeof HTMLElement => name === 'HTMLElement'
    ? HTMLElement
    : classes.get(name) ??
    HTMLElement
  /** The classes that have a property. */
  const ownersOf = (property: string): Array<typeof HTMLElement> =>
    (tables.owners[property] ?? ['HTMLElement']).map(classOf)
  const each = (properties: object, put: (owner: typeof HTMLElement, property: string) => void): void => {
    for (const property of Object.keys(properties)) for (const owner of ownersOf(property)) put(owner, property)
  }

  each(tables.texts, (owner, property) => {
    const name = tables.texts[property] ?? property
    core.accessors<HTMLElement>(owner, [property], (self) => self.getAttribute(name) ?? '',
      (self, _, value) => { self.setAttribute(name, value) })
  })
  each(tables.flags, (owner, property) => {
    const name = tables.flags[property] ?? property
    core.accessors<HTMLElement>(owner, [property], (self) => self.hasAttribute(name),
      (self, _, value) => { self.toggleAttribute(name, Boolean(value)) })
  })
  each(tables.numbers, (owner, property) => {
    const [name, absent] = tables.numbers[property] ?? [property, 0]
    const read = (self: HTMLElement): number => {
      const text = self.getAttribute(name)
      return text === null || !/^\s*-?\d+/.test(text) ? absent : Number.parseInt(text, 10)
    }
    core.accessors<HTMLElement>(owner, [property], read, (self, _, value) => {
      self.setAttribute(name, Math.trunc(Number(value)) || 0)
    })
  })
  each(tables.addresses, (owner, property) => {
    const name = tables.addresses[property] ?? property
    core.accessors<HTMLElement>(owner, [property], (self) => core.text('address', self.getAttribute(name)),
      (self, _, value) => { self.setAttribute(name, value) })
  })

  /** What is not (only) an attribute: the state of fields, which the browser keeps. */
  const states: Record<string, readonly string[]> = {
    value: ['HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement', 'HTMLOptionElement', 'HTMLButtonElement',
      'HTMLProgressElement', 'HTMLMeterElement'],
    checked: ['HTMLInputElement'],
    indeterminate: ['HTMLInputElement'],
    selected: ['HTMLOptionElement'],
    selectedIndex: ['HTMLSelectElement'],
    type: ['HTMLInputElement', 'HTMLButtonElement', 'HTMLSelectElement', 'HTMLTextAreaElement'],
    selectionStart: ['HTMLInputElement', 'HTMLTextAreaElement'],
    selectionEnd: ['HTMLInputElement', 'HTMLTextAreaElement'],
    index: ['HTMLOptionElement'],
    validationMessage: ['HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement', 'HTMLButtonElement'],
    willValidate: ['HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement', 'HTMLButtonElement'],
    text: ['HTMLOptionElement', 'HTMLScriptElement', 'HTMLAnchorElement', 'HTMLTitleElement'],
    complete: ['HTMLImageElement'],
    naturalWidth: ['HTMLImageElement'],
    naturalHeight: ['HTMLImageElement']
  }
  const plain = (value: unknown): string | number | boolean => {
    if (typeof value === 'number' || typeof value === 'boolean') return value
    return value === null || value === undefined ? '' : String(value)
  }
  for (const [name, owners] of Object.entries(states)) {
    for (const owner of owners) {
      core.accessors<HTMLElement>(classOf(owner), [name], (self) => core.call('state', numberOf(self), name),
        (self, _, value) => { core.call('setState', numberOf(self), name, plain(value)) })
    }
  }

  const related = (owner: string, property: string, what: string, type = lists.HTMLCollection): void => {
    core.accessors(classOf(owner), [property], (self) =>
      live(() => nodeList(core.call('related', numberOf(self), what)), type))
  }
  const relative = (owner: string, property: string, what: string): void => {
    core.accessors(classOf(owner), [property], (self) => node(core.call('related', numberOf(self), what)))
  }
  related('HTMLSelectElement', 'options', 'options', lists.HTMLOptionsCollection)
  related('HTMLSelectElement', 'selectedOptions', 'selectedOptions')
  related('HTMLDataListElement', 'options', 'options')
  related('HTMLFormElement', 'elements', 'elements', lists.HTMLFormControlsCollection)
  related('HTMLFieldSetElement', 'elements', 'elements', lists.HTMLFormControlsCollection)
  related('HTMLTableElement', 'rows', 'rows')
  related('HTMLTableElement', 'tBodies', 'tBodies')
  related('HTMLTableSectionElement', 'rows', 'rows')
  related('HTMLTableRowElement', 'cells', 'cells')
  for (const owner of ['Input', 'TextArea', 'Select', 'Button', 'Option', 'FieldSet', 'Label', 'Output']) {
    relative(`HTML${owner}Element`, 'form', 'form')
  }
  relative('HTMLLabelElement', 'control', 'control')
  relative('HTMLTemplateElement', 'content', 'content')
  for (const owner of ['HTMLSelectElement', 'HTMLFormElement']) {
    core.accessors(classOf(owner), ['length'], (self) =>
      nodeList(core.call('related', numberOf(self), owner === 'HTMLFormElement' ? 'elements' : 'options')).length)
  }

  const parts = ['protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash', 'origin']
  for (const owner of ['HTMLAnchorElement', 'HTMLAreaElement']) {
    core.accessors<HTMLElement>(classOf(owner), parts, (self, part) =>
      core.text('addressPart', self.getAttribute('href'), part))
    Object.defineProperty(classOf(owner).prototype, 'toString', {
      value (this: HTMLElement) { return core.text('address', this.getAttribute('href')) }
    })
  }

  tree.mixIn(classOf('HTMLFormElement'), {
    submit (this: HTMLElement) { core.call('submit', numberOf(this), 0) },
    requestSubmit (this: HTMLElement, submitter?: object) {
      const event = new events.types.SubmitEvent('submit',
        { bubbles: true, cancelable: true, submitter: submitter ?? null })
      if (fire(this, event)) core.call('submit', numberOf(this), submitter === undefined ? 0 : numberOf(submitter))
    },
    reset (this: HTMLElement) {
      if (fire(this, new Event('reset', { bubbles: true, cancelable: true }))) core.call('reset', numberOf(this))
    },
    checkValidity (this: HTMLElement) { return core.flag('valid', numberOf(this)) },
    reportValidity (this: HTMLElement) { return core.flag('valid', numberOf(this)) }
  })
  for (const owner of ['HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement', 'HTMLButtonElement']) {
    tree.mixIn(classOf(owner), {
      checkValidity (this: HTMLElement) {
        const valid = core.flag('valid', numberOf(this))
        if (!valid) fire(this, new Event('invalid', { cancelable: true }))
        return valid
      },
      reportValidity (this: HTMLElement & { checkValidity (): boolean }) { return this.checkValidity() },
      setCustomValidity (this: HTMLElement,
        message: string) { core.call('setState', numberOf(this), 'customValidity', String(message)) },
      select (this: HTMLElement) { core.call('focus', numberOf(this)) },
      setSelectionRange (this: HTMLElement, start: number, end: number) {
        core.call('setState', numberOf(this), 'selectionStart', Number(start))
        core.call('setState', numberOf(this), 'selectionEnd', Number(end))
      }
    })
  }
  tree.mixIn(classOf('HTMLDialogElement'), {
    show (this: HTMLElement) { this.setAttribute('open', '') },
    showModal (this: HTMLElement) { this.setAttribute('open', '') },
    close (this: HTMLElement) { this.removeAttribute('open') }
  })

  return { HTMLElement, classes, byTag, click, follows }
}

export type HtmlElements = ReturnType<typeof htmlElements>
