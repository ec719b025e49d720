import { Invalid } from '../kernel/errors.js'
import { World, type Base } from './world.js'

/** The world that answers at the root. */
export const defaultWorld = 'default'

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** The worlds of one twin. A world that is asked for and not there is forked from the base. */
export class Worlds {
  readonly default: World
  readonly #worlds = new Map<string, World>()

  constructor (readonly base: Base, readonly limit = 1000) {
    this.default = new World(defaultWorld, base)
    this.#worlds.set(defaultWorld, this.default)
  }

  get size (): number { return this.#worlds.size }
  list (): IterableIterator<World> { return this.#worlds.values() }
  find (name: string): World | undefined { return this.#worlds.get(name) }

  /** The world of that name, made on first use. Throws Invalid for a name no URL should carry, or past the limit. */
  get (name: string): World {
    const found = this.#worlds.get(name)
    if (found !== undefined) return found
    if (!namePattern.test(name)) throw new Invalid(`"${name.slice(0, 80)}" is no world name: letters, digits, dot, dash and underscore, 64 at most`, 'world')
    if (this.#worlds.size >= this.limit) throw new Invalid(`there are ${this.limit} worlds already; delete one first`, 'world')
    const world = new World(name, this.base)
    this.#worlds.set(name, world)
    return world
  }
}
