import type { Core } from './core.js'

/** Lists of nodes, and what is read of an element like a list: its classes, its attributes, its `data-…`. */
export function collections (core: Core) {
  /** A list as an array. Not by its iterator, which asks for this. */
  function plain<T> (list: ArrayLike<T>): T[] {
    const all: T[] = []
    for (let index = 0; index < list.length; index++) all.push(list[index] as T)
    return all
  }

  /** Lists that are what they were when they were asked for. */
  class NodeList {
    constructor (found: readonly object[] = []) {
      Object.assign(this, found)
      Object.defineProperty(this, 'length', { value: found.length })
    }

    declare readonly length: number
    readonly [index: number]: object
    item (index: number) { return this[Number(index)] ?? null }
    forEach (call: (node: object, index: number, list: object) => void, self?: unknown): void {
      for (const [index, node] of plain(this).entries()) call.call(self, node, index, this)
    }

    keys () { return plain(this).keys() }
    values () { return plain(this).values() }
    entries () { return plain(this).entries() }
    [Symbol.iterator] () { return this.values() }
  }
  core.named(NodeList.prototype, 'NodeList')

  /** Lists that are asked for anew each time they are looked at. */
  class HTMLCollection {
    declare readonly length: number
    readonly [index: number]: object
    item (index: number) { return this[Number(index)] ?? null }
    namedItem (name: string) { return (this as unknown as Record<string, object>)[String(name)] ?? null }
    [Symbol.iterator] () { return plain(this).values() }
  }
  core.named(HTMLCollection.prototype, 'HTMLCollection')
  class HTMLOptionsCollection extends HTMLCollection {}
  core.named(HTMLOptionsCollection.prototype, 'HTMLOptionsCollection')
  class HTMLFormControlsCollection extends HTMLCollection {}
  core.named(HTMLFormControlsCollection.prototype, 'HTMLFormControlsCollection')

  /** A list that is always as the page is. `named`: finds what has a name or an id. */
  function live (find: () => object[], Type: new () => HTMLCollection = HTMLCollection): HTMLCollection {
    const byName = (name: string): object | undefined => find().find((node) =>
      ['id', 'name'].some((attribute) => core.call('attr', core.numberOf(node), attribute) === name))
    const look = (key: string | symbol): unknown => {
      if (key === 'length') return find().length
      if (typeof key === 'symbol' || key in Type.prototype) return undefined
      return /^\d+$/.test(key) ? find()[Number(key)] : byName(key)
    }
    return new Proxy(new Type(), {
      get: (list, key) => look(key) ?? Reflect.get(list, key),
      has: (list, key) => look(key) !== undefined || Reflect.has(list, key),
      ownKeys: () => find().map((_, index) => String(index)),
      getOwnPropertyDescriptor: (list, key) => {
        const value = key === 'length' ? undefined : look(key)
        return value === undefined ? undefined : { value, enumerable: true, configurable: true, writable: false }
      }
    })
  }

  const attribute = (of: object, name: string): string => core.text('attr', core.numberOf(of), name)

  class DOMTokenList {
    constructor (of: object, name: string) {
      owners.set(this, { of, name })
      const seen = new Proxy(this, {
        get: (list, key) => typeof key === 'string' && /^\d+$/.test(key)
          ? tokensOf(list)[Number(key)]
          : Reflect.get(list, key, list)
      })
      owners.set(seen, { of, name })
      return seen
    }

    get length () { return tokensOf(this).length }
    get value () { return textOf(this) }
    set value (value: string) { write(this, String(value)) }
    item (index: number) { return tokensOf(this)[index] ?? null }
    contains (token: string) { return tokensOf(this).includes(String(token)) }
    add (...tokens: string[]) { write(this, [...new Set([...tokensOf(this), ...tokens.map(checked)])].join(' ')) }
    remove (...tokens: string[]) {
      const gone = tokens.map(checked)
      write(this, tokensOf(this).filter((token) => !gone.includes(token)).join(' '))
    }

    toggle (token: string, force?: boolean): boolean {
      const wanted = force === undefined ? !this.contains(token) : Boolean(force)
      if (wanted) this.add(token)
      else this.remove(token)
      return wanted
    }

    replace (old: string, next: string): boolean {
      const tokens = tokensOf(this)
      if (!tokens.includes(checked(old))) return false
      write(this, [...new Set(tokens.map((token) => token === old ? checked(next) : token))].join(' '))
      return true
    }

    forEach (call: (token: string, index: number, list: object) => void, self?: unknown): void {
      for (const [index, token] of tokensOf(this).entries()) call.call(self, token, index, this)
    }

    keys () { return tokensOf(this).keys() }
    values () { return tokensOf(this).values() }
    entries () { return tokensOf(this).entries() }
    [Symbol.iterator] () { return this.values() }
    toString () { return textOf(this) }
  }
  core.named(DOMTokenList.prototype, 'DOMTokenList')
  const owners = new WeakMap<object, { of: object, name: string }>()
  const ownerOf = (list: object): { of: object, name: string } => {
    const found = owners.get(list)
    if (found === undefined) throw new TypeError('Illegal invocation')
    return found
  }
  const textOf = (list: object): string => attribute(ownerOf(list).of, ownerOf(list).name)
  const tokensOf = (list: object): string[] => [...new Set(textOf(list).split(/\s+/).filter((token) => token !== ''))]
  const write = (list: object, value: string): void => {
    core.call('setAttr', core.numberOf(ownerOf(list).of), ownerOf(list).name, value)
  }
  function checked (token: unknown): string {
    const text = String(token)
    if (text === '') throw new core.DOMException('The token provided must not be empty.', 'SyntaxError')
    if (/\s/.test(text)) {
      throw new core.DOMException(`The token provided ('${text}') contains HTML space characters.`,
        'InvalidCharacterError')
    }
    return text
  }

  interface Named { name: string, value: string }
  const attributesOf = (of: object): Named[] =>
    core.parsed<Array<[string, string]>>('attrs', core.numberOf(of)).map(([name, value]) =>
      Object.assign(Object.create(Attr.prototype) as Attr,
        { name, value, nodeName: name, localName: name, ownerElement: of }))

  class Attr {
    declare readonly name: string
    declare readonly value: string
  }
  core.named(Attr.prototype, 'Attr')

  class NamedNodeMap {
    declare readonly length: number
    readonly [index: number]: object
    getNamedItem (name: string): object | null {
      return plain(this as unknown as ArrayLike<Named>).find((each) => each.name === String(name).toLowerCase()) ?? null
    }

    item (index: number) { return this[Number(index)] ?? null }
    [Symbol.iterator] () { return plain(this).values() }
  }
  core.named(NamedNodeMap.prototype, 'NamedNodeMap')

  const attributeMap = (of: object): object => new Proxy(new NamedNodeMap(), {
    get: (map, key) => {
      if (typeof key === 'symbol' || key in NamedNodeMap.prototype) return Reflect.get(map, key)
      const all = attributesOf(of)
      if (key === 'length') return all.length
      return /^\d+$/.test(key) ? all[Number(key)] : all.find(({ name }) => name === key)
    }
  })

  class DOMStringMap {}
  core.named(DOMStringMap.prototype, 'DOMStringMap')
  const dashed = (key: string): string => `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const undashed = (name: string): string =>
    name.slice(5).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

  const dataset = (of: object): object => new Proxy(new DOMStringMap(), {
    get: (map, key) => typeof key === 'symbol'
      ? Reflect.get(map, key)
      : core.call('attr', core.numberOf(of), dashed(key)) ?? undefined,
    has: (_, key) => typeof key === 'string' && typeof core.call('attr', core.numberOf(of), dashed(key)) === 'string',
    set: (_, key, value) => {
      core.call('setAttr', core.numberOf(of), dashed(String(key)), String(value))
      return true
    },
    deleteProperty: (_, key) => {
      core.call('removeAttr', core.numberOf(of), dashed(String(key)))
      return true
    },
    ownKeys: () => attributesOf(of).filter(({ name }) => name.startsWith('data-')).map(({ name }) => undashed(name)),
    getOwnPropertyDescriptor: (_, key) => {
      const value = typeof key === 'string' ? core.call('attr', core.numberOf(of), dashed(key)) ?? undefined : undefined
      return value === undefined ? undefined : { value, enumerable: true, configurable: true, writable: true }
    }
  })

  const types = {
    NodeList, HTMLCollection, HTMLOptionsCollection, HTMLFormControlsCollection, DOMTokenList, Attr, NamedNodeMap,
    DOMStringMap
  }
  return { types, list: (found: readonly object[]) => new NodeList(found), live, attributeMap, dataset }
}

export type Collections = ReturnType<typeof collections>
