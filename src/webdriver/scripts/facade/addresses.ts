import type { Constructor, Core } from './core.js'

/** `URL` and `URLSearchParams`; the host reads addresses. */
export function addresses (core: Core) {
  const decoded = (text: string): string => {
    const spaced = text.replaceAll('+', ' ')
    try {
      return decodeURIComponent(spaced)
    } catch {
      return spaced
    }
  }
  const encoded = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+').replace(/[!'()~]/g, (each) =>
    `%${each.charCodeAt(0).toString(16).toUpperCase()}`)

  class URLSearchParams {
    #pairs: Array<[string, string]>
    #changed: (() => void) | undefined
    constructor (given: unknown = '', changed?: () => void) {
      this.#changed = changed
      if (typeof given === 'object' && given !== null) {
        const pairs = Symbol.iterator in given ? [...given as Iterable<[unknown, unknown]>] : Object.entries(given)
        this.#pairs = pairs.map(([name, value]) => [String(name), String(value)])
        return
      }
      const parts = String(given).replace(/^\?/, '').split('&').filter((part) => part !== '')
      this.#pairs = parts.map((part) => {
        const [name = '', ...value] = part.split('=')
        return [decoded(name), decoded(value.join('='))]
      })
    }

    get size () { return this.#pairs.length }
    get (name: string) { return this.#pairs.find(([each]) => each === String(name))?.[1] ?? null }
    getAll (name: string) { return this.#pairs.filter(([each]) => each === String(name)).map(([, value]) => value) }
    has (name: string) { return this.get(name) !== null }
    append (name: string, value: unknown) { this.#put([...this.#pairs, [String(name), String(value)]]) }
    delete (name: string) { this.#put(this.#pairs.filter(([each]) => each !== String(name))) }
    set (name: string, value: unknown) {
      const at = this.#pairs.findIndex(([each]) => each === String(name))
      if (at < 0) return this.append(name, value)
      this.#put(this.#pairs.filter(([each], index) => each !== String(name) || index === at).map((pair, index) =>
        index === at ? [pair[0], String(value)] : pair))
    }

    sort () { this.#put(this.#pairs.toSorted(([a], [b]) => a < b ? -1 : Number(a > b))) }
    #put (pairs: Array<[string, string]>) {
      this.#pairs = pairs
      this.#changed?.()
    }

    forEach (call: (value: string, name: string, all: object) =>
    void) { for (const [name, value] of this.#pairs) call(value, name, this) }

    keys () { return this.#pairs.map(([name]) => name).values() }
    values () { return this.#pairs.map(([, value]) => value).values() }
    entries () { return this.#pairs.values() }
    [Symbol.iterator] () { return this.entries() }
    toString () { return this.#pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&') }
  }
  core.named(URLSearchParams.prototype, 'URLSearchParams')

  class URL {
    #href: string
    constructor (url: unknown, base?: unknown) {
      const found = core.call('parseUrl', String(url), base === undefined ? null : String(base))
      if (typeof found !== 'string') throw new TypeError('Failed to construct \'URL\': Invalid URL')
      this.#href = found
    }

    static canParse (url: unknown, base?: unknown) {
      return core.call('parseUrl', String(url), base === undefined ? null : String(base)) !== null
    }

    get href () { return this.#href }
    set href (value: string) { this.#href = new URL(value).href }
    get searchParams (): object {
      const params: URLSearchParams = new URLSearchParams(this.part('search'), () => {
        this.setPart('search', params.toString())
      })
      return params
    }

    part (name: string): string { return core.text('addressPart', this.#href, name) }
    setPart (name: string, value: unknown): void {
      this.#href = core.text('setAddressPart', this.#href, name, String(value))
    }

    toString () { return this.#href }
    toJSON () { return this.#href }
  }
  core.named(URL.prototype, 'URL')
  const parts = ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash']
  core.accessors<URL>(URL, parts, (self, name) => self.part(name), (self, name, value) => { self.setPart(name, value) })
  core.accessors<URL>(URL, ['origin'], (self) => self.part('origin'))

  return { URL: URL as Constructor, URLSearchParams: URLSearchParams as Constructor, parts }
}

export type Addresses = ReturnType<typeof addresses>
