import { NotFound } from '../../kernel/errors.js'
import { isExpired, processingStateAt, type AppBuild } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import { versionText, type Order } from '../json-api/page.js'
import type { Query } from '../json-api/parameters.js'
import { buildsIn } from './visible.js'
import { attachedVersion } from '../resources/build.js'

/** The build of that id, if it has been uploaded by now. @throws NotFound */
export function findBuild (world: World, id: string, at: number): AppBuild {
  const build = world.facts.appBuilds.get(id)
  if (build === undefined || build.uploaded > at) throw new NotFound('builds', id)
  return build
}

/** Newest upload first; what clients may sort by instead. Versions sort by their numbers: 9 before 10. */
export const buildOrder: Order<AppBuild> = { position: (build) => [build.uploaded, build.id], descending: [true, false] }
export const buildSorts: Record<string, (build: AppBuild) => string | number> = {
  version: (build) => versionText(build.version),
  uploadedDate: (build) => build.uploaded,
  preReleaseVersion: (build) => versionText(build.marketingVersion)
}

/** The builds that pass every filter; a list of values means any of them. An id that does not exist passes nothing. */
export function filterBuilds (world: World, { filters, exists }: Query, at: number): readonly AppBuild[] {
  const apps = filters.get('app')
  const first = apps?.length === 1 ? buildsIn(world, 'app', apps[0]!, at) : buildsIn(world, 'all', '', at)
  const tests: Record<string, (build: AppBuild, values: readonly string[]) => boolean> = {
    app: (build, values) => values.includes(build.appId),
    id: (build, values) => values.includes(build.id),
    version: (build, values) => values.includes(build.version),
    expired: (build, values) => values.includes(String(isExpired(build, at))),
    processingState: (build, values) => values.includes(processingStateAt(build, at)),
    usesNonExemptEncryption: (build, values) => values.includes(String(build.usesNonExemptEncryption)),
    buildAudienceType: (build, values) => values.includes(build.audience),
    preReleaseVersion: (build, values) => values.includes(build.preReleaseVersionId),
    'preReleaseVersion.version': (build, values) => values.includes(build.marketingVersion),
    'preReleaseVersion.platform': (build, values) => values.includes(build.platform),
    appStoreVersion: (build, values) => values.includes(attachedVersion(world, build, at)?.id ?? '')
    // No build here has beta groups or beta reviews: those filters pass nothing.
  }
  const wanted = [...filters].filter(([name]) => name !== 'app' || apps!.length > 1)
  if (wanted.length === 0 && exists.size === 0) return first
  return first.filter((build) => wanted.every(([name, values]) => tests[name]?.(build, values) ?? false) &&
    [...exists.values()].every((there) => (build.usesNonExemptEncryption !== null) === there))
}
