import { platforms, processingStates } from '../../facts/app-store.js'
import { fieldsOf, served } from '../fields.js'
import type { Parameters } from '../json-api/parameters.js'
import { appStoreStates, appVersionStates } from '../records/states.js'

export const preReleaseVersionParameters: Parameters = {
  fields: fieldsOf(['preReleaseVersions', 'builds', 'apps']),
  include: ['builds', 'app'],
  limits: ['builds']
}

export const preReleaseVersionListParameters: Parameters = {
  ...preReleaseVersionParameters,
  filters: {
    'builds.buildAudienceType': ['INTERNAL_ONLY', 'APP_STORE_ELIGIBLE'],
    'builds.expired': 'boolean',
    'builds.processingState': processingStates,
    'builds.version': 'text',
    platform: platforms,
    version: 'text',
    app: 'text',
    builds: 'text'
  },
  sort: ['version'],
  paged: true
}

export const versionBuildsParameters: Parameters = { fields: { builds: served.builds }, paged: true }

export const appStoreVersionParameters: Parameters = {
  fields: fieldsOf(['appStoreVersions', 'apps', 'builds'], [
    'ageRatingDeclarations', 'appStoreVersionLocalizations', 'appStoreVersionPhasedReleases', 'gameCenterAppVersions', 'routingAppCoverages',
    'appStoreReviewDetails', 'appStoreVersionSubmissions', 'appClipDefaultExperiences', 'appStoreVersionExperiments', 'alternativeDistributionPackages'
  ]),
  include: [
    'app', 'ageRatingDeclaration', 'appStoreVersionLocalizations', 'build', 'appStoreVersionPhasedRelease', 'gameCenterAppVersion', 'routingAppCoverage',
    'appStoreReviewDetail', 'appStoreVersionSubmission', 'appClipDefaultExperience', 'appStoreVersionExperiments', 'appStoreVersionExperimentsV2',
    'alternativeDistributionPackage'
  ],
  limits: ['appStoreVersionLocalizations', 'appStoreVersionExperiments', 'appStoreVersionExperimentsV2']
}

export const appStoreVersionListParameters: Parameters = {
  ...appStoreVersionParameters,
  filters: { platform: platforms, versionString: 'text', appStoreState: appStoreStates, appVersionState: appVersionStates, id: 'text' },
  paged: true
}
