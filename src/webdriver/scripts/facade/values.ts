import type { Core } from './core.js'
import type { Documents } from './documents.js'
import type { Collections } from './collections.js'
import type { Elements } from './elements.js'
import type { Nodes } from './nodes.js'
import type { Windows } from './windows.js'

/**
 * A value on its way in or out, so marked that nothing a client or a script sends is mistaken for a node:
 * `{ v: plain }`, `{ a: list }`, `{ o: pairs }`, `{ n: node }` with its number, `{ w: window }` with its handle.
 */
export type Coded = { v: unknown } | { a: Coded[] } | { o: Array<[string, Coded]> } | { n: number } | {
  w: string,
  frame?: boolean
}

/** W3C's "JSON clone" and back (WebDriver, 13.1). */
export function values (core: Core, { types: lists }: Collections, { types: { Element } }: Elements,
  { types: { ShadowRoot, Node } }: Nodes,
  _: Documents, { windowOf, about, handles }: Windows) {
  const deepest = 100
  const most = 200_000
  const { isArray } = Array
  const { keys } = Object
  const text = Object.prototype.toString
  let count = 0

  const isList = (value: object): boolean =>
    isArray(value) || value instanceof lists.NodeList || value instanceof lists.HTMLCollection ||
      value instanceof lists.DOMTokenList ||
    text.call(value) === '[object Arguments]'

  function each (list: ArrayLike<unknown>, within: readonly object[]): Coded[] {
    const all: Coded[] = []
    for (let index = 0; index < list.length; index++) all[index] = coded(list[index], within)
    return all
  }

  function coded (value: unknown, above: readonly object[] = []): Coded {
    if (++count > most) throw new RangeError('The result has too many values.')
    if (value === undefined || value === null) return { v: null }
    if (typeof value === 'number') return { v: Number.isFinite(value) ? value : null }
    if (typeof value === 'string' || typeof value === 'boolean') return { v: value }
    if (typeof value === 'function') return { o: [] }
    if (typeof value !== 'object') throw new TypeError(`A ${typeof value} cannot be serialized.`)
    if (value === globalThis) return { w: about.window, frame: about.isFrame }
    const window = handles.get(value)
    if (window !== undefined) return { w: window, frame: window.includes('.') }
    if (value instanceof Element || value instanceof ShadowRoot) return { n: core.numberOf(value) }
    if (value instanceof Node) throw new TypeError(`A ${value.nodeName} node cannot be serialized.`)
    if (above.includes(value)) throw new TypeError('The result refers to itself (a cycle).')
    if (above.length >= deepest) throw new RangeError('The result is nested too deep.')
    const within = [...above, value]
    if (isList(value)) return { a: each(value as ArrayLike<unknown>, within) }
    const { toJSON } = value as { toJSON?: unknown }
    if (typeof toJSON === 'function') return coded(toJSON.call(value), within)
    const pairs: Array<[string, Coded]> = []
    const names = keys(value)
    for (let index = 0; index < names.length; index++) {
      const name = names[index] ?? ''
      pairs[index] = [name, coded((value as Record<string, unknown>)[name], within)]
    }
    return { o: pairs }
  }

  /** Without the methods of arrays, which pages change. */
  function decodeAll (given: readonly Coded[]): unknown[] {
    const all: unknown[] = []
    for (let index = 0; index < given.length; index++) all[index] = decoded(given[index] as Coded)
    return all
  }

  function decoded (given: Coded): unknown {
    if ('v' in given) return given.v
    if ('a' in given) return decodeAll(given.a)
    if ('n' in given) return core.node(core.call('nodeOf', given.n))
    if ('w' in given) return windowOf(given.w)
    const made: Record<string, unknown> = {}
    for (const [key, value] of given.o) {
      Object.defineProperty(made, key, { value: decoded(value), enumerable: true, configurable: true, writable: true })
    }
    return made
  }

  return {
    encode: (value: unknown): Coded => {
      count = 0
      return coded(value)
    },
    decodeAll
  }
}

export type Values = ReturnType<typeof values>
