import { Invalid } from '../kernel/errors.js'
import { defaultWorld, type Worlds } from '../worlds/registry.js'
import type { StoredWorld } from './data-file.js'
import { readState } from './states.js'

/** Puts stored worlds back, making the named ones. Throws Invalid with the place at fault. */
export function restoreWorlds (worlds: Worlds, stored: Record<string, StoredWorld>): void {
  for (const [name, kept] of Object.entries(stored)) {
    const where = `worlds.${name}`
    const { start, snapshots = {}, ttl } = (kept ?? {}) as Partial<StoredWorld>
    if (ttl !== undefined && !Number.isFinite(ttl)) throw new Invalid(`${where}.ttl is no number`)
    const begun = start === undefined ? undefined : readState(start, worlds.base, `${where}.start`)
    const world = name === defaultWorld ? worlds.default : worlds.create(name, begun, ttl)
    world.restore(readState(kept, worlds.base, where))
    for (const [snapshot, { saved, state }] of Object.entries(snapshots)) {
      if (!Number.isFinite(saved)) throw new Invalid(`${where}.snapshots.${snapshot}.saved is no number`)
      world.snapshots.save(snapshot, readState(state, worlds.base, `${where}.snapshots.${snapshot}.state`), saved)
    }
  }
}
