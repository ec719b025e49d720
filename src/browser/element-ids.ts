/** The ids that elements are known by to a client: drawn once for each, and outlived by no element. */
import type { Random } from '../kernel/random.js'
import { isConnected, type DomElement } from '../document/nodes.js'
import type { PageContext } from './context.js'
import { DriverError } from './errors.js'

/** W3C's key of an element in JSON, and the one of before. */
export const elementKey = 'element-6066-11e4-a52e-4f735466cecf'
const legacyKey = 'ELEMENT'
export const shadowKey = 'shadow-6066-11e4-a52e-4f735466cecf'

export type ElementReference = Readonly<Record<typeof elementKey, string>>

interface Known {
  readonly context: PageContext
  /** Gone when its document was left. */
  element: DomElement | undefined
}

/** Ids that are remembered after their elements have gone, so that they are stale and not unknown. */
const mostKnown = 200_000

export class ElementIds {
  readonly #known = new Map<string, Known>()
  #ids = new WeakMap<DomElement, string>()

  constructor (readonly random: Random) {}

  /** The same element always has the same id. */
  of (element: DomElement, context: PageContext): string {
    const known = this.#ids.get(element)
    if (known !== undefined) return known
    const hex = this.random.hex(32)
    const id = `f.${hex.slice(0, 32).toUpperCase()}.d.${this.random.hex(32).toUpperCase()}.e.${this.#known.size + 1}`
    this.#ids.set(element, id)
    this.#known.set(id, { context, element })
    if (this.#known.size > mostKnown) this.#forgetOne()
    return id
  }

  #forgetOne (): void {
    const [oldest] = this.#known.keys()
    if (oldest !== undefined) this.#known.delete(oldest)
  }

  /** @throws DriverError for an element that is unknown here, or that is no longer there */
  find (id: string, context: PageContext): DomElement {
    const known = this.#known.get(id)
    if (known === undefined || known.context !== context) {
      throw new DriverError('no such element',
        `no such element: element with id ${JSON.stringify(id)} is not known here`)
    }
    const { element } = known
    if (element === undefined || element.ownerDocument !== context.document || !isConnected(element)) {
      throw new DriverError('stale element reference',
        'stale element reference: stale element not found in the current frame')
    }
    return element
  }

  /** The elements of documents that are left are held by nobody. */
  leave (context: PageContext): void {
    for (const known of this.#known.values()) {
      if (known.context === context && known.element?.ownerDocument !== context.document) known.element = undefined
    }
  }
}

/** The id in a reference as a client sends it; undefined for what is none. What else the object holds is ignored. */
export function referenceIn (value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found = (value as Record<string, unknown>)[elementKey] ?? (value as Record<string, unknown>)[legacyKey]
  return typeof found === 'string' ? found : undefined
}
