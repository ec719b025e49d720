import type { World } from './world.js'

/** State that lives beside a world and belongs to no fact: made when first asked for, and anew after a reset. */
export class Beside<T> {
  readonly #kept = new WeakMap<World, { resets: number, state: T }>()
  constructor (private readonly make: (world: World) => T) {}

  of (world: World): T {
    const kept = this.#kept.get(world)
    if (kept !== undefined && kept.resets === world.resets) return kept.state
    const state = this.make(world)
    this.#kept.set(world, { resets: world.resets, state })
    return state
  }
}
