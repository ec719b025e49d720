import { Type, ref, type Static } from '../../kernel/schema.js'
import { expiresAt, isExpired, isProcessed, processingStateAt, processingStates, submittedAt, type AppBuild, type AppVersion } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import { dateText } from '../json-api/dates.js'
import type { Relationship, ResourceType } from '../json-api/resource.js'
import { IconAsset, iconAsset, iconsOf } from './build-icon.js'

const Text = Type.Nullable(Type.String())
const DateTime = Type.String({ description: 'ISO 8601 with the offset of Cupertino; UTC in the spec profile.' })

export const BuildAttributes = Type.Object({
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
  buildAudienceType: Type.Enum(['INTERNAL_ONLY', 'APP_STORE_ELIGIBLE']),
  usesNonExemptEncryption: Type.Nullable(Type.Boolean())
})
export type BuildAttributes = Static<typeof BuildAttributes>

const single: Relationship<AppBuild> = { many: false, links: 'both' }
const several: Relationship<AppBuild> = { many: true, links: 'both' }

/** The App Store version a build is attached to by now: that happens when the version is submitted. */
export function attachedVersion (world: World, build: AppBuild, at: number): AppVersion | undefined {
  const version = build.appStoreVersionId === null ? undefined : world.facts.appVersions.get(build.appStoreVersionId)
  return version !== undefined && at >= (submittedAt(version) ?? Infinity) ? version : undefined
}

const some = <T>(record: T | undefined): readonly T[] => record === undefined ? [] : [record]

export const builds: ResourceType<AppBuild> = {
  type: 'builds',
  attributeNames: Object.keys(BuildAttributes.properties),
  attributes: (build, { at, base, profile }): BuildAttributes => {
    const processed = isProcessed(build, at)
    return {
      version: build.version,
      uploadedDate: dateText(build.uploaded, profile),
      expirationDate: dateText(expiresAt(build), profile),
      expired: isExpired(build, at),
      minOsVersion: build.minOsVersion,
      lsMinimumSystemVersion: null,
      computedMinMacOsVersion: build.platform === 'IOS' && processed ? '12.0' : null,
      computedMinVisionOsVersion: build.platform === 'IOS' && processed ? '1.0' : null,
      iconAssetToken: processed ? iconAsset(build, base) : null,
      processingState: processingStateAt(build, at),
      buildAudienceType: build.audience,
      usesNonExemptEncryption: build.usesNonExemptEncryption
    }
  },
  relationships: {
    preReleaseVersion: { ...single, type: 'preReleaseVersions', find: (build, { world }) => some(world.facts.preReleaseVersions.get(build.preReleaseVersionId)) },
    individualTesters: several,
    betaGroups: { many: true, links: 'self' },
    betaBuildLocalizations: several,
    appEncryptionDeclaration: single,
    betaAppReviewSubmission: single,
    app: { ...single, type: 'apps', find: (build, { world }) => some(world.facts.apps.get(build.appId)) },
    buildBetaDetail: single,
    appStoreVersion: { ...single, type: 'appStoreVersions', find: (build, { world, at }) => some(attachedVersion(world, build, at)) },
    icons: { ...several, type: 'buildIcons', find: (build, { at }) => iconsOf(build, at) },
    buildBundles: { many: true, links: 'none' },
    buildUpload: { many: false, links: 'none' },
    perfPowerMetrics: { many: true, links: 'related' },
    diagnosticSignatures: several
  },
  steady: (build, at, { world }) => {
    const version = build.appStoreVersionId === null ? undefined : world.facts.appVersions.get(build.appStoreVersionId)
    return spanAround([build.uploaded + build.processing, expiresAt(build), (version === undefined ? null : submittedAt(version)) ?? Infinity], at)
  }
}

/** The span around `at` that none of the turning points lies in. */
export const spanAround = (turns: readonly number[], at: number): { from: number, until: number } => ({
  from: Math.max(-Infinity, ...turns.filter((turn) => turn <= at)),
  until: Math.min(Infinity, ...turns.filter((turn) => turn > at))
})
