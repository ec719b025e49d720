/**
 * What a world knows of App Store Connect, and what follows from it at a moment. All times in ms since the Unix epoch.
 */
import { day, minute } from '../kernel/durations.js'
import { stream } from '../kernel/random.js'
import { compareText } from '../kernel/sorted.js'
import { jointEffect, type FieldCause } from '../field/causes.js'
import type { DeviceShare } from '../field/devices.js'
import type { FieldPin } from '../field/pins.js'
import type { FieldApp, FieldVersion } from '../field/population.js'
import { pacificDaysLater } from './pacific-time.js'

export const platforms = ['IOS', 'MAC_OS', 'TV_OS', 'VISION_OS'] as const
export type AppPlatform = typeof platforms[number]

/** An API key; `issuerId` null: an individual's key. The public key is PEM (SPKI) or a JWK. */
export interface ApiKey {
  readonly keyId: string
  readonly issuerId: string | null
  readonly publicKey: string | Readonly<Record<string, unknown>>
  readonly role: string
}

export interface StoreApp {
  readonly id: string
  readonly name: string
  readonly bundleId: string
  readonly sku: string
  readonly primaryLocale: string
  readonly platform: AppPlatform
  readonly madeForKids: boolean
  readonly thirdPartyContent: boolean
  /** The executable's name, as stack traces show it. */
  readonly binary: string
  readonly created: number
  /** Whether Apple knows enough to recommend goals. */
  readonly goals: boolean
  readonly usage: number
  readonly devices: readonly DeviceShare[]
  readonly medians: Readonly<Record<string, number>>
}

/** A version on the App Store. `released` null: not planned yet. */
export interface AppVersion {
  readonly id: string
  readonly appId: string
  readonly version: string
  readonly platform: AppPlatform
  readonly created: number
  readonly released: number | null
  readonly buildId: string | null
  readonly causes: readonly FieldCause[]
  readonly pins: readonly FieldPin[]
  readonly usage: number | null
}

/** A marketing version that builds were uploaded for. */
export interface PreReleaseVersion {
  readonly id: string
  readonly appId: string
  readonly version: string
  readonly platform: AppPlatform
  readonly created: number
}

/** The kinds of diagnostic signatures, in the order of Apple's enumeration. */
export const diagnosticTypes = ['DISK_WRITES', 'HANGS', 'LAUNCHES'] as const
export type DiagnosticType = typeof diagnosticTypes[number]

/** A diagnostic signature somebody chose for a build. `weight`: its share of all of its kind, from 0 to 1. */
export interface PinnedSignature {
  readonly id: string
  readonly diagnosticType: DiagnosticType
  readonly signature: string
  readonly weight: number
  /** Its logs, where they are chosen too. */
  readonly logs?: readonly PinnedLog[]
}

/** A log somebody chose: what it says of itself, and its call stack from the thread's start down. */
export interface PinnedLog {
  readonly metaData: {
    readonly bundleId?: string
    readonly event: string
    readonly osVersion: string
    readonly appVersion: string
    readonly buildVersion?: string
    readonly writesCaused?: string
    readonly deviceType: string
    readonly platformArchitecture: string
    readonly eventDetail: string
  }
  readonly frames: readonly PinnedFrame[]
}

export interface PinnedFrame {
  readonly symbol: string
  readonly binary: string
  readonly file: string
  readonly line: number
  /** Bytes into the symbol's code. */
  readonly offset: number
  /** Hexadecimal, with its 0x. */
  readonly address: string
  readonly binaryUuid: string
  readonly samples: number
  /** In the app's own code; not, if left out. */
  readonly blamed?: boolean
  /** What Apple advises about it: SQLiteSpill. */
  readonly insight?: string
  /** The line that says it all again, where it does not follow from the rest. */
  readonly raw?: string
}

export const processingStates = ['PROCESSING', 'FAILED', 'INVALID', 'VALID'] as const
export type ProcessingState = typeof processingStates[number]

export interface AppBuild {
  readonly id: string
  readonly appId: string
  /** The build number. */
  readonly version: string
  readonly preReleaseVersionId: string
  readonly marketingVersion: string
  readonly platform: AppPlatform
  readonly uploaded: number
  /** How long the processing takes, and what it comes to. */
  readonly processing: number
  readonly outcome: Exclude<ProcessingState, 'PROCESSING'>
  readonly audience: 'INTERNAL_ONLY' | 'APP_STORE_ELIGIBLE'
  readonly usesNonExemptEncryption: boolean | null
  readonly minOsVersion: string
  readonly appStoreVersionId: string | null
  readonly signatures: readonly PinnedSignature[]
}

/** TestFlight builds expire after 90 days, at the time of day they were uploaded. */
export const expiresAt = (build: AppBuild): number => pacificDaysLater(build.uploaded, 90)
export const isExpired = (build: AppBuild, at: number): boolean => at >= expiresAt(build)
/** Whether the service has looked into the upload by then (ms). */
export const isProcessed = (build: AppBuild, at: number): boolean => at >= build.uploaded + build.processing
export const processingStateAt = (build: AppBuild, at: number): ProcessingState =>
  isProcessed(build, at) ? build.outcome : 'PROCESSING'

/** A version is submitted two days before its release, and its build is attached to it then. */
export const submittedAt = ({ created, released }: AppVersion): number | null =>
  released === null ? null : Math.max(created, released - 2 * day)
const reviewStarts = ({ created, released }: AppVersion): number | null =>
  released === null ? null : Math.max(created, released - day)

type ReleasedVersion = AppVersion & { readonly released: number }
export const isReleased = (version: AppVersion, at: number): version is ReleasedVersion =>
  version.released !== null && version.released <= at

export const versionStates = [
  'PREPARE_FOR_SUBMISSION', 'WAITING_FOR_REVIEW', 'IN_REVIEW', 'READY_FOR_DISTRIBUTION', 'REPLACED_WITH_NEW_VERSION'
] as const
export type VersionState = typeof versionStates[number]

/** The state of a version at a moment; `successor`: when the next version was released, if one was. */
export function versionStateAt (version: AppVersion, successor: number | undefined, at: number): VersionState {
  if (isReleased(version, at)) {
    const replaced = successor !== undefined && successor <= at
    return replaced ? 'REPLACED_WITH_NEW_VERSION' : 'READY_FOR_DISTRIBUTION'
  }
  const [submitted, review] = [submittedAt(version), reviewStarts(version)]
  if (review !== null && at >= review) return 'IN_REVIEW'
  return submitted !== null && at >= submitted ? 'WAITING_FOR_REVIEW' : 'PREPARE_FOR_SUBMISSION'
}

/** The app's versions that are on sale or were, oldest first. */
export const releasedVersions = (versions: readonly AppVersion[], at: number): AppVersion[] =>
  versions
    .filter((version) => isReleased(version, at))
    .sort((a, b) => a.released - b.released || compareText(a.id, b.id))

/** The app as the simulation of its customers needs it. */
export const fieldApp = (app: StoreApp, seed: number): FieldApp =>
  ({ seed, name: app.bundleId, usage: app.usage, devices: app.devices, medians: app.medians })

/** A released version as the simulation needs it; `released`: all released versions, oldest first. */
export function fieldVersion (version: AppVersion, released: readonly AppVersion[]): FieldVersion {
  const upToThis = released.slice(0, released.indexOf(version) + 1)
  return {
    version: version.version,
    released: version.released ?? Infinity,
    effect: jointEffect(upToThis.map(({ causes }) => causes)),
    pins: version.pins,
    usage: version.usage
  }
}

/** How long the processing of an upload takes: five to thirty minutes. */
export const usualProcessing = (seed: number, id: string): number =>
  Math.round(stream(seed, 'processing', id).between(5, 30)) * minute
