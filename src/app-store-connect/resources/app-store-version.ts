import { Type, type Static } from '../../kernel/schema.js'
import { isReleased, platforms, submittedAt, versionStateAt, type AppBuild, type AppVersion } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import { dateText } from '../json-api/dates.js'
import type { Relationship, ResourceType } from '../json-api/resource.js'
import { appStoreStates, appVersionStates } from '../records/states.js'

const DateTime = Type.String({ description: 'ISO 8601 with the offset of Cupertino; UTC in the spec profile.' })

export const AppStoreVersionAttributes = Type.Object({
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
export type AppStoreVersionAttributes = Static<typeof AppStoreVersionAttributes>

/** When the app's next version came out, if one did. */
export const successorOf = (world: World, version: AppVersion): number | undefined => version.released === null
  ? undefined
  : world.facts.appVersions.in('app', version.appId).reduce<number | undefined>((next, { released }) =>
    released !== null && released > version.released! && (next === undefined || released < next) ? released : next, undefined)

export const stateOf = (world: World, version: AppVersion, at: number): ReturnType<typeof versionStateAt> =>
  versionStateAt(version, successorOf(world, version), at)

/** The older attribute's word for the same state. */
export const appStoreState = (state: ReturnType<typeof versionStateAt>): typeof appStoreStates[number] =>
  state === 'READY_FOR_DISTRIBUTION' ? 'READY_FOR_SALE' : state

/** The build a version ships, from its submission on. */
export const buildOf = (world: World, version: AppVersion, at: number): AppBuild | undefined =>
  version.buildId === null || at < (submittedAt(version) ?? Infinity) ? undefined : world.facts.appBuilds.get(version.buildId)

const single: Relationship<AppVersion> = { many: false, links: 'both' }
const several: Relationship<AppVersion> = { many: true, links: 'both' }

export const appStoreVersions: ResourceType<AppVersion> = {
  type: 'appStoreVersions',
  attributeNames: Object.keys(AppStoreVersionAttributes.properties),
  attributes: (version, { world, at, profile }): AppStoreVersionAttributes => {
    const state = stateOf(world, version, at)
    return {
      platform: version.platform,
      versionString: version.version,
      appStoreState: appStoreState(state),
      appVersionState: state,
      copyright: `${new Date(version.created).getUTCFullYear()} ${world.facts.apps.get(version.appId)?.name ?? ''}`.trim(),
      reviewType: 'APP_STORE',
      releaseType: 'AFTER_APPROVAL',
      earliestReleaseDate: null,
      usesIdfa: null,
      downloadable: isReleased(version, at),
      createdDate: dateText(version.created, profile)
    }
  },
  relationships: {
    app: { many: false, links: 'none', type: 'apps', find: (version, { world }) => [world.facts.apps.get(version.appId)!] },
    ageRatingDeclaration: single,
    appStoreVersionLocalizations: several,
    build: { ...single, type: 'builds', find: (version, { world, at }) => [buildOf(world, version, at)].filter((build) => build !== undefined) },
    appStoreVersionPhasedRelease: single,
    gameCenterAppVersion: single,
    routingAppCoverage: single,
    appStoreReviewDetail: single,
    appStoreVersionSubmission: single,
    appClipDefaultExperience: single,
    appStoreVersionExperiments: several,
    appStoreVersionExperimentsV2: several,
    customerReviews: several,
    alternativeDistributionPackage: single
  },
  // Its state turns with the reviews and with the next release: not worth keeping.
  steady: (_version, at) => ({ from: at, until: at })
}
