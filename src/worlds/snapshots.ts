import { Invalid, NotFound } from '../kernel/errors.js'
import type { State, World } from './world.js'

/** A state kept under a name; `saved` is the world's time at which that happened, in ms. */
export interface Snapshot { readonly name: string, readonly saved: number, readonly state: State }

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Names of states that are always there: what a reset returns to, and the present. */
export const ownStates = ['start', 'now'] as const

/** How many a world keeps. */
const limit = 1000

/** The states of a world that were saved. A reset leaves them alone. */
export class Snapshots {
  readonly #byName = new Map<string, Snapshot>()

  constructor (readonly world: World) {}

  get size (): number { return this.#byName.size }
  list (): Snapshot[] { return [...this.#byName.values()] }

  /** Keeps a state, the present one unless another is given; an older one of that name is replaced. @throws Invalid */
  save (name: string, state: State = this.world.state(), saved = state.clock.now()): Snapshot {
    if (!namePattern.test(name)) throw new Invalid(`"${name.slice(0, 80)}" is no snapshot name: letters, digits, dot, dash and underscore, 64 at most`, 'name')
    if ((ownStates as readonly string[]).includes(name)) throw new Invalid(`"${name}" always names the world's own ${name === 'now' ? 'present' : 'start'}; choose another name`, 'name')
    if (!this.#byName.has(name) && this.#byName.size >= limit) throw new Invalid(`there are ${limit} snapshots already; delete one first`, 'name')
    const snapshot = { name, saved, state }
    this.#byName.set(name, snapshot)
    this.world.revision.count++
    return snapshot
  }

  /** A saved state, or one of the world's own. @throws NotFound */
  get (name: string): Snapshot {
    if (name === 'start') return { name, saved: this.world.start.clock.now(), state: this.world.start }
    if (name === 'now') return { name, saved: this.world.clock.now(), state: this.world.state() }
    const found = this.#byName.get(name)
    if (found === undefined) throw new NotFound('snapshot', name)
    return found
  }

  /** @throws NotFound */
  restore (name: string): Snapshot {
    const snapshot = this.get(name)
    this.world.restore(snapshot.state)
    return snapshot
  }

  /** @throws NotFound */
  delete (name: string): void {
    if (!this.#byName.delete(name)) throw new NotFound('snapshot', name)
    this.world.revision.count++
  }
}
