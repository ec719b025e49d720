import type { ClockSetting } from '../kernel/clock.js'
import type { ProgressPolicy } from '../worlds/state.js'
import type { Worlds } from '../worlds/registry.js'
import type { Base } from '../worlds/base.js'
import type { World } from '../worlds/world.js'
import type { StoredWorld } from './data-file.js'
import { isEmptyRecord, writeState } from './states.js'

/** A world as it was when it was looked at; `stored` is undefined where it did not differ from its base. */
interface Seen {
  readonly revision: number
  readonly setting: ClockSetting
  readonly advanced: number
  readonly progress: ProgressPolicy
  readonly stored: StoredWorld | undefined
}

/** What all worlds hold beyond their base at one moment. */
export interface Snapshot {
  readonly worlds: Record<string, StoredWorld>
  readonly seen: ReadonlyMap<World, Seen>
}

/**
 * Tells what changed since a snapshot, and takes the next one; worlds that did not change are not looked through again.
 */
export class Changes {
  #saved: ReadonlyMap<World, Seen> = new Map()

  constructor (readonly worlds: Worlds) {}

  /** Whether anything differs from the snapshot that was saved last. */
  get pending (): boolean {
    let kept = 0
    for (const world of this.worlds.list()) {
      const seen = this.#saved.get(world)
      if (seen?.stored !== undefined) kept++
      if (seen === undefined ? differenceOf(world, this.worlds) !== undefined : !isCurrent(seen, world)) return true
    }
    for (const { stored } of this.#saved.values()) if (stored !== undefined) kept--
    return kept !== 0
  }

  take (): Snapshot {
    const seen = new Map<World, Seen>()
    const worlds: Array<[string, StoredWorld]> = []
    for (const world of this.worlds.list()) {
      const before = this.#saved.get(world)
      const now = before !== undefined && isCurrent(before, world) ? before : look(world, this.worlds)
      seen.set(world, now)
      if (now.stored !== undefined) worlds.push([world.name, now.stored])
    }
    return { worlds: Object.fromEntries(worlds), seen }
  }

  saved ({ seen }: Snapshot): void { this.#saved = seen }
}

const isCurrent = (seen: Seen, { revision, clock, progress }: World): boolean =>
  seen.revision === revision.count &&
  seen.setting === clock.setting &&
  seen.advanced === clock.advanced &&
  seen.progress === progress

const look = (world: World, worlds: Worlds): Seen => ({
  revision: world.revision.count,
  setting: world.clock.setting,
  advanced: world.clock.advanced,
  progress: world.progress,
  stored: differenceOf(world, worlds)
})

/** What a world holds beyond its base; undefined when there is nothing. */
function differenceOf (world: World, worlds: Worlds): StoredWorld | undefined {
  const home = worlds.base
  const state = writeState(world, home)
  const { start, snapshots } = world
  const ttl = worlds.leaseOf(world.name)?.ttl
  const isForked = start.base !== home || start.facts !== home.facts
  // A world that was made by name is there, even if nothing was written to it.
  if (!world.named && !isForked && snapshots.size === 0 && ttl === undefined && isEmptyRecord(state)) return undefined
  return {
    ...state,
    ...(isForked ? { start: writeState(start, home) } : {}),
    ...(snapshots.size === 0 ? {} : { snapshots: snapshotsOf(world, home) }),
    ...(ttl === undefined ? {} : { ttl })
  }
}

function snapshotsOf ({ snapshots }: World, home: Base): NonNullable<StoredWorld['snapshots']> {
  const written = snapshots.list().map(({ name, saved, state }) => [name, { saved, state: writeState(state, home) }])
  return Object.fromEntries(written)
}
