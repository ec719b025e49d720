/** How long a world lives without being used: `ttl` and `used` in ms of real time. */
interface Lease { readonly ttl: number, used: number }

/** The worlds that were given a time to live, by name. */
export class Leases {
  readonly #leases = new Map<string, Lease>()

  /** `now`: real time in ms. */
  constructor (readonly now: () => number) {}

  /** `ttl`: ms without use until the world is gone. */
  grant (name: string, ttl: number): void {
    this.#leases.set(name, { ttl, used: this.now() })
  }

  end (name: string): void {
    this.#leases.delete(name)
  }

  has (name: string): boolean { return this.#leases.has(name) }

  /** How many ms a world has to live if nobody uses it again; undefined: until it is deleted. */
  of (name: string): { ttl: number, left: number } | undefined {
    const lease = this.#leases.get(name)
    if (lease === undefined) return undefined
    const { ttl, used } = lease
    return { ttl, left: Math.max(0, ttl - (this.now() - used)) }
  }

  /** Whether a world's time has run out; asking does not use it. */
  isOver (name: string): boolean { return this.of(name)?.left === 0 }

  /** Uses a world; false if its time had run out. */
  use (name: string): boolean {
    const lease = this.#leases.get(name)
    if (lease === undefined) return true
    const now = this.now()
    if (now - lease.used > lease.ttl) return false
    lease.used = now
    return true
  }

  /** The worlds whose time has run out. */
  over (): string[] {
    if (this.#leases.size === 0) return []
    const now = this.now()
    return [...this.#leases].filter(([, { ttl, used }]) => now - used > ttl).map(([name]) => name)
  }
}
