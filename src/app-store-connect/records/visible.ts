import type { AppBuild, AppVersion, PreReleaseVersion } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import { firstIndex } from '../../kernel/sorted.js'

/** Of records that are sorted newest first, those that exist by `at`. */
function since<T> (list: readonly T[], born: (record: T) => number, at: number): readonly T[] {
  const low = firstIndex(list, (record) => born(record) <= at)
  return low === 0 ? list : list.slice(low)
}

/** Builds uploaded by now, newest first: all, an app's, or a marketing version's. */
export const buildsIn = (world: World, index: 'all' | 'app' | 'preReleaseVersion', group: string, at: number): readonly AppBuild[] =>
  since(world.facts.appBuilds.in(index, group), (build) => build.uploaded, at)

/** Marketing versions that have builds by now, newest first. */
export const preReleaseVersionsIn = (world: World, index: 'all' | 'app', group: string, at: number): readonly PreReleaseVersion[] =>
  since(world.facts.preReleaseVersions.in(index, group), (version) => version.created, at)

/** The App Store versions an app has by now, newest first. */
export const appVersionsOf = (world: World, appId: string, at: number): readonly AppVersion[] =>
  since(world.facts.appVersions.in('app', appId), (version) => version.created, at)
