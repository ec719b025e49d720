import { realNow } from '../kernel/clock.js'
import { Invalid, NotFound } from '../kernel/errors.js'
import type { Base } from './base.js'
import { Events } from './events.js'
import { checkName } from './names.js'
import type { State } from './state.js'
import { World } from './world.js'

/** The world that answers at the root. */
export const defaultWorld = 'default'

/** How long a world lives without being used: `ttl` and `used` in ms of real time. */
interface Lease { readonly ttl: number, used: number }

/**
 * The worlds of one twin. A world that is asked for and not there is forked from the base. One that was given a time to
 * live is gone when nobody used it for so long; that is noticed when it is asked for, and whenever a world is made or
 * the worlds are listed.
 */
export class Worlds {
  readonly default: World
  /** What happens in all of them. */
  readonly events = new Events()
  readonly #worlds = new Map<string, World>()
  readonly #leases = new Map<string, Lease>()

  /** `now` tells real time in ms, which is what worlds live by. */
  constructor (readonly base: Base, readonly limit = 1000, readonly now = realNow) {
    this.default = new World(defaultWorld, base)
    this.#worlds.set(defaultWorld, this.default)
    this.events.attach(this.default)
  }

  get size (): number { return this.#worlds.size }

  /** All worlds that have not run out. */
  list (): IterableIterator<World> {
    this.#sweep()
    return this.#worlds.values()
  }

  find (name: string): World | undefined {
    if (this.#leases.size > 0) this.#use(name)
    return this.#worlds.get(name)
  }

  /** The world of that name, made on first use. Throws Invalid for a name no URL should carry, or past the limit. */
  get (name: string): World {
    return this.find(name) ?? this.create(name)
  }

  /**
   * Makes a world that begins in a state: the base unless another is given. `ttl`: ms without use until it is gone.
   * @throws Invalid if the name is taken or no world name, or past the limit.
   */
  create (name: string, start?: State, ttl?: number): World {
    checkName(name, 'world', 'world')
    this.#sweep()
    if (this.#worlds.has(name)) throw new Invalid(`there is a world "${name}" already`, 'world')
    if (this.#worlds.size >= this.limit) {
      throw new Invalid(`there are ${this.limit} worlds already; delete one first`, 'world')
    }
    const world = new World(name, this.base, start)
    this.#worlds.set(name, world)
    this.events.attach(world)
    if (ttl !== undefined) this.#leases.set(name, { ttl, used: this.now() })
    return world
  }

  /** How many ms a world has to live if nobody uses it again; undefined: until it is deleted. */
  leaseOf (name: string): { ttl: number, left: number } | undefined {
    const lease = this.#leases.get(name)
    if (lease === undefined) return undefined
    const { ttl, used } = lease
    return { ttl, left: Math.max(0, ttl - (this.now() - used)) }
  }

  /** @throws NotFound, or Invalid for the world at the root. */
  delete (name: string): void {
    if (name === defaultWorld) throw new Invalid('the default world cannot be deleted; reset it instead', 'world')
    if (this.find(name) === undefined) throw new NotFound('world', name)
    this.#drop(name)
  }

  /** Deletes all worlds but the one at the root, and tells how many. */
  clear (): number {
    const names = [...this.#worlds.keys()].filter((name) => name !== defaultWorld)
    for (const name of names) this.#drop(name)
    return names.length
  }

  #use (name: string): void {
    const lease = this.#leases.get(name)
    if (lease === undefined) return
    const now = this.now()
    if (now - lease.used > lease.ttl) this.#drop(name)
    else lease.used = now
  }

  #sweep (): void {
    if (this.#leases.size === 0) return
    const now = this.now()
    for (const [name, { ttl, used }] of this.#leases) if (now - used > ttl) this.#drop(name)
  }

  #drop (name: string): void {
    this.#worlds.delete(name)
    this.#leases.delete(name)
  }
}
