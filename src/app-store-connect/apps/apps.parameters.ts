import { platforms } from '../../facts/app-store.js'
import { fieldsOf, served } from '../fields.js'
import type { Parameters } from '../json-api/parameters.js'
import { appStoreStates, appVersionStates } from '../records/states.js'
import { apps } from '../resources/app.js'

/** The relationships of an app that can be included (Apple's OpenAPI 4.4.1). */
const include = [
  'appEncryptionDeclarations', 'appStoreIcon', 'ciProduct', 'betaGroups', 'appStoreVersions', 'preReleaseVersions', 'betaAppLocalizations', 'builds',
  'betaLicenseAgreement', 'betaAppReviewDetail', 'appInfos', 'appClips', 'endUserLicenseAgreement', 'inAppPurchases', 'subscriptionGroups',
  'gameCenterEnabledVersions', 'appCustomProductPages', 'inAppPurchasesV2', 'promotedPurchases', 'appEvents', 'reviewSubmissions',
  'subscriptionGracePeriod', 'gameCenterDetail', 'appStoreVersionExperimentsV2', 'androidToIosAppMappingDetails'
] as const

const otherTypes = [
  'appEncryptionDeclarations', 'ciProducts', 'betaGroups', 'betaAppLocalizations', 'betaLicenseAgreements', 'betaAppReviewDetails', 'appInfos', 'appClips',
  'endUserLicenseAgreements', 'inAppPurchases', 'subscriptionGroups', 'gameCenterEnabledVersions', 'appCustomProductPages', 'promotedPurchases',
  'appEvents', 'reviewSubmissions', 'subscriptionGracePeriods', 'gameCenterDetails', 'appStoreVersionExperiments', 'androidToIosAppMappingDetails'
]

export const appParameters: Parameters = {
  fields: fieldsOf(['apps', 'appStoreVersions', 'preReleaseVersions', 'builds', 'buildIcons'], otherTypes),
  include,
  limits: include.filter((name) => apps.relationships[name]?.many === true)
}

export const appListParameters: Parameters = {
  ...appParameters,
  filters: {
    name: 'text',
    bundleId: 'text',
    sku: 'text',
    'appStoreVersions.appStoreState': appStoreStates,
    'appStoreVersions.platform': platforms,
    'appStoreVersions.appVersionState': appVersionStates,
    'reviewSubmissions.state': ['READY_FOR_REVIEW', 'WAITING_FOR_REVIEW', 'IN_REVIEW', 'UNRESOLVED_ISSUES', 'CANCELING', 'COMPLETING', 'COMPLETE'],
    'reviewSubmissions.platform': platforms,
    appStoreVersions: 'text',
    id: 'text'
  },
  exists: ['gameCenterEnabledVersions'],
  sort: ['name', 'bundleId', 'sku'],
  paged: true
}

export const appBuildsParameters: Parameters = { fields: { builds: served.builds }, paged: true }
export const appPreReleaseVersionsParameters: Parameters = { fields: { preReleaseVersions: served.preReleaseVersions }, paged: true }
