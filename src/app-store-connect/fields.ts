import { apps } from './apps/apps.resource.js'
import { builds } from './builds/builds.resource.js'
import { buildIcons } from './builds/icons.resource.js'
import { fieldNames } from './json-api/resource.js'
import { appStoreVersions } from './versions/app-store-versions.resource.js'
import { preReleaseVersions } from './versions/pre-release-versions.resource.js'

/** The names that `fields[…]` takes for the types perftwin serves; other types take any name. */
export const served = {
  apps: fieldNames(apps),
  builds: fieldNames(builds),
  buildIcons: fieldNames(buildIcons),
  appStoreVersions: fieldNames(appStoreVersions),
  preReleaseVersions: fieldNames(preReleaseVersions)
} as const

/** A `fields` declaration: the served types by name, and others that clients may name. */
export const fieldsOf = (types: ReadonlyArray<keyof typeof served>, others: readonly string[] = []): Record<string, 'any' | readonly string[]> =>
  ({ ...Object.fromEntries(types.map((type) => [type, served[type]])), ...Object.fromEntries(others.map((type) => [type, 'any' as const])) })
