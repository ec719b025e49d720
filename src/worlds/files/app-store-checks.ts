/** What a schema cannot say of a world file's apps: names that must be there, and values that must go together. */
import { Invalid } from '../../kernel/errors.js'
import { deviceModel } from '../../field/devices.js'
import { batterySum, containments } from '../../field/wholes.js'
import type { StoreApp } from '../../facts/app-store.js'
import { metricKeyOf, type AppStoreRecords } from './app-store-records.js'
import type { AppSpec } from './app-store.schema.js'

/**
 * `versions`: those that are released.
 * @throws Invalid for pins, usages and weights that no population can have.
 */
export function checkApp (spec: AppSpec, app: StoreApp, versions: ReadonlySet<string>): void {
  for (const version of Object.keys(spec.usageByVersion ?? {})) {
    if (!versions.has(version)) throw refusal(spec, `usageByVersion names version ${version}, which is not released`)
  }
  checkPins(spec, app, versions)
  checkMedians(spec, app)
  checkWeights(spec)
}

const refusal = (spec: AppSpec, why: string): Invalid => new Invalid(`app "${spec.name}": ${why}`)

function checkPins (spec: AppSpec, app: StoreApp, versions: ReadonlySet<string>): void {
  const devices = new Set(app.devices.flatMap(({ model }) => [model, deviceModel(model).family]))
  const values = new Map<string, number>()
  for (const { metric, version, device, percentile, value } of spec.pins ?? []) {
    if (!versions.has(version)) throw refusal(spec, `a pin names version ${version}, which is not released`)
    if (!devices.has(device)) throw refusal(spec, `a pin names the device ${device}, which its customers do not have`)
    const place = `${metricKeyOf(metric, spec)} of version ${version} on ${device}`
    const key = `${place} ${percentile}`
    if (values.has(key)) throw refusal(spec, `${place} is pinned twice at percentile ${percentile}`)
    values.set(key, value)
    const [typical, top] = [values.get(`${place} 50`), values.get(`${place} 90`)]
    if (typical !== undefined && top !== undefined && typical > top) {
      throw refusal(spec, `${place} is pinned to ${typical} at percentile 50 and to less, ${top}, at 90`)
    }
  }
  checkContained(spec, 'is pinned', values)
}

/**
 * `values` by a place that begins with the metric's key, all else alike for a whole and its part.
 * @throws Invalid for a part that is more than what it is a part of
 */
function checkContained (spec: AppSpec, what: string, values: ReadonlyMap<string, number>): void {
  for (const [place, value] of values) {
    for (const [whole, part] of containments) {
      if (!place.startsWith(part)) continue
      const most = values.get(`${whole}${place.slice(part.length)}`)
      if (most === undefined || value <= most) continue
      throw refusal(spec, `${place} ${what} to ${value}, and ${whole}, which it is a part of, to less: ${most}`)
    }
  }
}

/** By how much the medians of parts may miss that of their sum: it is a little above theirs, for skewed values. */
const mostOff = 0.05

function checkMedians (spec: AppSpec, { medians }: StoreApp): void {
  checkContained(spec, 'has the median set', new Map(Object.entries(medians)))
  const { whole, parts } = batterySum
  const total = medians[whole]
  const sum = parts.reduce((all, key) => all + (medians[key] ?? NaN), 0)
  if (total !== undefined && Math.abs(sum - total) > mostOff * total) {
    throw refusal(spec, `the medians of ${parts.join(' and ')} add up to ${sum}, not to that of ${whole}: ${total}`)
  }
}

function checkWeights (spec: AppSpec): void {
  for (const { version, number, signatures = [] } of spec.builds ?? []) {
    const weights = new Map<string, number>()
    for (const { diagnosticType: type, weight } of signatures) weights.set(type, (weights.get(type) ?? 0) + weight)
    for (const [type, sum] of weights) {
      if (sum <= 1 + 1e-9) continue
      const build = `build ${version} (${number})`
      throw refusal(spec, `the ${type} signatures of ${build} weigh ${sum}; together they weigh at most 1`)
    }
  }
}

/** @throws Invalid if two records have one id. */
export function checkIds ({ apps, appBuilds, apiKeys }: AppStoreRecords): void {
  checkUnique('apps with the id', apps.map(({ id }) => id))
  checkUnique('apps with the bundle id', apps.map(({ bundleId }) => bundleId))
  checkUnique('builds with the id', appBuilds.map(({ id }) => id))
  checkUnique('keys with the id', apiKeys.map(({ keyId }) => keyId))
}

function checkUnique (what: string, ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) throw new Invalid(`appStore: there are two ${what} ${id}`)
    seen.add(id)
  }
}
