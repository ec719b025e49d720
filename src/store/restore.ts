import type { ClockSetting } from '../kernel/clock.js'
import { Invalid } from '../kernel/errors.js'
import type { Collection } from '../worlds/collection.js'
import { factNames, type FactName } from '../worlds/facts.js'
import type { Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { StoredChanges, StoredWorld } from './data-file.js'
import { recordCheck } from './shapes.js'

/** Puts stored changes back into the worlds they belong to, making the named ones. Throws Invalid with the place at fault. */
export function restoreWorlds (worlds: Worlds, stored: Record<string, StoredWorld>): void {
  for (const [name, kept] of Object.entries(stored)) {
    const { clock, changes } = (kept ?? {}) as Partial<StoredWorld>
    const where = `worlds.${name}`
    const world = worlds.get(name)
    if (clock !== undefined) {
      if (!isClock(clock)) throw new Invalid(`${where}.clock is no clock`)
      world.restoreClock(clock.setting, clock.advanced)
    }
    if (typeof changes !== 'object' || changes === null) throw new Invalid(`${where}.changes is no object`)
    for (const [collection, change] of Object.entries(changes)) restoreCollection(world, collection, change, `${where}.changes.${collection}`)
  }
}

function restoreCollection (world: World, name: string, change: Partial<StoredChanges> | null, where: string): void {
  if (!(factNames as string[]).includes(name)) throw new Invalid(`${where} is unknown`)
  const { put, gone } = change ?? {}
  if (!Array.isArray(put) || !Array.isArray(gone)) throw new Invalid(`${where} has no lists "put" and "gone"`)
  const collection = world.facts[name as FactName] as unknown as Collection<object>
  const faultIn = recordCheck(name as FactName)
  for (const [index, record] of put.entries()) {
    const fault = faultIn(record) ?? (typeof collection.spec.key(record as object) === 'string' ? undefined : ' has no key')
    if (fault !== undefined) throw new Invalid(`${where}.put[${index}]${fault}`)
  }
  collection.apply(put as object[], gone as string[])
}

function isClock (clock: unknown): clock is { setting: ClockSetting, advanced: number } {
  const { setting, advanced } = (clock ?? {}) as { setting?: Record<string, unknown>, advanced?: unknown }
  if (!Number.isFinite(advanced)) return false
  return setting?.mode === 'real' ||
    (setting?.mode === 'offset' && Number.isFinite(setting.offset)) ||
    (setting?.mode === 'frozen' && Number.isFinite(setting.at))
}
