/** What a schema cannot say of a world file's apps: names that must be there, and values that must go together. */
import { Invalid } from '../../kernel/errors.js'
import { deviceModel } from '../../field/devices.js'
import type { AppStoreRecords } from './app-store-grow.js'
import type { AppSpec } from './app-store.schema.js'
import type { StoreApp } from '../../facts/app-store.js'

/** @throws Invalid for pins, usages and weights that no population can have. */
export function checkApp (spec: AppSpec, app: StoreApp, versions: ReadonlySet<string>, keyOf: (metric: string) => string): void {
  const refuse = (why: string): never => { throw new Invalid(`app "${spec.name}": ${why}`) }
  for (const version of Object.keys(spec.usageByVersion ?? {})) if (!versions.has(version)) refuse(`usageByVersion names version ${version}, which is not released`)
  const devices = new Set(app.devices.flatMap(({ model }) => [model, deviceModel(model).family]))
  const values = new Map<string, number>()
  for (const { metric, version, device, percentile, value } of spec.pins ?? []) {
    if (!versions.has(version)) refuse(`a pin names version ${version}, which is not released`)
    if (!devices.has(device)) refuse(`a pin names the device ${device}, which its customers do not have`)
    const place = `${keyOf(metric)} of version ${version} on ${device}`
    if (values.has(`${place} ${percentile}`)) refuse(`${place} is pinned twice at percentile ${percentile}`)
    values.set(`${place} ${percentile}`, value)
    const [typical, top] = [values.get(`${place} 50`), values.get(`${place} 90`)]
    if (typical !== undefined && top !== undefined && typical > top) refuse(`${place} is pinned to ${typical} at percentile 50 and to less, ${top}, at 90`)
  }
  for (const { version, number, signatures = [] } of spec.builds ?? []) {
    const weights = new Map<string, number>()
    for (const { diagnosticType: type, weight } of signatures) weights.set(type, (weights.get(type) ?? 0) + weight)
    for (const [type, sum] of weights) if (sum > 1 + 1e-9) refuse(`the ${type} signatures of build ${version} (${number}) weigh ${sum}; together they weigh at most 1`)
  }
}

/** @throws Invalid if two records have one id. */
export function checkIds ({ apps, appBuilds, apiKeys }: AppStoreRecords): void {
  const unique = (what: string, ids: readonly string[]): void => {
    const seen = new Set<string>()
    for (const id of ids) {
      if (seen.has(id)) throw new Invalid(`appStore: there are two ${what} ${id}`)
      seen.add(id)
    }
  }
  unique('apps with the id', apps.map(({ id }) => id))
  unique('apps with the bundle id', apps.map(({ bundleId }) => bundleId))
  unique('builds with the id', appBuilds.map(({ id }) => id))
  unique('keys with the id', apiKeys.map(({ keyId }) => keyId))
}
