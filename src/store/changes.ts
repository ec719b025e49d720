import type { ClockSetting } from '../kernel/clock.js'
import type { Collection } from '../worlds/collection.js'
import { factNames, type Facts } from '../worlds/facts.js'
import type { Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { StoredChanges, StoredWorld } from './data-file.js'

/** A world as it was when it was looked at; `stored` is undefined where it did not differ from its base. */
interface Seen {
  readonly revision: number
  readonly setting: ClockSetting
  readonly advanced: number
  readonly stored: StoredWorld | undefined
}

/** What all worlds hold beyond their base at one moment. */
export interface Snapshot {
  readonly worlds: Record<string, StoredWorld>
  readonly seen: ReadonlyMap<World, Seen>
}

const collectionOf = (facts: Facts, name: keyof Facts): Collection<object> => facts[name] as unknown as Collection<object>

/** Tells what changed since a snapshot, and takes the next one; worlds that did not change are not looked through again. */
export class Changes {
  #saved: ReadonlyMap<World, Seen> = new Map()

  constructor (readonly worlds: Worlds) {}

  /** Whether anything differs from the snapshot that was saved last. */
  get pending (): boolean {
    let kept = 0
    for (const world of this.worlds.list()) {
      const seen = this.#saved.get(world)
      if (seen?.stored !== undefined) kept++
      if (seen === undefined ? differenceOf(world) !== undefined : !isCurrent(seen, world)) return true
    }
    for (const { stored } of this.#saved.values()) if (stored !== undefined) kept--
    return kept !== 0
  }

  take (): Snapshot {
    const seen = new Map<World, Seen>()
    const worlds: Array<[string, StoredWorld]> = []
    for (const world of this.worlds.list()) {
      const before = this.#saved.get(world)
      const now = before !== undefined && isCurrent(before, world) ? before : look(world)
      seen.set(world, now)
      if (now.stored !== undefined) worlds.push([world.name, now.stored])
    }
    return { worlds: Object.fromEntries(worlds), seen }
  }

  saved ({ seen }: Snapshot): void { this.#saved = seen }
}

const isCurrent = (seen: Seen, world: World): boolean =>
  seen.revision === world.revision.count && seen.setting === world.clock.setting && seen.advanced === world.clock.advanced

const look = (world: World): Seen =>
  ({ revision: world.revision.count, setting: world.clock.setting, advanced: world.clock.advanced, stored: differenceOf(world) })

/** A world's difference from its base; undefined when there is none. Costs what the changes cost, whatever the base holds. */
function differenceOf (world: World): StoredWorld | undefined {
  const collections = factNames.flatMap((name): Array<[string, StoredChanges]> => {
    const { changed } = collectionOf(world.facts, name)
    if (changed.size === 0) return []
    const base = collectionOf(world.base.facts, name)
    const put: object[] = []
    const gone: string[] = []
    for (const [key, record] of changed) {
      if (record !== undefined) put.push(record)
      else if (base.has(key)) gone.push(key)
    }
    return put.length + gone.length === 0 ? [] : [[name, { put, gone }]]
  })
  const { setting, advanced } = world.clock
  const isBaseClock = advanced === world.base.clock.advanced && isSame(setting, world.base.clock.setting)
  if (collections.length === 0 && isBaseClock) return undefined
  return { ...(isBaseClock ? {} : { clock: { setting, advanced } }), changes: Object.fromEntries(collections) }
}

const isSame = (a: ClockSetting, b: ClockSetting): boolean =>
  a.mode === b.mode && (a.mode !== 'offset' || a.offset === (b as typeof a).offset) && (a.mode !== 'frozen' || a.at === (b as typeof a).at)
