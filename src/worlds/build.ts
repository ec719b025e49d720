import { hexId } from '../kernel/ids.js'
import { groupKey, type Build } from '../facts/facts.js'
import type { World } from './world.js'

/** The build of that name, made when there is none yet. `at`: ms since the Unix epoch. */
export function ensureBuild (world: World, owner: string, name: string, at: number): Build {
  const { builds } = world.facts
  const [build] = builds.in('name', groupKey(owner, name))
  if (build !== undefined) return build
  return builds.put({ id: hexId(world.seed, 'build', owner, name), owner, name, created: at, run: 0, modified: at })
}
