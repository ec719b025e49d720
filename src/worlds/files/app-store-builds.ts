/** The builds that were uploaded for an app's versions. */
import { day, hour, minute, readDuration } from '../../kernel/durations.js'
import { uuid } from '../../kernel/ids.js'
import { stream } from '../../kernel/random.js'
import { resolveTime } from '../../kernel/time.js'
import { usualProcessing, type AppBuild, type StoreApp } from '../../facts/app-store.js'
import type { AppRelease, AppStoreRecords, GrowContext } from './app-store-records.js'
import type { AppBuildSpec, AppSpec } from './app-store.schema.js'

/** When the last build is uploaded, before the release it is for. */
export const lastUpload = 3 * day

/** The builds a world file lists, by marketing version, in their order. */
export function buildsByVersion (builds: readonly AppBuildSpec[] = []): Map<string, AppBuildSpec[]> {
  const byVersion = new Map<string, AppBuildSpec[]>()
  for (const build of builds) {
    const known = byVersion.get(build.version)
    if (known === undefined) byVersion.set(build.version, [build])
    else known.push(build)
  }
  return byVersion
}

/** `count` uploads in the two weeks before a release; `before`: how many builds the app's earlier versions have. */
export function usualUploads (
  release: AppRelease,
  count: number,
  before: number,
  { bundleId }: StoreApp,
  { seed }: GrowContext
): AppBuildSpec[] {
  const draw = stream(seed, 'uploads', bundleId, release.version)
  const leads = Array.from({ length: count }, (_, index) =>
    index === count - 1 ? lastUpload : lastUpload + draw.between(4 * hour, 9 * day))
  leads.sort((a, b) => b - a)
  return leads.map((lead, index) => {
    const at = release.at - lead - draw.int(0, 59) * minute
    return {
      version: release.version,
      number: String(before + index + 1),
      uploaded: new Date(Math.round(at / 1000) * 1000).toISOString()
    }
  })
}

/** One marketing version's uploads. */
export interface Uploads {
  readonly version: string
  readonly builds: readonly AppBuildSpec[]
  /** When those that say nothing else were uploaded, in ms since the Unix epoch. */
  readonly usual: number
}

/** The builds of one marketing version, oldest first, with the version they are builds of. */
export function growBuilds (
  { version, builds: specs, usual }: Uploads,
  app: StoreApp,
  appSpec: AppSpec,
  context: GrowContext
): Pick<AppStoreRecords, 'appBuilds' | 'preReleaseVersions'> {
  const preReleaseVersionId = uuid(context.seed, 'pre-release-version', app.bundleId, version)
  const appBuilds = specs
    .map((spec) => growBuild(spec, usual, preReleaseVersionId, app, appSpec, context))
    .sort((a, b) => a.uploaded - b.uploaded)
  const preReleaseVersions = appBuilds.slice(0, 1).map(({ uploaded }) =>
    ({ id: preReleaseVersionId, appId: app.id, version, platform: app.platform, created: uploaded }))
  return { appBuilds, preReleaseVersions }
}

function growBuild (
  spec: AppBuildSpec,
  usual: number,
  preReleaseVersionId: string,
  app: StoreApp,
  appSpec: AppSpec,
  { seed, frame }: GrowContext
): AppBuild {
  const id = spec.id ?? uuid(seed, 'app-build', app.bundleId, spec.version, spec.number)
  return {
    id,
    appId: app.id,
    version: spec.number,
    preReleaseVersionId,
    marketingVersion: spec.version,
    platform: app.platform,
    uploaded: spec.uploaded === undefined ? usual : resolveTime(spec.uploaded, frame),
    processing: spec.processing === undefined ? usualProcessing(seed, id) : processingOf(spec, spec.processing, app),
    outcome: spec.outcome ?? 'VALID',
    audience: spec.audience ?? 'APP_STORE_ELIGIBLE',
    usesNonExemptEncryption: spec.usesNonExemptEncryption === undefined ? false : spec.usesNonExemptEncryption,
    minOsVersion: appSpec.minOsVersion ?? '15.0',
    appStoreVersionId: null,
    signatures: spec.signatures ?? []
  }
}

function processingOf ({ version, number }: AppBuildSpec, text: string, app: StoreApp): number {
  return readDuration(text, `build ${version} (${number}) of "${app.name}"`, { least: 0, hint: '' }, undefined)
}
