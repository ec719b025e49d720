// What a refused request must not have changed.
import type { Worlds } from '../../src/worlds/registry.js'
import type { World } from '../../src/worlds/world.js'

/** Cheap to tell apart: a revision counts every change of a fact. */
function fingerprintOf (world: World): string {
  const { revision, resets, clock: { setting }, progress, faults, quotas, snapshots, journal } = world
  const rules = faults.list().map(({ id }) => id)
  const saved = snapshots.list().map(({ name, saved }) => [name, saved])
  return JSON.stringify([revision.count, resets, setting, progress, rules, quotas.settings, saved, journal.limits])
}

/** The state of every world that somebody has. */
export const stateOf = (worlds: Worlds): Map<string, string> =>
  new Map(worlds.granted().map((world) => [world.name, fingerprintOf(world)]))

/** The names of worlds whose state differs, that are gone, or that somebody has now and had not. */
export function changedWorlds (before: ReadonlyMap<string, string>, worlds: Worlds): string[] {
  const after = stateOf(worlds)
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => after.get(name) !== before.get(name))
}

/** The names of worlds that were not there before, whoever has them. */
export const madeWorlds = (before: ReadonlySet<string>, worlds: Worlds): string[] =>
  [...namesOf(worlds)].filter((name) => !before.has(name))

/** The names of all worlds that are there. */
export const namesOf = (worlds: Worlds): Set<string> => new Set([...worlds.list()].map(({ name }) => name))
