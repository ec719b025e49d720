import type { Addresses } from './addresses.js'
import type { Core } from './core.js'
import type { Elements } from './elements.js'
import type { Events } from './events.js'
import type { Extras } from './extras.js'
import type { HtmlElements } from './html-elements.js'
import type { Nodes } from './nodes.js'
import type { Styles } from './styles.js'

/** What the host says of the browser at once. */
export interface About {
  readonly platform: string
  readonly window: string
  readonly isFrame: boolean
}

/** The window: its sizes, its address and history, what it stores and asks. */
export function windows (
  core: Core, events: Events, tree: Nodes, { Element, scrolled, DOMRect }: Elements, { classes }: HtmlElements,
  { computed, CSSStyleDeclaration }: Styles,
  { parts }: Addresses,
  { XMLHttpRequest, console, base64, mediaMatches, sizes, Navigator }: Extras
) {
  const { numberOf, node } = core
  const about = core.parsed<About>('about')
  /** Whose window, and of a frame's or another window what the host calls it. */
  const handles = new WeakMap<object, string>()

  class Window extends events.EventTarget {}
  core.named(Window.prototype, 'Window')
  events.withHandlers(Window)

  class Location {
    assign (url: unknown) { core.call('navigate', String(url), false) }
    replace (url: unknown) { core.call('navigate', String(url), true) }
    reload () { core.call('reload') }
    toString () { return core.text('url') }
    get href () { return core.text('url') }
    set href (url: string) { core.call('navigate', String(url), false) }
    get ancestorOrigins () { return [] }
  }
  core.named(Location.prototype, 'Location')
  core.accessors<Location>(Location, parts.filter((part) => !['username', 'password'].includes(part)),
    (_, name) => core.text('addressPart', core.text('url'), name),
    (_, name, value) => {
      core.call('navigate', core.text('setAddressPart', core.text('url'), name, String(value)), false)
    })
  core.accessors<Location>(Location, ['origin'], () => core.text('addressPart', core.text('url'), 'origin'))
  const location = new Location()

  class History {
    get length () { return core.number('historyLength') }
    get state () { return JSON.parse(core.text('historyState') || 'null') as unknown }
    get scrollRestoration () { return 'auto' }
    back () { core.call('travel', -1) }
    forward () { core.call('travel', 1) }
    go (by = 0) { core.call('travel', Number(by)) }
    pushState (state: unknown, _: unknown, url?: unknown) { keep('push', state, url) }
    replaceState (state: unknown, _: unknown, url?: unknown) { keep('replace', state, url) }
  }
  core.named(History.prototype, 'History')
  const keep = (how: string, state: unknown, url: unknown): void => {
    core.call('keepState', how, JSON.stringify(state) ?? 'null', url === undefined || url === null ? null : String(url))
  }

  class Storage {
    getItem (key: unknown) { return core.call('stored', kindOf(this), String(key)) as string | null }
    setItem (key: unknown, value: unknown) { core.call('store', kindOf(this), String(key), String(value)) }
    removeItem (key: unknown) { core.call('unstore', kindOf(this), String(key)) }
    clear () { core.call('unstoreAll', kindOf(this)) }
    key (index: number) { return keysOf(this)[index] ?? null }
    get length () { return keysOf(this).length }
  }
  core.named(Storage.prototype, 'Storage')
  const stores = new WeakMap<object, string>()
  const kindOf = (store: object): string => stores.get(store) ?? 'session'
  const keysOf = (store: object): string[] => core.parsed('storedKeys', kindOf(store))
  function storage (kind: string): object {
    const store = new Storage()
    const seen = new Proxy(store, {
      get: (own, key) => typeof key === 'symbol' || key in Storage.prototype
        ? Reflect.get(own, key)
        : own.getItem(key) ?? undefined,
      set: (own, key, value) => {
        own.setItem(key, value)
        return true
      },
      has: (own, key) => key in Storage.prototype || (typeof key === 'string' && own.getItem(key) !== null),
      deleteProperty: (own, key) => {
        own.removeItem(key)
        return true
      },
      ownKeys: (own) => keysOf(own),
      getOwnPropertyDescriptor: (own, key) => {
        const value = typeof key === 'string' ? own.getItem(key) : null
        return value === null ? undefined : { value, enumerable: true, configurable: true, writable: true }
      }
    })
    stores.set(store, kind).set(seen, kind)
    return seen
  }

  const sized = [
    'innerWidth', 'innerHeight', 'outerWidth', 'outerHeight', 'scrollX', 'scrollY', 'pageXOffset', 'pageYOffset',
    'screenX', 'screenY', 'screenLeft', 'screenTop',
    'devicePixelRatio'
  ]
  const screen = new (class Screen {
    get width () { return sizes().screenWidth }
    get height () { return sizes().screenHeight }
    get availWidth () { return sizes().screenWidth }
    get availHeight () { return sizes().screenHeight }
    get colorDepth () { return 24 }
    get pixelDepth () { return 24 }
    get orientation () {
      return { type: Number(this.width) > Number(this.height) ? 'landscape-primary' : 'portrait-primary', angle: 0 }
    }
  })()
  const visualViewport = new (class VisualViewport extends events.EventTarget {
    get width () { return sizes().innerWidth }
    get height () { return sizes().innerHeight }
    get scale () { return 1 }
    get offsetLeft () { return 0 }
    get offsetTop () { return 0 }
    get pageLeft () { return sizes().scrollX }
    get pageTop () { return sizes().scrollY }
  })()

  const position = (): { scrollLeft: number, scrollTop: number } => {
    const { scrollX = 0, scrollY = 0 } = sizes()
    return { scrollLeft: scrollX, scrollTop: scrollY }
  }
  const scrollTo = (...given: unknown[]): void => { core.call('scrollTo', ...scrolled(given, position())) }
  const functions = {
    getComputedStyle: (element: unknown) => {
      if (!(element instanceof Element)) {
        const method = 'Failed to execute \'getComputedStyle\' on \'Window\''
        throw new TypeError(`${method}: parameter 1 is not of type 'Element'.`)
      }
      return computed(element) as object
    },
    scrollTo,
    scroll: scrollTo,
    scrollBy: (...given: unknown[]) => {
      const [left, top] = scrolled(given, { scrollLeft: 0, scrollTop: 0 })
      const { scrollLeft, scrollTop } = position()
      core.call('scrollTo', scrollLeft + left, scrollTop + top)
    },
    matchMedia: (query: unknown) => Object.assign(new events.EventTarget(), {
      media: String(query), matches: mediaMatches(String(query)), onchange: null, addListener () {},
      removeListener () {}
    }),
    alert: (message: unknown = '') => { core.call('dialog', 'alert', String(message)) },
    confirm: (message: unknown = '') => core.call('dialog', 'confirm', String(message)) === true,
    prompt: (message: unknown = '', value: unknown = '') =>
      core.call('dialog', 'prompt', String(message), String(value)) as string | null,
    open: (url: unknown = '', target: unknown = '_blank') =>
      windowOf(core.call('openWindow', String(url), String(target))),
    close: () => { core.call('closeWindow') },
    print: () => {},
    stop: () => {},
    focus: () => {},
    blur: () => {},
    moveTo: () => {},
    moveBy: () => {},
    resizeTo: () => {},
    resizeBy: () => {},
    postMessage: () => {},
    getSelection: () => null,
    fetch: () => Promise.reject(new TypeError('Failed to fetch'))
  }

  /** Another window or a frame's: what of it is told across. */
  const others = new Map<string, object>()
  function windowOf (reference: unknown): object | null {
    if (typeof reference !== 'string' || reference === '') return null
    if (reference === about.window) return globalThis
    const known = others.get(reference)
    if (known !== undefined) return known
    const made = Object.create(Window.prototype) as object
    Object.defineProperties(made, {
      document: { get: () => node(core.call('windowDocument', reference)), enumerable: true },
      location: {
        get: () => ({
          href: core.text('windowUrl', reference), toString: () =>
            core.text('windowUrl', reference)
        }), enumerable: true
      },
      closed: { get: () => core.flag('windowClosed', reference) },
      close: { value: () => { core.call('closeWindow', reference) } },
      focus: { value: () => {} },
      postMessage: { value: () => {} }
    })
    handles.set(made, reference)
    others.set(reference, made)
    return made
  }
  const Frame = classes.get('HTMLIFrameElement')
  if (Frame !== undefined) {
    core.accessors(Frame, ['contentWindow'], (self) => windowOf(core.call('frameWindow', numberOf(self))))
    core.accessors(Frame, ['contentDocument'], (self) => {
      const window = windowOf(core.call('frameWindow', numberOf(self)))
      return window === null ? null : (window as { document: unknown }).document
    })
  }

  return {
    types: {
      Window, Location, History, Storage, Navigator, CSSStyleDeclaration, XMLHttpRequest,
      Screen: screen.constructor, DOMRect
    },
    Window,
    about,
    location,
    values: {
      history: new History() as object,
      navigator: new Navigator() as object,
      localStorage: storage('local'),
      sessionStorage: storage('session'),
      screen: screen as object,
      visualViewport: visualViewport as object,
      console,
      CSS: tree.CSS,
      ...functions,
      ...base64
    },
    sizes,
    sized,
    windowOf,
    handles
  }
}

export type Windows = ReturnType<typeof windows>
