import type { Addresses } from './addresses.js'
import type { Core } from './core.js'
import type { Collections } from './collections.js'
import type { Documents } from './documents.js'
import type { Elements } from './elements.js'
import type { Events } from './events.js'
import type { Init } from './course.js'
import type { HtmlElements } from './html-elements.js'
import type { Nodes } from './nodes.js'
import type { Time } from './time.js'
import type { Coded, Values } from './values.js'
import type { Asked, Execution, Fired, Handled } from './asked.js'
import type { Windows } from './windows.js'

/** Makes the window of all this and answers the host. */
export function entry (
  core: Core, events: Events, collections: Collections, tree: Nodes, elements: Elements, html: HtmlElements,
  docs: Documents, windows: Windows, time: Time,
  addresses: Addresses, values: Values, failed: (error: unknown) => void
) {
  const { HTMLElement, byTag } = html
  // A page may change what is global.
  const { parse, stringify } = JSON
  const { ShadowRoot, Node } = tree.types
  const { eval: evaluate } = globalThis
  const document = core.node(core.call('document')) as InstanceType<typeof docs.Document>

  /** An event goes up the tree, out of shadows if it is composed, to the window; `load` stays below it. */
  events.ways.parentOf = (target, event) => {
    if (!(target instanceof Node)) return null
    if (target === document) return event.type === 'load' ? null : globalThis
    return target.parentNode ?? (target instanceof ShadowRoot && event.composed ? target.host : null)
  }

  const compile = Function
  const compiled = new Map<string, unknown>()
  events.ways.attribute = (target, name) => {
    const onBody = target === globalThis &&
      ['onload', 'onhashchange', 'onpopstate', 'onresize', 'onscroll', 'onerror', 'onstorage'].includes(name)
    const element = onBody ? document.body : target
    if (!(element instanceof elements.Element)) return undefined
    const text = element.getAttribute(name)
    return text === null ? undefined : handlerOf(text)
  }
  function handlerOf (text: string): unknown {
    if (!compiled.has(text)) compiled.set(text, compiledHandler(text))
    return compiled.get(text)
  }
  function compiledHandler (text: string): unknown {
    try {
      return compile('event', `with (this.ownerDocument || this.document || {}) { with (this) {\n${text}\n} }`)
    } catch (error) {
      failed(error)
      return undefined
    }
  }

  const put = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false })
  }
  const types: Array<Record<string, unknown>> = [
    events.types, collections.types, tree.types, elements.types, docs.types, windows.types, time.types,
    Object.fromEntries(html.classes),
    { HTMLElement, DOMException: core.DOMException, URL: addresses.URL, URLSearchParams: addresses.URLSearchParams }
  ]
  for (const group of types) for (const [name, type] of Object.entries(group)) put(name, type)
  for (const group of [windows.values, time.functions]) {
    for (const [name, value] of Object.entries(group)) {
      put(name,
        value)
    }
  }
  put('performance', time.performance)
  const img = byTag.get('img')
  const option = byTag.get('option')
  const made = (name: string, change: (element: InstanceType<typeof HTMLElement>) => void): object => {
    const element = document.createElement(name) as InstanceType<typeof HTMLElement>
    change(element)
    return element
  }
  if (img !== undefined) put('Image', function () { return made('img', () => {}) })
  if (option !== undefined) {
    put('Option', function (text = '', value: unknown = text) {
      return made('option', (element) => {
        element.textContent = String(text)
        element.setAttribute('value', value)
      })
    })
  }

  Object.setPrototypeOf(globalThis, windows.Window.prototype)
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
    put(name, events.EventTarget.prototype[name].bind(globalThis as unknown as InstanceType<typeof events.EventTarget>))
  }
  for (const name of ['window', 'self', 'frames']) {
    Object.defineProperty(globalThis, name,
      { value: globalThis, enumerable: true })
  }
  Object.defineProperty(globalThis, 'document', { value: document, enumerable: true })
  const globals: Record<string, [() => unknown, (value: unknown) => void]> = {
    location: [() => windows.location, (url) => { core.call('navigate', String(url), false) }],
    top: [() => windows.windowOf(core.call('windowTop')), () => {}],
    parent: [() => windows.windowOf(core.call('windowParent')), () => {}],
    opener: [() => windows.windowOf(core.call('windowOpener')), () => {}],
    frameElement: [() => core.node(core.call('frameElement')), () => {}],
    length: [() => core.nodeList(core.call('findAll', core.numberOf(document), 'iframe, frame')).length, () => {}],
    name: [() => core.text('windowName'), (name) => { core.call('setWindowName', String(name)) }],
    closed: [() => false, () => {}],
    event: [() => undefined, () => {}],
    origin: [() => core.text('addressPart', core.text('url'), 'origin'), () => {}],
    isSecureContext: [() => core.text('url').startsWith('https:'), () => {}]
  }
  for (const name of windows.sized) globals[name] = [() => windows.sizes()[name], () => {}]
  for (const [name, [get, set]] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name,
      { get, set, configurable: true })
  }

  let outcome: { state: 'pending' } | { state: 'done', value: Coded } | {
    state: 'failed', message: string,
    stack: string
  } = { state: 'pending' }
  let turn = 0

  /** In Chrome's words, which clients compare with. */
  const inChrome = (message: string): string =>
    message.replace(/^cannot read property '(.*)' of (null|undefined)$/,
      'Cannot read properties of $2 (reading \'$1\')')
      .replace(/^cannot set property '(.*)' of (null|undefined)$/, 'Cannot set properties of $2 (setting \'$1\')')
  /** The script's own lines of a stack. */
  const ownStack = (stack: string): string => stack.split('\n').filter((line) => line.includes('<input>')).join('\n')

  const fail = (error: unknown): void => {
    const isError = typeof error === 'object' && error !== null && 'message' in error
    const { name = 'Error', message = '', stack = '' } = isError ? error as Partial<Error> : {}
    outcome = isError
      ? { state: 'failed', message: said(String(name), inChrome(String(message))), stack: ownStack(String(stack)) }
      : { state: 'failed', message: String(error), stack: '' }
  }
  const said = (name: string, message: string): string => name === 'Error' ? message : `${name}: ${message}`
  const settle = (value: unknown): void => {
    try {
      outcome = { state: 'done', value: values.encode(value) }
    } catch (error) {
      fail(error)
    }
  }

  function execute ({ script, args, isAsync }: Execution): void {
    outcome = { state: 'pending' }
    const own = ++turn
    /** What comes after the script has ended, or twice, is nobody's. */
    const once = (take: (value: unknown) => void) => (value?: unknown): void => {
      if (turn !== own || outcome.state !== 'pending') return
      take(value)
    }
    try {
      const given = values.decodeAll(args)
      const result: unknown = compile(script).apply(globalThis, isAsync ? [...given, once(settle)] : given)
      const { then } = (typeof result === 'object' && result !== null ? result : {}) as { then?: unknown }
      if (typeof then === 'function') then.call(result, once(settle), once(fail))
      else if (!isAsync) settle(result)
    } catch (error) {
      fail(error)
    }
  }

  const kinds = events.types as unknown as Record<string, new (type: string, init: Init) =>
  InstanceType<typeof events.Event>>
  function eventOf ({ type, kind, init }: Fired): InstanceType<typeof events.Event> {
    const { relatedTarget, submitter } = init
    const nodes = { relatedTarget: core.node(relatedTarget as string), submitter: core.node(submitter as string) }
    return new (kinds[kind] ?? events.Event)(type, { ...init, ...nodes, view: globalThis })
  }

  function fire (fired: Fired): { goesOn: boolean } {
    const target = fired.on === 'window' ? globalThis : core.node(fired.on)
    docs.ready.state = fired.ready ?? docs.ready.state
    if (target === null) return { goesOn: true }
    events.ways.areAttributesHosts = true
    try {
      return { goesOn: events.dispatch(target, eventOf(fired), true) }
    } finally {
      events.ways.areAttributesHosts = false
    }
  }

  function handle (handled: Handled): { goesOn: boolean } {
    const [current, target] = [handled.current, handled.on].map((each) => each === 'window'
      ? globalThis
      : core.node(each))
    if (current === null || current === undefined || target === null || target === undefined) return { goesOn: true }
    try {
      return { goesOn: events.handle(handlerOf(handled.text), current, target, eventOf(handled)) }
    } catch (error) {
      failed(error)
      return { goesOn: true }
    }
  }

  function run ({ text, of, ready }: Asked['run']): { failed: boolean } {
    docs.ready.state = ready
    try {
      evaluate(text)
      return { failed: false }
    } catch (error) {
      failed(error)
      core.call('console', 'error', `in ${of}`)
      return { failed: true }
    }
  }

  const answers: { [K in keyof Asked]: (asked: Asked[K]) => unknown } = {
    execute,
    outcome: () => ({ ...outcome, next: time.soonest() }),
    tick: () => time.runNext(),
    fire,
    handle,
    next: () => time.soonest(),
    run
  }
  return (what: keyof Asked, given: string): string => {
    const answer = answers[what] as (asked: unknown) => unknown
    return stringify(answer(parse(given))) ?? 'null'
  }
}
