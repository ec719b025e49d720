import { Type, type Static } from '../../kernel/schema.js'
import { isReleased, platforms, type AppVersion } from '../../facts/app-store.js'
import { DateTime, dateText } from '../json-api/dates.js'
import { newestFirst } from '../json-api/page.js'
import { linkedMany, linkedOne, some, toOne } from '../json-api/relationship.js'
import { resource } from '../json-api/resource.js'
import type { View } from '../json-api/view.js'
import { findAppStoreVersion } from '../records/find.js'
import { appStoreState, buildOf, stateOf } from '../records/releases.js'
import { appStoreStates, appVersionStates } from '../records/states.js'

declare module '../json-api/records.js' {
  interface Records { appStoreVersions: AppVersion }
}

const AppStoreVersionAttributes = Type.Object({
  platform: Type.Enum(platforms),
  versionString: Type.String(),
  appStoreState: Type.Enum(appStoreStates),
  appVersionState: Type.Enum(appVersionStates),
  copyright: Type.Nullable(Type.String()),
  reviewType: Type.Enum(['APP_STORE', 'NOTARIZATION']),
  releaseType: Type.Enum(['MANUAL', 'AFTER_APPROVAL', 'SCHEDULED']),
  earliestReleaseDate: Type.Nullable(DateTime),
  usesIdfa: Type.Nullable(Type.Boolean()),
  downloadable: Type.Boolean(),
  createdDate: DateTime
})

function show (version: AppVersion, view: View): Static<typeof AppStoreVersionAttributes> {
  const { world, at, profile } = view
  const state = stateOf(version, view)
  const owner = world.facts.apps.get(version.appId)?.name ?? ''
  return {
    platform: version.platform,
    versionString: version.version,
    appStoreState: appStoreState(state),
    appVersionState: state,
    copyright: `${new Date(version.created).getUTCFullYear()} ${owner}`.trim(),
    reviewType: 'APP_STORE',
    releaseType: 'AFTER_APPROVAL',
    earliestReleaseDate: null,
    usesIdfa: null,
    downloadable: isReleased(version, at),
    createdDate: dateText(version.created, profile)
  }
}

export const appStoreVersions = resource({
  type: 'appStoreVersions',
  component: 'AppStoreVersion',
  access: 'apps',
  attributes: AppStoreVersionAttributes,
  show,
  // Its state turns with the reviews and with the next release: not worth keeping.
  steady: (_version, { at }) => ({ from: at, until: at }),
  relationships: {
    app: { ...toOne, links: 'none', type: 'apps', find: ({ appId }, { world }) => some(world.facts.apps.get(appId)) },
    // Apple's resources have it, but no query can include it.
    ageRatingDeclaration: linkedOne(),
    appStoreVersionLocalizations: linkedMany('appStoreVersionLocalizations'),
    build: { ...toOne, type: 'builds', find: (version, moment) => some(buildOf(version, moment)) },
    appStoreVersionPhasedRelease: linkedOne('appStoreVersionPhasedReleases'),
    gameCenterAppVersion: linkedOne('gameCenterAppVersions'),
    routingAppCoverage: linkedOne('routingAppCoverages'),
    appStoreReviewDetail: linkedOne('appStoreReviewDetails'),
    appStoreVersionSubmission: linkedOne('appStoreVersionSubmissions'),
    appClipDefaultExperience: linkedOne('appClipDefaultExperiences'),
    appStoreVersionExperiments: linkedMany('appStoreVersionExperiments'),
    appStoreVersionExperimentsV2: linkedMany('appStoreVersionExperiments'),
    customerReviews: linkedMany(),
    alternativeDistributionPackage: linkedOne('alternativeDistributionPackages')
  },
  order: newestFirst,
  filters: {
    platform: { takes: platforms, of: ({ platform }) => platform },
    versionString: { takes: 'text', of: ({ version }) => version },
    appStoreState: { takes: appStoreStates, of: (version, moment) => appStoreState(stateOf(version, moment)) },
    appVersionState: { takes: appVersionStates, of: stateOf },
    id: { takes: 'text', of: ({ id }) => id }
  },
  endpoints: {
    tag: 'Versions',
    instance: { summary: 'Read App Store version information', find: findAppStoreVersion },
    related: {
      build: {
        summary: 'Read the build of an App Store version',
        ids: 'Get the build id of an App Store version',
        maybe: true
      }
    }
  }
})
