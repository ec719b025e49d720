/**
 * The page as scripts see it. The functions of this folder run inside the engine, from their own text, so each uses
 * nothing but its arguments: they make the classes and objects of a browser's window over one function of the host, to
 * and from which only texts, numbers, flags and null pass. The document itself is the browser's.
 */

/** A class, of which nothing but its being one is told. */
export type Constructor = new (...given: never[]) => object

/** All that goes into the engine and comes out of it. */
export type Primitive = string | number | boolean | null | undefined
export type Host = (operation: string, ...given: Primitive[]) => Primitive

/** Nodes and their numbers, and calls of the host with its refusals as a page knows them. */
export function core (host: Host) {
  const legacyCodes: Record<string, number> = {
    IndexSizeError: 1,
    HierarchyRequestError: 3,
    InvalidCharacterError: 5,
    NotFoundError: 8,
    NotSupportedError: 9,
    InvalidStateError: 11,
    SyntaxError: 12,
    SecurityError: 18,
    QuotaExceededError: 22
  }

  class DOMException extends Error {
    readonly code: number
    constructor (message = '', name = 'Error') {
      super(message)
      this.name = name
      this.code = legacyCodes[name] ?? 0
    }
  }

  function call (operation: string, ...given: Primitive[]): Primitive {
    try {
      return host(operation, ...given)
    } catch (error) {
      const [, name, message] = /^host:(\w+): ([^]*)$/.exec(error instanceof Error ? error.message : '') ?? []
      if (name === undefined) throw error
      throw name === 'TypeError' ? new TypeError(message) : new DOMException(message, name)
    }
  }

  const text = (operation: string, ...given: Primitive[]): string => String(call(operation, ...given) ?? '')
  const number = (operation: string, ...given: Primitive[]): number => Number(call(operation, ...given))
  const flag = (operation: string, ...given: Primitive[]): boolean => call(operation, ...given) === true
  const parsed = <T>(operation: string, ...given: Primitive[]): T => JSON.parse(text(operation, ...given)) as T

  /** The number that the host knows a node by. Nothing of it shows on the node. */
  const numbers = new WeakMap<object, number>()
  const nodes = new Map<number, object>()
  const makers: { node: (type: number, name: string, namespace: string) => object } = { node: () => ({}) }

  function numberOf (node: unknown, what = 'parameter'): number {
    const found = typeof node === 'object' && node !== null ? numbers.get(node) : undefined
    if (found === undefined) throw new TypeError(`${what} is not of type 'Node'.`)
    return found
  }

  /** The node that the host speaks of: `number type name namespace`. */
  function node (reference: Primitive): object | null {
    if (typeof reference !== 'string' || reference === '') return null
    const [id = '', type, name = '', namespace = ''] = reference.split(' ')
    const known = nodes.get(Number(id))
    if (known !== undefined) return known
    const made = makers.node(Number(type), name, namespace)
    numbers.set(made, Number(id))
    nodes.set(Number(id), made)
    return made
  }

  const nodeList = (references: Primitive): object[] => {
    if (typeof references !== 'string' || references === '') return []
    return references.split('\n').map((reference) => node(reference) ?? {})
  }

  /** Puts accessors on a class, for each name by one rule. */
  function accessors<T> (
    type: { prototype: T }, names: readonly string[],
    get: (self: T, name: string) => unknown, set?: (self: T, name: string, value: unknown) => void
  ): void {
    for (const name of names) {
      Object.defineProperty(type.prototype, name, {
        configurable: true,
        enumerable: true,
        get (this: T) { return get(this, name) },
        set (this: T, value: unknown) { set?.(this, name, value) }
      })
    }
  }

  /** As browsers name classes in texts: `[object HTMLDivElement]`. */
  const named = (prototype: object, name: string): void => {
    Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true })
  }

  return { DOMException, call, text, number, flag, parsed, numberOf, node, nodeList, makers, numbers, accessors, named }
}

export type Core = ReturnType<typeof core>
