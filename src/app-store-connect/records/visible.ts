import type { AppBuild, AppVersion, PreReleaseVersion, StoreApp } from '../../facts/app-store.js'
import { firstIndex } from '../../kernel/sorted.js'
import type { Moment } from './moment.js'

/** Of records that are sorted newest first, those that exist by `at`. */
function since<R> (list: readonly R[], born: (record: R) => number, at: number): readonly R[] {
  const first = firstIndex(list, (record) => born(record) <= at)
  return first === 0 ? list : list.slice(first)
}

/** All apps, newest first; an app is there from the world's beginning. */
export const allApps = ({ world }: Moment): readonly StoreApp[] => world.facts.apps.in('all', '')

/** Builds uploaded by now, newest first: all, an app's, or a marketing version's. */
export const buildsIn = (
  { world, at }: Moment, index: 'all' | 'app' | 'preReleaseVersion', group: string
): readonly AppBuild[] => since(world.facts.appBuilds.in(index, group), ({ uploaded }) => uploaded, at)

/** Marketing versions that have builds by now, newest first. */
export const preReleaseVersionsIn = (
  { world, at }: Moment, index: 'all' | 'app', group: string
): readonly PreReleaseVersion[] => since(world.facts.preReleaseVersions.in(index, group), ({ created }) => created, at)

/** The App Store versions an app has by now, newest first. */
export const appVersionsOf = ({ world, at }: Moment, appId: string): readonly AppVersion[] =>
  since(world.facts.appVersions.in('app', appId), ({ created }) => created, at)
