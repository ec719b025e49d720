import { AppAttributes, apps } from './apps/apps.resource.js'
import { BuildAttributes, builds } from './builds/builds.resource.js'
import { BuildIconAttributes, IconAsset, buildIcons } from './builds/icons.resource.js'
import { documentSchemas, resourceSchema } from './json-api/schemas.js'
import { AppStoreVersionAttributes, appStoreVersions } from './versions/app-store-versions.resource.js'
import { PreReleaseVersionAttributes, preReleaseVersions } from './versions/pre-release-versions.resource.js'

/** The resources that documents hold, by Apple's names for their schemas. */
export const App = resourceSchema('App', apps, AppAttributes)
export const Build = resourceSchema('AppBuild', builds, BuildAttributes)
export const BuildIcon = resourceSchema('BuildIcon', buildIcons, BuildIconAttributes)
export const AppStoreVersion = resourceSchema('AppStoreVersion', appStoreVersions, AppStoreVersionAttributes)
export const PreReleaseVersion = resourceSchema('PrereleaseVersion', preReleaseVersions, PreReleaseVersionAttributes)

export const resourceSchemas = [...documentSchemas, IconAsset, App, Build, BuildIcon, AppStoreVersion, PreReleaseVersion]
