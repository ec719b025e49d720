import { Type, ref, type Static } from '../../kernel/schema.js'
import {
  expiresAt, isExpired, isProcessed, platforms, processingStateAt, processingStates, submittedAt, type AppBuild
} from '../../facts/app-store.js'
import { DateTime, dateText } from '../json-api/dates.js'
import { versionText } from '../json-api/page.js'
import { linkedMany, linkedOne, some, toMany, toOne } from '../json-api/relationship.js'
import { resource } from '../json-api/resource.js'
import type { View } from '../json-api/view.js'
import { findBuild } from '../records/find.js'
import { iconsOf } from '../records/icons.js'
import type { Moment } from '../records/moment.js'
import { attachedVersion, plannedVersion } from '../records/releases.js'
import { audiences } from '../records/states.js'
import { buildsIn } from '../records/visible.js'
import { IconAsset, iconAsset } from './build-icon.js'

declare module '../json-api/records.js' {
  interface Records { builds: AppBuild }
}

const Text = Type.Nullable(Type.String())

const BuildAttributes = Type.Object({
  version: Type.String({ description: 'The build number.' }),
  uploadedDate: DateTime,
  expirationDate: DateTime,
  expired: Type.Boolean(),
  minOsVersion: Type.String(),
  lsMinimumSystemVersion: Text,
  computedMinMacOsVersion: Text,
  computedMinVisionOsVersion: Text,
  iconAssetToken: Type.Nullable(ref(IconAsset)),
  processingState: Type.Enum(processingStates),
  buildAudienceType: Type.Enum(audiences),
  usesNonExemptEncryption: Type.Nullable(Type.Boolean())
})

function show (build: AppBuild, { at, base, profile }: View): Static<typeof BuildAttributes> {
  const processed = isProcessed(build, at)
  const runsElsewhere = build.platform === 'IOS' && processed
  return {
    version: build.version,
    uploadedDate: dateText(build.uploaded, profile),
    expirationDate: dateText(expiresAt(build), profile),
    expired: isExpired(build, at),
    minOsVersion: build.minOsVersion,
    lsMinimumSystemVersion: null,
    computedMinMacOsVersion: runsElsewhere ? '12.0' : null,
    computedMinVisionOsVersion: runsElsewhere ? '1.0' : null,
    iconAssetToken: processed ? iconAsset(build, base) : null,
    processingState: processingStateAt(build, at),
    buildAudienceType: build.audience,
    usesNonExemptEncryption: build.usesNonExemptEncryption
  }
}

/** Between its processing, its submission and its expiry nothing about a build changes by itself. */
function steady (build: AppBuild, moment: Moment): { from: number, until: number } {
  const version = plannedVersion(build, moment)
  const submitted = version === undefined ? null : submittedAt(version)
  const turns = [build.uploaded + build.processing, expiresAt(build), submitted ?? Infinity]
  return {
    from: Math.max(-Infinity, ...turns.filter((turn) => turn <= moment.at)),
    until: Math.min(Infinity, ...turns.filter((turn) => turn > moment.at))
  }
}

export const builds = resource({
  type: 'builds',
  component: 'AppBuild',
  access: 'builds',
  attributes: BuildAttributes,
  show,
  steady,
  relationships: {
    preReleaseVersion: {
      ...toOne,
      type: 'preReleaseVersions',
      find: (build, { world }) => some(world.facts.preReleaseVersions.get(build.preReleaseVersionId))
    },
    individualTesters: linkedMany('betaTesters'),
    betaGroups: linkedMany('betaGroups', 'self'),
    betaBuildLocalizations: linkedMany('betaBuildLocalizations'),
    appEncryptionDeclaration: linkedOne('appEncryptionDeclarations'),
    betaAppReviewSubmission: linkedOne('betaAppReviewSubmissions'),
    app: { ...toOne, type: 'apps', find: (build, { world }) => some(world.facts.apps.get(build.appId)) },
    buildBetaDetail: linkedOne('buildBetaDetails'),
    appStoreVersion: {
      ...toOne, type: 'appStoreVersions', find: (build, moment) => some(attachedVersion(build, moment))
    },
    icons: { ...toMany, type: 'buildIcons', find: iconsOf },
    buildBundles: linkedMany('buildBundles', 'none'),
    buildUpload: linkedOne('buildUploads', 'none'),
    perfPowerMetrics: linkedMany(undefined, 'related'),
    diagnosticSignatures: linkedMany()
  },
  limitsByName: true,
  order: { position: ({ uploaded, id }) => [uploaded, id], descending: [true, false] },
  sorts: {
    // By their numbers: 9 before 10.
    version: ({ version }) => versionText(version),
    uploadedDate: ({ uploaded }) => uploaded,
    preReleaseVersion: ({ marketingVersion }) => versionText(marketingVersion)
  },
  filters: {
    version: { takes: 'text', of: ({ version }) => version },
    expired: { takes: 'text', of: (build, { at }) => isExpired(build, at) },
    processingState: { takes: processingStates, of: (build, { at }) => processingStateAt(build, at) },
    'betaAppReviewSubmission.betaReviewState': { takes: ['WAITING_FOR_REVIEW', 'IN_REVIEW', 'REJECTED', 'APPROVED'] },
    usesNonExemptEncryption: { takes: 'text', of: (build) => build.usesNonExemptEncryption ?? undefined },
    'preReleaseVersion.version': { takes: 'text', of: ({ marketingVersion }) => marketingVersion },
    'preReleaseVersion.platform': { takes: platforms, of: ({ platform }) => platform },
    buildAudienceType: { takes: audiences, of: ({ audience }) => audience },
    preReleaseVersion: { takes: 'text', of: ({ preReleaseVersionId }) => preReleaseVersionId },
    app: { takes: 'text', of: ({ appId }) => appId },
    betaGroups: { takes: 'text' },
    appStoreVersion: { takes: 'text', of: (build, moment) => attachedVersion(build, moment)?.id },
    id: { takes: 'text', of: ({ id }) => id }
  },
  exists: { usesNonExemptEncryption: (build) => build.usesNonExemptEncryption !== null },
  endpoints: {
    tag: 'Builds',
    collection: {
      summary: 'List builds',
      note: 'The order without sort is ours: newest upload first. ' +
        'Beta groups, testers, reviews and localizations are always empty. ' +
        'filter[expired] and filter[usesNonExemptEncryption] are free text, true or false in any case.',
      all: (moment) => buildsIn(moment, 'all', ''),
      keptBy: { filter: 'app', records: (appId, moment) => buildsIn(moment, 'app', appId) }
    },
    instance: { summary: 'Read build information', find: findBuild },
    related: {
      app: { summary: 'Read the app information of a build', ids: 'Get the app resource id for a build' },
      preReleaseVersion: {
        summary: 'Read the prerelease version of a build', ids: 'Get the prerelease version id of a build'
      },
      appStoreVersion: {
        summary: 'Read the App Store version information of a build',
        ids: 'Get the App Store version id of a build',
        note: 'The data is null until the build is submitted; in the spec profile, whose documents have none, a 404.',
        maybe: true
      },
      icons: {
        summary: 'List all icons for a build',
        ids: 'List the ids of a build\'s icons',
        note: 'One icon a build; its picture is not served.'
      }
    }
  }
})
