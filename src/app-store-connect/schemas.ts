import { AppAttributes, apps } from './resources/app.js'
import { BuildAttributes, builds } from './resources/build.js'
import { BuildIconAttributes, IconAsset, buildIcons } from './resources/build-icon.js'
import { documentSchemas, resourceSchema } from './json-api/schemas.js'
import { AppStoreVersionAttributes, appStoreVersions } from './resources/app-store-version.js'
import { PreReleaseVersionAttributes, preReleaseVersions } from './resources/pre-release-version.js'

/** The resources that documents hold, by Apple's names for their schemas. */
export const App = resourceSchema('App', apps, AppAttributes)
export const Build = resourceSchema('AppBuild', builds, BuildAttributes)
export const BuildIcon = resourceSchema('BuildIcon', buildIcons, BuildIconAttributes)
export const AppStoreVersion = resourceSchema('AppStoreVersion', appStoreVersions, AppStoreVersionAttributes)
export const PreReleaseVersion = resourceSchema('PrereleaseVersion', preReleaseVersions, PreReleaseVersionAttributes)

export const resourceSchemas = [...documentSchemas, IconAsset, App, Build, BuildIcon, AppStoreVersion, PreReleaseVersion]
