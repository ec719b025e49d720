import { Type, type Static } from '../../kernel/schema.js'
import { platforms, type AppVersion, type StoreApp } from '../../facts/app-store.js'
import { newestFirst } from '../json-api/page.js'
import { linkedMany, linkedOne, toMany, toOne } from '../json-api/relationship.js'
import { resource } from '../json-api/resource.js'
import { findApp } from '../records/find.js'
import { iconsOfApp } from '../records/icons.js'
import type { Moment } from '../records/moment.js'
import { appStoreState, stateOf } from '../records/releases.js'
import { appStoreStates, appVersionStates } from '../records/states.js'
import { allApps, appVersionsOf, buildsIn, preReleaseVersionsIn } from '../records/visible.js'

declare module '../json-api/records.js' {
  interface Records { apps: StoreApp }
}

const Text = Type.Nullable(Type.String())

const AppAttributes = Type.Object({
  accessibilityUrl: Text,
  name: Type.String(),
  bundleId: Type.String(),
  sku: Type.String(),
  primaryLocale: Type.String(),
  isOrEverWasMadeForKids: Type.Boolean(),
  subscriptionStatusUrl: Text,
  subscriptionStatusUrlVersion: Type.Nullable(Type.Enum(['V1', 'V2'])),
  subscriptionStatusUrlForSandbox: Text,
  subscriptionStatusUrlVersionForSandbox: Type.Nullable(Type.Enum(['V1', 'V2'])),
  contentRightsDeclaration: Type.Nullable(
    Type.Enum(['DOES_NOT_USE_THIRD_PARTY_CONTENT', 'USES_THIRD_PARTY_CONTENT'])
  ),
  streamlinedPurchasingEnabled: Type.Boolean()
})

const show = (app: StoreApp): Static<typeof AppAttributes> => ({
  accessibilityUrl: null,
  name: app.name,
  bundleId: app.bundleId,
  sku: app.sku,
  primaryLocale: app.primaryLocale,
  isOrEverWasMadeForKids: app.madeForKids,
  subscriptionStatusUrl: null,
  subscriptionStatusUrlVersion: null,
  subscriptionStatusUrlForSandbox: null,
  subscriptionStatusUrlVersionForSandbox: null,
  contentRightsDeclaration: app.thirdPartyContent ? 'USES_THIRD_PARTY_CONTENT' : 'DOES_NOT_USE_THIRD_PARTY_CONTENT',
  streamlinedPurchasingEnabled: true
})

/** Something of each of an app's App Store versions. */
const ofVersions = (of: (version: AppVersion, moment: Moment) => string) =>
  (app: StoreApp, moment: Moment): string[] => appVersionsOf(moment, app.id).map((version) => of(version, moment))

export const apps = resource({
  type: 'apps',
  component: 'App',
  access: 'apps',
  attributes: AppAttributes,
  show,
  relationships: {
    accessibilityDeclarations: linkedMany(),
    appEncryptionDeclarations: linkedMany('appEncryptionDeclarations'),
    appStoreIcon: { ...toOne, links: 'none', type: 'buildIcons', find: iconsOfApp },
    ciProduct: linkedOne('ciProducts'),
    betaTesters: linkedMany(undefined, 'self'),
    betaGroups: linkedMany('betaGroups'),
    appStoreVersions: { ...toMany, type: 'appStoreVersions', find: ({ id }, moment) => appVersionsOf(moment, id) },
    appTags: linkedMany(),
    preReleaseVersions: {
      ...toMany, type: 'preReleaseVersions', find: ({ id }, moment) => preReleaseVersionsIn(moment, 'app', id)
    },
    betaAppLocalizations: linkedMany('betaAppLocalizations'),
    builds: { ...toMany, type: 'builds', find: ({ id }, moment) => buildsIn(moment, 'app', id) },
    betaLicenseAgreement: linkedOne('betaLicenseAgreements'),
    betaAppReviewDetail: linkedOne('betaAppReviewDetails'),
    appInfos: linkedMany('appInfos'),
    appClips: linkedMany('appClips'),
    appPricePoints: linkedMany(),
    endUserLicenseAgreement: linkedOne('endUserLicenseAgreements'),
    appPriceSchedule: linkedOne(),
    appAvailabilityV2: linkedOne(),
    inAppPurchases: linkedMany('inAppPurchases'),
    subscriptionGroups: linkedMany('subscriptionGroups'),
    gameCenterEnabledVersions: linkedMany('gameCenterEnabledVersions'),
    perfPowerMetrics: linkedMany(undefined, 'related'),
    appCustomProductPages: linkedMany('appCustomProductPages'),
    inAppPurchasesV2: linkedMany('inAppPurchases'),
    promotedPurchases: linkedMany('promotedPurchases'),
    appEvents: linkedMany('appEvents'),
    reviewSubmissions: linkedMany('reviewSubmissions'),
    subscriptionGracePeriod: linkedOne('subscriptionGracePeriods'),
    customerReviews: linkedMany(),
    customerReviewSummarizations: linkedMany(),
    gameCenterDetail: linkedOne('gameCenterDetails'),
    appStoreVersionExperimentsV2: linkedMany('appStoreVersionExperiments'),
    alternativeDistributionKey: linkedOne(),
    analyticsReportRequests: linkedMany(),
    marketplaceSearchDetail: linkedOne(),
    buildUploads: linkedMany(),
    backgroundAssets: linkedMany(),
    betaFeedbackScreenshotSubmissions: linkedMany(),
    betaFeedbackCrashSubmissions: linkedMany(),
    searchKeywords: linkedMany(undefined, 'self'),
    webhooks: linkedMany(),
    androidToIosAppMappingDetails: linkedMany('androidToIosAppMappingDetails')
  },
  order: newestFirst,
  sorts: { name: ({ name }) => name, bundleId: ({ bundleId }) => bundleId, sku: ({ sku }) => sku },
  filters: {
    name: { takes: 'text', of: ({ name }) => name },
    // As several public clients report, which look through the answer for the one they meant; Apple says nothing.
    bundleId: { takes: 'text', begins: true, of: ({ bundleId }) => bundleId },
    sku: { takes: 'text', of: ({ sku }) => sku },
    'appStoreVersions.appStoreState': {
      takes: appStoreStates, of: ofVersions((version, moment) => appStoreState(stateOf(version, moment)))
    },
    'appStoreVersions.platform': { takes: platforms, of: ofVersions(({ platform }) => platform) },
    'appStoreVersions.appVersionState': { takes: appVersionStates, of: ofVersions(stateOf) },
    'reviewSubmissions.state': {
      takes: [
        'READY_FOR_REVIEW', 'WAITING_FOR_REVIEW', 'IN_REVIEW', 'UNRESOLVED_ISSUES', 'CANCELING', 'COMPLETING',
        'COMPLETE'
      ]
    },
    'reviewSubmissions.platform': { takes: platforms },
    appStoreVersions: { takes: 'text', of: ofVersions(({ id }) => id) },
    id: { takes: 'text', of: ({ id }) => id }
  },
  exists: { gameCenterEnabledVersions: () => false },
  endpoints: {
    tag: 'Apps',
    collection: {
      summary: 'List apps',
      note: 'The order without sort is ours: newest app first. filter[bundleId] finds every app whose bundle id ' +
        'begins with the value, as several public clients report of the service; others report any part of it, ' +
        'or the whole; Apple says nothing.',
      all: allApps
    },
    instance: { summary: 'Read app information', find: findApp },
    related: {
      builds: { summary: 'List all builds of an app', ids: 'List the ids of an app\'s builds' },
      preReleaseVersions: {
        summary: 'List all prerelease versions for an app', ids: 'List the ids of an app\'s prerelease versions'
      },
      appStoreVersions: {
        summary: 'List all App Store versions for an app', ids: 'List the ids of an app\'s App Store versions'
      }
    }
  }
})
