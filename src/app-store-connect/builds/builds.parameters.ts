import { platforms, processingStates } from '../../facts/app-store.js'
import { fieldsOf, served } from '../fields.js'
import type { Parameters } from '../json-api/parameters.js'

const otherTypes = [
  'betaTesters', 'betaGroups', 'betaBuildLocalizations', 'appEncryptionDeclarations', 'betaAppReviewSubmissions', 'buildBetaDetails', 'buildBundles', 'buildUploads'
]

export const buildParameters: Parameters = {
  fields: fieldsOf(['builds', 'preReleaseVersions', 'apps', 'appStoreVersions', 'buildIcons'], otherTypes),
  include: [
    'preReleaseVersion', 'individualTesters', 'betaGroups', 'betaBuildLocalizations', 'appEncryptionDeclaration', 'betaAppReviewSubmission', 'app',
    'buildBetaDetail', 'appStoreVersion', 'icons', 'buildBundles', 'buildUpload'
  ],
  limits: ['betaBuildLocalizations', 'betaGroups', 'buildBundles', 'icons', 'individualTesters']
}

export const buildListParameters: Parameters = {
  ...buildParameters,
  filters: {
    version: 'text',
    expired: 'boolean',
    processingState: processingStates,
    'betaAppReviewSubmission.betaReviewState': ['WAITING_FOR_REVIEW', 'IN_REVIEW', 'REJECTED', 'APPROVED'],
    usesNonExemptEncryption: 'boolean',
    'preReleaseVersion.version': 'text',
    'preReleaseVersion.platform': platforms,
    buildAudienceType: ['INTERNAL_ONLY', 'APP_STORE_ELIGIBLE'],
    preReleaseVersion: 'text',
    app: 'text',
    betaGroups: 'text',
    appStoreVersion: 'text',
    id: 'text'
  },
  exists: ['usesNonExemptEncryption'],
  sort: ['version', 'uploadedDate', 'preReleaseVersion'],
  paged: true
}

export const buildAppParameters: Parameters = { fields: { apps: served.apps } }
export const buildPreReleaseVersionParameters: Parameters = { fields: { preReleaseVersions: served.preReleaseVersions } }
export const buildIconsParameters: Parameters = { fields: { buildIcons: served.buildIcons }, paged: true }
export const linkagesParameters: Parameters = { paged: true }
export const linkageParameters: Parameters = {}
