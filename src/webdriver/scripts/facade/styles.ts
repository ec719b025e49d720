import type { Core } from './core.js'

/** An element's own style, which is its attribute, and its computed one, which the browser knows. */
export function styles (core: Core) {
  const dashed = (key: string): string =>
    key === 'cssFloat'
      ? 'float'
      : key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^(?:webkit|moz|ms)-/, '-$&')

  /** `a: b; c: d` by name. Semicolons within quotes and brackets part nothing. */
  function read (text: string): Map<string, { value: string, important: boolean }> {
    const found = new Map<string, { value: string, important: boolean }>()
    for (const part of text.match(/(?:"[^"]*"|'[^']*'|\([^)]*\)|[^;])+/g) ?? []) {
      const colon = part.indexOf(':')
      if (colon <= 0) continue
      const value = part.slice(colon + 1).trim()
      const name = part.slice(0, colon).trim()
      const plain = value.replace(/\s*!important$/i, '')
      found.set(name.startsWith('--') ? name : name.toLowerCase(), { value: plain, important: plain !== value })
    }
    return found
  }
  const written = (style: ReturnType<typeof read>): string =>
    [...style].map(([name, { value, important }]) => `${name}: ${value}${important ? ' !important' : ''};`).join(' ')

  interface Source {
    text: () => string, write?: (text: string) => void, computed?: (name: string) => string,
    names?: () => string[]
  }
  const sources = new WeakMap<object, Source>()
  const sourceOf = (style: object): Source => {
    const source = sources.get(style)
    if (source === undefined) throw new TypeError('Illegal invocation')
    return source
  }
  const names = (style: object): string[] => sourceOf(style).names?.() ?? [...read(sourceOf(style).text()).keys()]

  class CSSStyleDeclaration {
    getPropertyValue (name: string): string {
      const { text, computed } = sourceOf(this)
      const wanted = String(name).startsWith('--') ? String(name) : String(name).toLowerCase()
      return computed === undefined ? read(text()).get(wanted)?.value ?? '' : computed(wanted)
    }

    getPropertyPriority (name: string): string {
      return read(sourceOf(this).text()).get(String(name).toLowerCase())?.important === true ? 'important' : ''
    }

    setProperty (name: string, value: unknown, priority = ''): void {
      const { text, write } = sourceOf(this)
      if (write === undefined) {
        throw new core.DOMException('These styles are computed, and therefore the property is read-only.',
          'NoModificationAllowedError')
      }
      const style = read(text())
      const given = value === null ? '' : String(value).trim()
      if (given === '') style.delete(String(name))
      else style.set(String(name), { value: given, important: String(priority).toLowerCase() === 'important' })
      write(written(style))
    }

    removeProperty (name: string): string {
      const before = this.getPropertyValue(name)
      this.setProperty(name, '')
      return before
    }

    item (index: number): string { return names(this)[index] ?? '' }
    get length (): number { return names(this).length }
    get cssText (): string { return sourceOf(this).text() }
    set cssText (text: string) { sourceOf(this).write?.(written(read(String(text)))) }
    get parentRule (): null { return null }
    [Symbol.iterator] (): IterableIterator<string> { return names(this).values() }
  }
  core.named(CSSStyleDeclaration.prototype, 'CSSStyleDeclaration')

  function declaration (source: Source): CSSStyleDeclaration {
    const style = new CSSStyleDeclaration()
    sources.set(style, source)
    const seen: CSSStyleDeclaration = new Proxy(style, {
      get: (own, key) => {
        if (typeof key === 'symbol' || key in CSSStyleDeclaration.prototype) return Reflect.get(own, key, own)
        return /^\d+$/.test(key) ? own.item(Number(key)) : own.getPropertyValue(dashed(key))
      },
      set: (own, key, value) => {
        if (key === 'cssText') own.cssText = String(value)
        else own.setProperty(dashed(String(key)), value)
        return true
      },
      has: (own, key) => typeof key === 'string' ? true : Reflect.has(own, key)
    })
    sources.set(seen, source)
    return seen
  }

  /** What `element.style` is. */
  const inline = (element: object): CSSStyleDeclaration => declaration({
    text: () => core.text('attr', core.numberOf(element), 'style'),
    write: (text) => { core.call('setAttr', core.numberOf(element), 'style', text) }
  })

  /** What `getComputedStyle` answers. */
  const computed = (element: object): CSSStyleDeclaration => {
    const id = core.numberOf(element)
    const all = (): string[] => core.parsed('styleNames', id)
    return declaration({
      text: () => all().map((name) => `${name}: ${core.text('style', id, name)};`).join(' '),
      computed: (name) => core.text('style', id, name),
      names: all
    })
  }

  return { CSSStyleDeclaration, inline, computed }
}

export type Styles = ReturnType<typeof styles>
