import type { Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { StoredWorld } from './stored.js'
import { recordsKept, WatchedWorld, type WorldStep } from './watched-world.js'

/** What is to be written; whoever writes it says whether it is safe now, or has to be told again. */
export interface Taken {
  keep (): void
  putBack (): void
}

/** How the worlds differ from what was written before; null: a world that is like its base, or is gone. */
export interface Steps extends Taken {
  readonly steps: ReadonlyMap<string, WorldStep | null>
  readonly records: number
}

/** All that the worlds hold beyond their base. */
export interface Everything extends Taken {
  readonly worlds: ReadonlyMap<string, StoredWorld>
  /** How many records stand for all that. */
  readonly records: number
}

/** Notices what changes in the worlds of a twin; worlds that did not change are not looked through. */
export class Changes {
  readonly #watched = new Map<World, WatchedWorld>()

  constructor (readonly worlds: Worlds) {}

  /** What changed since it was taken last. */
  take (): Steps {
    const steps = new Map<string, WorldStep | null>()
    const gone = this.#gone()
    for (const { world, isKept } of gone) if (isKept) steps.set(world.name, null)
    const taken: WatchedWorld[] = []
    for (const watched of this.#all()) {
      const step = watched.take()
      taken.push(watched)
      if (step !== undefined) steps.set(watched.world.name, step)
    }
    const records = [...steps.values()].reduce((sum, step) => sum + recordsIn(step), 0)
    return { steps, records, ...this.#settle(taken, gone) }
  }

  /** Everything, as it is now. */
  takeAll (): Everything {
    const worlds = new Map<string, StoredWorld>()
    const taken: WatchedWorld[] = []
    for (const watched of this.#all()) {
      const stored = watched.takeAll()
      taken.push(watched)
      if (stored !== undefined) worlds.set(watched.world.name, stored)
    }
    const records = [...worlds.values()].reduce((sum, whole) => sum + recordsIn({ whole }), 0)
    return { worlds, records, ...this.#settle(taken, this.#gone()) }
  }

  /** How many records stand for all that the worlds hold beyond their base. */
  get records (): number {
    let sum = 0
    for (const { world, isKept } of this.#watched.values()) if (isKept) sum += recordsKept(world)
    return sum
  }

  #all (): WatchedWorld[] {
    return [...this.worlds.list()].map((world) => {
      const known = this.#watched.get(world)
      if (known !== undefined) return known
      const watched = new WatchedWorld(world, this.worlds)
      this.#watched.set(world, watched)
      return watched
    })
  }

  /** Those that are no worlds of the twin any more. */
  #gone (): WatchedWorld[] {
    const present = new Set(this.worlds.list())
    return [...this.#watched.values()].filter(({ world }) => !present.has(world))
  }

  #settle (taken: readonly WatchedWorld[], gone: readonly WatchedWorld[]): Taken {
    return {
      keep: () => {
        for (const { world } of gone) this.#watched.delete(world)
        for (const watched of taken) watched.keep()
      },
      putBack: () => { for (const watched of taken) watched.putBack() }
    }
  }
}

const recordsOf = (changes: object | undefined): number =>
  Object.values(changes ?? {}).reduce((sum, { put, gone }) => sum + put.length + gone.length, 0)

/** So many records a step tells of; what it takes back counts as one, too. */
function recordsIn (step: WorldStep | null): number {
  if (step === null) return 1
  const { whole, state, start, snapshots = {}, changes } = step
  const states = [whole, state, start, ...Object.values(snapshots).map((snapshot) => snapshot?.state)]
  return states.reduce((sum, each) => sum + recordsOf(each?.changes), 1 + recordsOf(changes))
}
