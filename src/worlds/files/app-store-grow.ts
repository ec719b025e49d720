import { day } from '../../kernel/durations.js'
import { uuid } from '../../kernel/ids.js'
import { stream } from '../../kernel/random.js'
import { resolveTime } from '../../kernel/time.js'
import type { ApiKey, AppVersion, StoreApp } from '../../facts/app-store.js'
import type { FieldCause } from '../../field/causes.js'
import { usualDevices, type DeviceShare } from '../../field/devices.js'
import { buildsByVersion, growBuilds, lastUpload, usualUploads } from './app-store-builds.js'
import { appCauses } from './causes.js'
import { metricKeyOf, type AppRelease, type AppStoreRecords, type GrowContext } from './app-store-records.js'
import type { AppSpec, AppStoreSpec } from './app-store.schema.js'
import type { ReleaseSpec } from './world-file.schema.js'

/**
 * Grows what a world file says of App Store Connect; `releases` are those of the whole world.
 * @throws Invalid, naming the app, for an unknown metric, and bad times.
 */
export function growAppStore (
  spec: AppStoreSpec,
  releases: readonly ReleaseSpec[],
  context: GrowContext
): AppStoreRecords {
  const trains = trainsOf(releases, context)
  const records: AppStoreRecords = {
    apiKeys: (spec.keys ?? []).map(({ keyId, issuerId = null, publicKey, role = 'ADMIN' }): ApiKey =>
      ({ keyId, issuerId, publicKey, role })),
    apps: [],
    appVersions: [],
    preReleaseVersions: [],
    appBuilds: []
  }
  for (const app of spec.apps ?? []) {
    // A train's first release may be a cadence's, and yet to come.
    const train = app.train === undefined ? [] : trains.get(app.train) ?? []
    growApp(app, train, context, records)
  }
  return records
}

/** The releases by train, oldest first, with what came from other trains since the one before. */
function trainsOf (releases: readonly ReleaseSpec[], { frame }: GrowContext): Map<string, AppRelease[]> {
  const timed = releases
    .map((spec) => ({ spec, at: resolveTime(spec.at, frame), causes: appCauses(spec.causes ?? []) }))
    .sort((a, b) => a.at - b.at)
  const trains = new Map<string, AppRelease[]>()
  const arrived = new Map<string, FieldCause[]>()
  for (const { spec: { train, version, reaches = [] }, at, causes } of timed) {
    const own = { version, at, causes: [...arrived.get(train) ?? [], ...causes] }
    arrived.delete(train)
    trains.set(train, [...trains.get(train) ?? [], own])
    for (const other of reaches) {
      if (other !== train) arrived.set(other, [...arrived.get(other) ?? [], ...causes])
    }
  }
  return trains
}

/** `releases`: those of the app's train, oldest first. */
function growApp (
  spec: AppSpec,
  releases: readonly AppRelease[],
  context: GrowContext,
  into: AppStoreRecords
): void {
  const app = appOf(spec, releases, context)
  into.apps.push(app)
  const listed = buildsByVersion(spec.builds)
  let before = 0
  for (const release of releases) {
    const { version } = release
    const builds = listed.get(version) ?? usualUploads(release, spec.buildsPerVersion ?? 3, before, app, context)
    listed.delete(version)
    before += builds.length
    const grown = growBuilds({ version, builds, usual: release.at - lastUpload }, app, spec, context)
    const shipped = grown.appBuilds.findLast(({ outcome }) => outcome === 'VALID')
    const appVersion = versionOf(release, shipped?.id ?? null, app, spec, context)
    into.appVersions.push(appVersion)
    into.preReleaseVersions.push(...grown.preReleaseVersions)
    into.appBuilds.push(...grown.appBuilds.map((build) =>
      build === shipped ? { ...build, appStoreVersionId: appVersion.id } : build))
  }
  // Builds of versions that are not released.
  for (const [version, builds] of listed) {
    const grown = growBuilds({ version, builds, usual: context.frame.epoch }, app, spec, context)
    into.preReleaseVersions.push(...grown.preReleaseVersions)
    into.appBuilds.push(...grown.appBuilds)
  }
}

function appOf (spec: AppSpec, releases: readonly AppRelease[], { seed, frame }: GrowContext): StoreApp {
  const first = Math.min(frame.epoch, ...releases.map(({ at }) => at))
  const medians = Object.entries(spec.medians ?? {})
  return {
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
    medians: Object.fromEntries(medians.map(([metric, median]) => [metricKeyOf(metric, spec), median]))
  }
}

function versionOf (
  release: AppRelease,
  buildId: string | null,
  app: StoreApp,
  spec: AppSpec,
  { seed }: GrowContext
): AppVersion {
  return {
    id: uuid(seed, 'app-store-version', spec.bundleId, release.version),
    appId: app.id,
    version: release.version,
    platform: app.platform,
    created: release.at - 14 * day,
    released: release.at,
    buildId,
    causes: release.causes,
    pins: (spec.pins ?? [])
      .filter(({ version }) => version === release.version)
      .map(({ version: _version, ...pin }) => ({ ...pin, metric: metricKeyOf(pin.metric, spec) })),
    usage: spec.usageByVersion?.[release.version] ?? null
  }
}

/** Shares that add up to 1. */
function normalised (devices: readonly DeviceShare[]): DeviceShare[] {
  const sum = devices.reduce((total, { share }) => total + share, 0)
  return devices.map(({ model, share }) => ({ model, share: share / sum }))
}
