import { hostOf, type Host } from './hosts.js'
import type { PageModel } from './model.js'
import { media, type ResourceType } from './media.js'

/** What the requests of a page are made of, while they are drawn up. */
export class Drawing {
  readonly #hosts = new Map<string, Host>()
  readonly #named: Record<ResourceType, number> = {
    Document: 0, Stylesheet: 0, Script: 0, Image: 0, Font: 0, XHR: 0, Media: 0, Other: 0
  }

  constructor (readonly page: PageModel) {}

  /** A server by its name, always the same object; the page's own if the name is null. */
  host (name: string | null): Host {
    const { seed, secure, protocol, host: own } = this.page
    const known = this.#hosts.get(name ?? own)
    if (known !== undefined) return known
    const host = hostOf(seed, name ?? own, secure, protocol)
    this.#hosts.set(name ?? own, host)
    return host
  }

  /** How many resources of a type have a name; from now on one more does. */
  nextOf (type: ResourceType): number {
    return this.#named[type]++
  }

  /** How many resources of a type have a name so far. */
  named (type: ResourceType): number {
    return this.#named[type]
  }
}

/** Bytes of a response's headers plus its body as transferred. */
export const wireSize = (type: ResourceType, size: number, headers: number): number =>
  headers + Math.round(size * media[type].compression)
