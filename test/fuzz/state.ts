// What a refused request must not have changed.
import { factNames } from '../../src/facts/facts.js'
import type { Worlds } from '../../src/worlds/registry.js'
import type { World } from '../../src/worlds/world.js'

/** Cheap to tell apart: a revision counts every change of a fact. */
function fingerprintOf (world: World): string {
  const { revision, resets, clock: { setting }, progress, faults, quotas, snapshots, journal } = world
  const rules = faults.list().map(({ id }) => id)
  const saved = snapshots.list().map(({ name, saved }) => [name, saved])
  return JSON.stringify([revision.count, resets, setting, progress, rules, quotas.settings, saved, journal.limits])
}

/** The state of every world that is there. */
export const stateOf = (worlds: Worlds): Map<string, string> =>
  new Map([...worlds.list()].map((world) => [world.name, fingerprintOf(world)]))

/** The names of worlds whose state differs, or that are gone. A world made by being asked for is as its base: no change. */
export function changedWorlds (before: ReadonlyMap<string, string>, worlds: Worlds): string[] {
  const after = stateOf(worlds)
  const changed = [...before].filter(([name, state]) => after.get(name) !== state).map(([name]) => name)
  const made = [...worlds.list()].filter((world) => !before.has(world.name) && hasFactsOfItsOwn(world)).map(({ name }) => name)
  return [...changed, ...made]
}

/** The names of worlds that were not there before. */
export const madeWorlds = (before: ReadonlyMap<string, string>, worlds: Worlds): string[] =>
  [...worlds.list()].map(({ name }) => name).filter((name) => !before.has(name))

const hasFactsOfItsOwn = (world: World): boolean => world.revision.count > 0 && factNames.some((name) => world.facts[name].changed.size > 0)
