import { NotFound } from '../../kernel/errors.js'
import { isExpired, processingStateAt, type AppBuild, type AppVersion, type PreReleaseVersion } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import { versionText, type Order } from '../json-api/page.js'
import type { Query } from '../json-api/parameters.js'
import { appVersionsOf, buildsIn, preReleaseVersionsIn } from './visible.js'
import { appStoreState, stateOf } from '../resources/app-store-version.js'

/** The marketing version of that id, if it has builds by now. @throws NotFound */
export function findPreReleaseVersion (world: World, id: string, at: number): PreReleaseVersion {
  const version = world.facts.preReleaseVersions.get(id)
  if (version === undefined || version.created > at) throw new NotFound('preReleaseVersions', id)
  return version
}

/** The App Store version of that id, if it has been created by now. @throws NotFound */
export function findAppStoreVersion (world: World, id: string, at: number): AppVersion {
  const version = world.facts.appVersions.get(id)
  if (version === undefined || version.created > at) throw new NotFound('appStoreVersions', id)
  return version
}

const newestFirst = { position: (record: { created: number, id: string }) => [record.created, record.id], descending: [true, false] }
export const preReleaseVersionOrder: Order<PreReleaseVersion> = newestFirst
export const appStoreVersionOrder: Order<AppVersion> = newestFirst
export const preReleaseVersionSorts: Record<string, (version: PreReleaseVersion) => string> = { version: ({ version }) => versionText(version) }

/** The marketing versions that pass every filter; those about builds want one build that passes. */
export function filterPreReleaseVersions (world: World, { filters }: Query, at: number): readonly PreReleaseVersion[] {
  const all = preReleaseVersionsIn(world, 'all', '', at)
  if (filters.size === 0) return all
  const hasBuild = (version: PreReleaseVersion, test: (build: AppBuild) => boolean): boolean => buildsIn(world, 'preReleaseVersion', version.id, at).some(test)
  const tests: Record<string, (version: PreReleaseVersion, values: readonly string[]) => boolean> = {
    app: (version, values) => values.includes(version.appId),
    version: (version, values) => values.includes(version.version),
    platform: (version, values) => values.includes(version.platform),
    builds: (version, values) => hasBuild(version, (build) => values.includes(build.id)),
    'builds.version': (version, values) => hasBuild(version, (build) => values.includes(build.version)),
    'builds.expired': (version, values) => hasBuild(version, (build) => values.includes(String(isExpired(build, at)))),
    'builds.processingState': (version, values) => hasBuild(version, (build) => values.includes(processingStateAt(build, at))),
    'builds.buildAudienceType': (version, values) => hasBuild(version, (build) => values.includes(build.audience))
  }
  return all.filter((version) => [...filters].every(([name, values]) => tests[name]?.(version, values) ?? false))
}

/** An app's versions that pass every filter. */
export function filterAppStoreVersions (world: World, appId: string, { filters }: Query, at: number): readonly AppVersion[] {
  const tests: Record<string, (version: AppVersion, values: readonly string[]) => boolean> = {
    id: (version, values) => values.includes(version.id),
    platform: (version, values) => values.includes(version.platform),
    versionString: (version, values) => values.includes(version.version),
    appStoreState: (version, values) => values.includes(appStoreState(stateOf(world, version, at))),
    appVersionState: (version, values) => values.includes(stateOf(world, version, at))
  }
  return appVersionsOf(world, appId, at).filter((version) => [...filters].every(([name, values]) => tests[name]?.(version, values) ?? false))
}
