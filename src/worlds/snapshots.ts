import { Invalid, NotFound } from '../kernel/errors.js'
import type { Revision } from '../facts/collection.js'
import type { Happening } from './happening.js'
import type { Holdings } from './holdings.js'
import { checkName } from './names.js'
import type { State } from './state.js'

/** A state kept under a name; `saved` is the world's time at which that happened, in ms. */
export interface Snapshot { readonly name: string, readonly saved: number, readonly state: State }

/** What snapshots need of their world: where it starts, what it is now, and that it takes up another state. */
interface Restorable {
  readonly start: State
  readonly revision: Revision
  readonly holdings: Holdings
  state (): State
  restore (state: State): void
  tell (happening: Happening): void
}

/** Names of states that are always there: what a reset returns to, and the present. */
export const ownStates = ['start', 'now'] as const

/** How many a world keeps. */
const limit = 1000

/** The states of a world that were saved. A reset leaves them alone. */
export class Snapshots {
  readonly #byName = new Map<string, Snapshot>()

  constructor (private readonly world: Restorable) {}

  get size (): number { return this.#byName.size }
  list (): Snapshot[] { return [...this.#byName.values()] }

  /**
   * Keeps a state, the present one unless another is given; an older one of that name is replaced.
   * @throws Invalid, MemoryUsedUp
   */
  save (name: string, state: State = this.world.state(), saved = state.clock.now()): Snapshot {
    this.checkNew(name)
    const { holdings } = this.world
    holdings.checkRoom()
    const snapshot = { name, saved, state }
    const before = this.#byName.get(name)
    this.#byName.set(name, snapshot)
    holdings.holdState(state)
    if (before !== undefined) holdings.releaseState(before.state)
    this.world.revision.count++
    this.world.tell({ type: 'snapshot', what: 'saved', snapshot: name })
    return snapshot
  }

  /** @throws Invalid if nothing can be saved under that name */
  checkNew (name: string): void {
    checkName(name, 'snapshot', 'name')
    checkOwn(name)
    if (!this.#byName.has(name) && this.#byName.size >= limit) {
      throw new Invalid(`there are ${limit} snapshots already; delete one first`, 'name')
    }
  }

  /** A saved state, or one of the world's own. @throws NotFound */
  get (name: string): Snapshot {
    const own = this.#own(name)
    if (own !== undefined) return { name, saved: own.clock.now(), state: own }
    const found = this.#byName.get(name)
    if (found === undefined) throw new NotFound('snapshot', name)
    return found
  }

  /** @throws NotFound */
  restore (name: string): Snapshot {
    const snapshot = this.get(name)
    this.world.restore(snapshot.state)
    this.world.tell({ type: 'snapshot', what: 'restored', snapshot: name })
    return snapshot
  }

  /** @throws NotFound */
  delete (name: string): void {
    const snapshot = this.#byName.get(name)
    if (snapshot === undefined) throw new NotFound('snapshot', name)
    this.#byName.delete(name)
    this.world.holdings.releaseState(snapshot.state)
    this.world.revision.count++
    this.world.tell({ type: 'snapshot', what: 'deleted', snapshot: name })
  }

  /** Lets go of all of them, with their world. */
  release (): void {
    for (const { state } of this.#byName.values()) this.world.holdings.releaseState(state)
    this.#byName.clear()
  }

  #own (name: string): State | undefined {
    if (name === 'start') return this.world.start
    return name === 'now' ? this.world.state() : undefined
  }
}

/** @throws Invalid for the name of a state that is always there. */
function checkOwn (name: string): void {
  if (!ownStates.some((own) => own === name)) return
  const meaning = name === 'now' ? 'present' : 'start'
  throw new Invalid(`"${name}" always names the world's own ${meaning}; choose another name`, 'name')
}
