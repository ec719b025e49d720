import { Invalid } from '../kernel/errors.js'
import { isJsonObject, isNumber, type JsonObject } from '../kernel/json.js'
import { defaultWorld, type Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import { readState } from './read-state.js'

/** Puts stored worlds back, making the named ones. Throws Invalid with the place at fault. */
export function restoreWorlds (worlds: Worlds, stored: JsonObject): void {
  for (const [name, kept] of Object.entries(stored)) {
    const where = `worlds.${name}`
    const { start, snapshots = {}, ttl }: JsonObject = isJsonObject(kept) ? kept : {}
    if (ttl !== undefined && !isNumber(ttl)) throw new Invalid(`${where}.ttl is no number`)
    const begun = start === undefined ? undefined : readState(start, worlds.base, `${where}.start`)
    const world = name === defaultWorld ? worlds.default : worlds.create(name, begun, ttl)
    world.restore(readState(kept, worlds.base, where))
    restoreSnapshots(world, worlds, snapshots, `${where}.snapshots`)
  }
}

function restoreSnapshots (world: World, { base }: Worlds, stored: unknown, where: string): void {
  if (!isJsonObject(stored)) throw new Invalid(`${where} is no object`)
  for (const [name, snapshot] of Object.entries(stored)) {
    const { saved, state }: JsonObject = isJsonObject(snapshot) ? snapshot : {}
    if (!isNumber(saved)) throw new Invalid(`${where}.${name}.saved is no number`)
    world.snapshots.save(name, readState(state, base, `${where}.${name}.state`), saved)
  }
}
