import { apps } from './resources/app.js'
import { builds } from './resources/build.js'
import { buildIcons } from './resources/build-icon.js'
import { fieldNames } from './json-api/resource.js'
import { appStoreVersions } from './resources/app-store-version.js'
import { preReleaseVersions } from './resources/pre-release-version.js'

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
