import type { Core } from './core.js'
import type { Events } from './events.js'

/** What stands beside the window: the console, base64, requests that find nobody, questions about the screen. */
export function extras (core: Core, events: Events) {
  const sizes = (): Record<string, number> => core.parsed('sizes')

  /** `(min-width: 600px) and (orientation: landscape)`: sizes and what follows from them, `not`, `and` and commas. */
  function mediaMatches (query: string): boolean {
    return query.toLowerCase().split(',').some((alternative) => {
      const negated = /^\s*not\b/.test(alternative)
      const all = alternative.replace(/^\s*(?:not|only)\b/, '').split(/\band\b/).every((part) =>
        featureMatches(part.trim()))
      return negated ? !all : all
    })
  }
  function featureMatches (feature: string): boolean {
    if (['all', 'screen', ''].includes(feature)) return true
    const [, name = '', value = ''] = /^\(\s*([\w-]+)\s*(?::\s*([^)]+?))?\s*\)$/.exec(feature) ?? []
    const { innerWidth = 0, innerHeight = 0 } = sizes()
    const length = Number.parseFloat(value) * (/r?em$/.test(value) ? 16 : 1)
    const facts: Record<string, boolean> = {
      'min-width': innerWidth >= length,
      'max-width': innerWidth <= length,
      width: innerWidth === length,
      'min-height': innerHeight >= length,
      'max-height': innerHeight <= length,
      orientation: value === (innerWidth > innerHeight ? 'landscape' : 'portrait'),
      'prefers-color-scheme': value === 'light',
      'prefers-reduced-motion': value === 'no-preference',
      hover: value !== 'none',
      pointer: value !== 'none' && value !== 'coarse',
      'any-hover': value !== 'none',
      'any-pointer': value !== 'none' && value !== 'coarse'
    }
    return facts[name] === true
  }

  /** There is no network behind the page: a request ends as one that found nobody. */
  class XMLHttpRequest extends events.EventTarget {
    static readonly UNSENT = 0
    static readonly OPENED = 1
    static readonly HEADERS_RECEIVED = 2
    static readonly LOADING = 3
    static readonly DONE = 4
    readyState = 0
    status = 0
    statusText = ''
    responseText = ''
    response: unknown = ''
    responseURL = ''
    open () { this.readyState = 1 }
    setRequestHeader () {}
    getResponseHeader () { return null }
    getAllResponseHeaders () { return '' }
    abort () { this.readyState = 0 }
    send () {
      this.readyState = 4
      for (const type of ['readystatechange', 'error', 'loadend']) {
        queueMicrotask(() =>
          events.dispatch(this, new events.Event(type), true))
      }
    }
  }
  core.named(XMLHttpRequest.prototype, 'XMLHttpRequest')
  events.withHandlers(XMLHttpRequest)

  const printed = (value: unknown): string => {
    if (typeof value === 'string') return value
    if (value instanceof Error) return `${value.name}: ${value.message}`
    try {
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
    } catch {
      return String(value)
    }
  }
  const say = (level: string) => (...given: unknown[]) => { core.call('console', level, given.map(printed).join(' ')) }
  const console = {
    log: say('log'),
    info: say('info'),
    warn: say('warning'),
    error: say('error'),
    debug: say('debug'),
    trace: say('log'),
    dir: say('log'),
    table: say('log'),
    assert: (holds: unknown, ...given: unknown[]) => { if (!holds) say('error')('Assertion failed:', ...given) },
    group () {},
    groupCollapsed () {},
    groupEnd () {},
    time () {},
    timeEnd () {},
    timeLog () {},
    count () {},
    clear () {}
  }

  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const base64 = {
    btoa (given: unknown): string {
      const text = String(given)
      if (/[^\0-\xff]/.test(text)) {
        const message = 'The string to be encoded contains characters outside of the Latin1 range.'
        throw new core.DOMException(message, 'InvalidCharacterError')
      }
      const bits = [...text].map((letter) => letter.charCodeAt(0).toString(2).padStart(8, '0')).join('')
      const coded = (bits.match(/.{1,6}/g) ?? []).map((six) => letters[Number.parseInt(six.padEnd(6, '0'), 2)]).join('')
      return coded.padEnd(Math.ceil(coded.length / 4) * 4, '=')
    },
    atob (given: unknown): string {
      const text = String(given).replace(/\s+/g, '').replace(/={1,2}$/, '')
      if (/[^A-Za-z0-9+/]/.test(text) || text.length % 4 === 1) {
        throw new core.DOMException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError')
      }
      const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(6, '0')).join('')
      return (bits.match(/.{8}/g) ?? []).map((eight) => String.fromCharCode(Number.parseInt(eight, 2))).join('')
    }
  }

  const { platform } = core.parsed<{ platform: string }>('about')
  class Navigator {
    get userAgent () { return core.text('userAgent') }
    get appVersion () { return this.userAgent.replace(/^Mozilla\//, '') }
    get appName () { return 'Netscape' }
    get appCodeName () { return 'Mozilla' }
    get product () { return 'Gecko' }
    get platform () { return platform }
    get vendor () { return /Chrome|Edg/.test(this.userAgent) ? 'Google Inc.' : '' }
    get language () { return 'en-US' }
    get languages () { return ['en-US', 'en'] }
    get onLine () { return true }
    get cookieEnabled () { return true }
    get webdriver () { return true }
    get hardwareConcurrency () { return 4 }
    get deviceMemory () { return 8 }
    get maxTouchPoints () { return 0 }
    get doNotTrack () { return null }
    get plugins () { return [] }
    get mimeTypes () { return [] }
    javaEnabled () { return false }
    sendBeacon () { return false }
  }
  core.named(Navigator.prototype, 'Navigator')

  return { Navigator, XMLHttpRequest, console, base64, mediaMatches, sizes }
}

export type Extras = ReturnType<typeof extras>
