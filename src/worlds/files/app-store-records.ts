/** What grows from the App Store section of a world file. */
import type { TimeFrame } from '../../kernel/time.js'
import { Invalid } from '../../kernel/errors.js'
import type { ApiKey, AppBuild, AppVersion, PreReleaseVersion, StoreApp } from '../../facts/app-store.js'
import type { FieldCause } from '../../field/causes.js'
import { findMetric, metricKey } from '../../field/metrics.js'
import type { AppSpec } from './app-store.schema.js'

export interface AppStoreRecords {
  apiKeys: ApiKey[]
  apps: StoreApp[]
  appVersions: AppVersion[]
  preReleaseVersions: PreReleaseVersion[]
  appBuilds: AppBuild[]
}

/** What chance and relative times refer to while a world grows. */
export interface GrowContext { readonly seed: number, readonly frame: TimeFrame }

/** A release of an app's train: when it is out (ms since the Unix epoch), and what it changes for customers. */
export interface AppRelease { readonly version: string, readonly at: number, readonly causes: readonly FieldCause[] }

/** The key of a metric that an app's section names. @throws Invalid for one that there is not. */
export function metricKeyOf (name: string, app: AppSpec): string {
  const metric = findMetric(name)
  if (metric === undefined) throw new Invalid(`app "${app.name}": there is no metric "${name}"`)
  return metricKey(metric)
}
