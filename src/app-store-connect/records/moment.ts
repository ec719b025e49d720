import type { World } from '../../worlds/world.js'

/** A world at a moment (ms): what exists, and how it stands, follows from the two. A request is one. */
export interface Moment {
  readonly world: World
  readonly at: number
}
