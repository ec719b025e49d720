import { Type, type Static } from '../../kernel/schema.js'
import { isProcessed, type StoreApp } from '../../facts/app-store.js'
import { iconsOf } from './build-icon.js'
import type { Relationship, ResourceType } from '../json-api/resource.js'
import { appVersionsOf, buildsIn, preReleaseVersionsIn } from '../records/visible.js'

const Text = Type.Nullable(Type.String())

export const AppAttributes = Type.Object({
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
  contentRightsDeclaration: Type.Nullable(Type.Enum(['DOES_NOT_USE_THIRD_PARTY_CONTENT', 'USES_THIRD_PARTY_CONTENT'])),
  streamlinedPurchasingEnabled: Type.Boolean()
})
export type AppAttributes = Static<typeof AppAttributes>

const linked: Relationship<StoreApp> = { many: true, links: 'both' }
const single: Relationship<StoreApp> = { many: false, links: 'both' }

/** Relationships in the order of Apple's OpenAPI 4.4.1. Those without `find` lead to resources perftwin does not have. */
export const apps: ResourceType<StoreApp> = {
  type: 'apps',
  attributeNames: Object.keys(AppAttributes.properties),
  attributes: (app): AppAttributes => ({
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
  }),
  relationships: {
    accessibilityDeclarations: linked,
    appEncryptionDeclarations: linked,
    appStoreIcon: { many: false, links: 'none', type: 'buildIcons', find: (app, { world, at }) => iconsOf(buildsIn(world, 'app', app.id, at).find((build) => isProcessed(build, at)), at) },
    ciProduct: single,
    betaTesters: { many: true, links: 'self' },
    betaGroups: linked,
    appStoreVersions: { ...linked, type: 'appStoreVersions', find: (app, { world, at }) => appVersionsOf(world, app.id, at) },
    appTags: linked,
    preReleaseVersions: { ...linked, type: 'preReleaseVersions', find: (app, { world, at }) => preReleaseVersionsIn(world, 'app', app.id, at) },
    betaAppLocalizations: linked,
    builds: { ...linked, type: 'builds', find: (app, { world, at }) => buildsIn(world, 'app', app.id, at) },
    betaLicenseAgreement: single,
    betaAppReviewDetail: single,
    appInfos: linked,
    appClips: linked,
    appPricePoints: linked,
    endUserLicenseAgreement: single,
    appPriceSchedule: single,
    appAvailabilityV2: single,
    inAppPurchases: linked,
    subscriptionGroups: linked,
    gameCenterEnabledVersions: linked,
    perfPowerMetrics: { many: true, links: 'related' },
    appCustomProductPages: linked,
    inAppPurchasesV2: linked,
    promotedPurchases: linked,
    appEvents: linked,
    reviewSubmissions: linked,
    subscriptionGracePeriod: single,
    customerReviews: linked,
    customerReviewSummarizations: linked,
    gameCenterDetail: single,
    appStoreVersionExperimentsV2: linked,
    alternativeDistributionKey: single,
    analyticsReportRequests: linked,
    marketplaceSearchDetail: single,
    buildUploads: linked,
    backgroundAssets: linked,
    betaFeedbackScreenshotSubmissions: linked,
    betaFeedbackCrashSubmissions: linked,
    searchKeywords: { many: true, links: 'self' },
    webhooks: linked,
    androidToIosAppMappingDetails: linked
  }
}
