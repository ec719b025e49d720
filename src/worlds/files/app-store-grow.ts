import { Invalid } from '../../kernel/errors.js'
import { uuid } from '../../kernel/ids.js'
import { stream } from '../../kernel/random.js'
import { day, hour, minute, readDuration } from '../../kernel/durations.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import { parseFieldCause, type FieldCause } from '../../field/causes.js'
import { parseCause } from '../../lab/page/releases.js'
import { usualDevices, type DeviceShare } from '../../field/devices.js'
import { findMetric, metricKey } from '../../field/metrics.js'
import { usualProcessing, type ApiKey, type AppBuild, type AppVersion, type PreReleaseVersion, type StoreApp } from '../../facts/app-store.js'
import type { AppBuildSpec, AppSpec, AppStoreSpec } from './app-store.schema.js'
import type { WorldFile } from './world-file.schema.js'
import { checkApp, checkIds } from './app-store-checks.js'

export interface AppStoreRecords {
  apiKeys: ApiKey[]
  apps: StoreApp[]
  appVersions: AppVersion[]
  preReleaseVersions: PreReleaseVersion[]
  appBuilds: AppBuild[]
}

export interface GrowContext { seed: number, frame: TimeFrame, releases: NonNullable<WorldFile['releases']> }

interface Release { version: string, at: number, causes: FieldCause[] }

/**
 * Grows what a world file says of App Store Connect; `releases` are those of the whole world.
 * @throws Invalid, naming the app or release, for an unknown train or metric, a cause nobody understands, and bad times.
 */
export function growAppStore (spec: AppStoreSpec, { seed, frame, releases }: GrowContext): AppStoreRecords {
  const trains = new Map<string, Release[]>()
  for (const release of releases) {
    const train = trains.get(release.train) ?? []
    train.push({ version: release.version, at: resolveTime(release.at, frame), causes: fieldCauses(release) })
    trains.set(release.train, train)
  }
  const records: AppStoreRecords = {
    apiKeys: (spec.keys ?? []).map(({ keyId, issuerId, publicKey, role }) => ({ keyId, issuerId: issuerId ?? null, publicKey, role: role ?? 'ADMIN' })),
    apps: [],
    appVersions: [],
    preReleaseVersions: [],
    appBuilds: []
  }
  for (const app of spec.apps ?? []) {
    const train = app.train === undefined ? [] : trains.get(app.train)
    if (train === undefined) throw new Invalid(`app "${app.name}": there is no release train "${app.train ?? ''}"`)
    growApp(app, train.toSorted((a, b) => a.at - b.at), seed, frame, records)
  }
  checkIds(records)
  return records
}

/** What a release changes for an app's customers; a cause may be about web pages instead, but not about nothing. */
const fieldCauses = (release: GrowContext['releases'][number]): FieldCause[] => (release.causes ?? []).flatMap((cause) => {
  if (typeof cause !== 'string') return []
  const parsed = parseFieldCause(cause)
  if (parsed.length === 0 && parseCause(cause) === undefined) throw new Invalid(`release ${release.train} ${release.version}: cannot read the cause "${cause}"`)
  return parsed
})

function growApp (spec: AppSpec, releases: readonly Release[], seed: number, frame: TimeFrame, into: AppStoreRecords): void {
  const first = Math.min(frame.epoch, ...releases.map(({ at }) => at))
  const app: StoreApp = {
    id: spec.id ?? String(stream(seed, 'app', spec.bundleId).int(6_000_000_000, 6_799_999_999)),
    name: spec.name,
    bundleId: spec.bundleId,
    sku: spec.sku ?? spec.bundleId.toUpperCase().replace(/[^A-Z0-9]+/g, '-'),
    primaryLocale: spec.primaryLocale ?? 'en-US',
    platform: spec.platform ?? 'IOS',
    madeForKids: spec.madeForKids ?? false,
    thirdPartyContent: spec.thirdPartyContent ?? false,
    binary: spec.binary ?? spec.name.replace(/[^A-Za-z0-9]/g, ''),
    created: first - 30 * day,
    goals: spec.goals ?? true,
    usage: spec.usage ?? 20000,
    devices: normalised(spec.devices ?? usualDevices(spec.ipads ?? 0.15)),
    medians: Object.fromEntries(Object.entries(spec.medians ?? {}).map(([metric, median]) => [keyOf(metric, spec), median]))
  }
  into.apps.push(app)
  checkApp(spec, app, new Set(releases.map(({ version }) => version)), (metric) => keyOf(metric, spec))
  const explicit = new Map<string, AppBuildSpec[]>()
  for (const build of spec.builds ?? []) {
    const known = explicit.get(build.version)
    if (known === undefined) explicit.set(build.version, [build])
    else known.push(build)
  }
  let number = 0
  for (const release of releases) {
    const given = explicit.get(release.version)
    explicit.delete(release.version)
    const uploads = given ?? usualUploads(release, spec.buildsPerVersion ?? 3, seed, app, number)
    number += uploads.length
    const version: AppVersion = {
      id: uuid(seed, 'app-store-version', spec.bundleId, release.version),
      appId: app.id,
      version: release.version,
      platform: app.platform,
      created: release.at - 14 * day,
      released: release.at,
      buildId: null,
      causes: release.causes,
      pins: (spec.pins ?? []).filter((pin) => pin.version === release.version).map(({ version: _version, ...pin }) => ({ ...pin, metric: keyOf(pin.metric, spec) })),
      usage: spec.usageByVersion?.[release.version] ?? null
    }
    const builds = growBuilds(uploads, app, spec, release.at - 3 * day, seed, frame, into)
    const shipped = builds.filter((build) => build.outcome === 'VALID').at(-1)
    into.appVersions.push({ ...version, buildId: shipped?.id ?? null })
    if (shipped !== undefined) into.appBuilds[into.appBuilds.indexOf(shipped)] = { ...shipped, appStoreVersionId: version.id }
  }
  for (const uploads of explicit.values()) growBuilds(uploads, app, spec, frame.epoch, seed, frame, into)
}

/** The builds of one marketing version, oldest first, with the version they are builds of. */
function growBuilds (specs: readonly AppBuildSpec[], app: StoreApp, spec: AppSpec, usual: number, seed: number, frame: TimeFrame, into: AppStoreRecords): AppBuild[] {
  const marketingVersion = specs[0]!.version
  const preReleaseVersionId = uuid(seed, 'pre-release-version', app.bundleId, marketingVersion)
  const builds = specs.map((build): AppBuild => {
    const id = build.id ?? uuid(seed, 'app-build', app.bundleId, build.version, build.number)
    const name = `build ${build.version} (${build.number}) of "${app.name}"`
    const processing = build.processing === undefined
      ? usualProcessing(seed, id)
      : readDuration(build.processing, name, { least: 0, hint: '' }, undefined)
    return {
      id,
      appId: app.id,
      version: build.number,
      preReleaseVersionId,
      marketingVersion,
      platform: app.platform,
      uploaded: build.uploaded === undefined ? usual : resolveTime(build.uploaded, frame),
      processing,
      outcome: build.outcome ?? 'VALID',
      audience: build.audience ?? 'APP_STORE_ELIGIBLE',
      usesNonExemptEncryption: build.usesNonExemptEncryption === undefined ? false : build.usesNonExemptEncryption,
      minOsVersion: spec.minOsVersion ?? '15.0',
      appStoreVersionId: null,
      signatures: build.signatures ?? []
    }
  }).sort((a, b) => a.uploaded - b.uploaded)
  into.preReleaseVersions.push({ id: preReleaseVersionId, appId: app.id, version: marketingVersion, platform: app.platform, created: builds[0]!.uploaded })
  into.appBuilds.push(...builds)
  return builds
}

/** Uploads in the two weeks before a release, numbered on through the app's versions. */
function usualUploads (release: Release, count: number, seed: number, app: StoreApp, before: number): AppBuildSpec[] {
  const draw = stream(seed, 'uploads', app.bundleId, release.version)
  const times = Array.from({ length: count }, (_, index) => index === count - 1 ? 3 * day : 3 * day + draw.between(4 * hour, 9 * day)).sort((a, b) => b - a)
  return times.map((before_, index) => ({
    version: release.version,
    number: String(before + index + 1),
    uploaded: new Date(Math.round((release.at - before_ - draw.int(0, 59) * minute) / 1000) * 1000).toISOString()
  }))
}

function keyOf (name: string, app: AppSpec): string {
  const metric = findMetric(name)
  if (metric === undefined) throw new Invalid(`app "${app.name}": there is no metric "${name}"`)
  return metricKey(metric)
}

function normalised (devices: readonly DeviceShare[]): DeviceShare[] {
  const sum = devices.reduce((total, { share }) => total + share, 0)
  return devices.map(({ model, share }) => ({ model, share: share / sum }))
}
