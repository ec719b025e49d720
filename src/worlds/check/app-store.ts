/** What a schema cannot say of a world file's apps: names that must be there, and values that must go together. */
import { deviceFamilies, deviceModel, usualDevices } from '../../field/devices.js'
import { fieldMetrics, findMetric, metricKey } from '../../field/metrics.js'
import { batterySum, containments } from '../../field/wholes.js'
import type { Path } from '../../kernel/json-text.js'
import type { AppSpec } from '../files/app-store.schema.js'
import type { Loose, LooseWorldFile } from './loose.js'
import { choice } from './meant.js'
import { once, type Findings } from './problem.js'

type App = Loose<AppSpec>

export function checkAppStore (find: Findings, { appStore = {}, releases = [], cadences = [] }: LooseWorldFile): void {
  const { apps = [], keys = [] } = appStore
  // What a cadence will release is known when it does.
  const going = new Set(cadences.map(({ train }) => train))
  apps.forEach((app, index) => {
    const path = ['appStore', 'apps', index]
    const own = releases.filter(({ train }) => train !== undefined && train === app.train)
    const versions = own.map(({ version }) => version)
    const check = new AppCheck(find, app, path)
    if (!going.has(app.train)) check.versions(versions.filter((version) => version !== undefined))
    check.metrics()
    check.pins()
    check.medians()
    check.weights()
  })
  once(find, apps.map(({ id }) => [id]), ['appStore', 'apps'], 'id', 'app')
  once(find, apps.map(({ bundleId }) => [bundleId]), ['appStore', 'apps'], 'bundleId', 'app')
  once(find, keys.map(({ keyId }) => [keyId]), ['appStore', 'keys'], 'keyId', 'key')
  checkBuildIds(find, apps)
}

function checkBuildIds (find: Findings, apps: readonly App[]): void {
  const seen = new Set<string>()
  apps.forEach(({ builds = [] }, app) => {
    builds.forEach(({ id }, build) => {
      if (id === undefined) return
      const path = ['appStore', 'apps', app, 'builds', build, 'id']
      if (seen.has(id)) find.fault(path, `there is a build with the id ${id} already`, 'give each another id')
      seen.add(id)
    })
  })
}

/** A value that somebody chose, and where. */
interface Chosen { readonly path: Path, readonly value: number }

class AppCheck {
  constructor (readonly find: Findings, readonly app: App, readonly path: Path) {}

  /** Pins and usages are of versions that are released. */
  versions (released: readonly string[]): void {
    const { usageByVersion = {}, pins = [] } = this.app
    const none = 'let the app follow a train with releases'
    const cure = (version: string): string => choice(version, released, 'released are', none)
    for (const version of Object.keys(usageByVersion)) {
      if (released.includes(version)) continue
      const message = `usageByVersion names version ${version}, which is not released`
      this.find.fault([...this.path, 'usageByVersion', version], message, cure(version))
    }
    pins.forEach(({ version }, index) => {
      if (version === undefined || released.includes(version)) return
      const message = `a pin names version ${version}, which is not released`
      this.find.fault([...this.path, 'pins', index, 'version'], message, cure(version))
    })
  }

  metrics (): void {
    const { medians = {}, pins = [] } = this.app
    for (const name of Object.keys(medians)) this.#metric([...this.path, 'medians', name], name)
    pins.forEach(({ metric }, index) => {
      if (metric !== undefined) this.#metric([...this.path, 'pins', index, 'metric'], metric)
    })
  }

  #metric (path: Path, name: string): void {
    if (findMetric(name) !== undefined) return
    const known = fieldMetrics.flatMap((metric) => [metric.id, metricKey(metric)])
    this.find.fault(path, `there is no metric "${name}"`, choice(name, known, 'metrics are', ''))
  }

  pins (): void {
    const { pins = [], devices, ipads = 0.15 } = this.app
    const models = devices?.map(({ model }) => model) ?? usualDevices(ipads).map(({ model }) => model)
    const known = new Set<string>()
    for (const model of models) if (model !== undefined) known.add(model).add(deviceModel(model).family)
    const values = new Map<string, Chosen>()
    pins.forEach(({ metric, version, device, percentile, value }, index) => {
      const path = [...this.path, 'pins', index]
      if (device !== undefined && !known.has(device)) {
        const cure = choice(device, [...deviceFamilies, ...known], 'they have', '')
        this.find.fault([...path, 'device'], `a pin names the device ${device}, which its customers do not have`, cure)
      }
      const found = metric === undefined ? undefined : findMetric(metric)
      if (found === undefined || [version, device, percentile, value].includes(undefined)) return
      const place = `${metricKey(found)} of version ${version} on ${device}`
      this.#pin(values, place, percentile, { path, value: value ?? 0 })
    })
    this.#contained('is pinned', values)
  }

  /** A pin beside those before it. */
  #pin (values: Map<string, Chosen>, place: string, percentile: 50 | 90 | undefined, pin: Chosen): void {
    const key = `${place} ${percentile}`
    if (values.has(key)) {
      const message = `${place} is pinned twice at percentile ${percentile}`
      this.find.fault(pin.path, message, 'take one of the two away')
      return
    }
    values.set(key, pin)
    const [typical, top] = [values.get(`${place} 50`), values.get(`${place} 90`)]
    if (typical === undefined || top === undefined || typical.value <= top.value) return
    const message = `${place} is pinned to ${typical.value} at percentile 50 and to less, ${top.value}, at 90`
    this.find.fault([...pin.path, 'value'], message, 'swap the two values')
  }

  /** Tells of parts that are more than what they are parts of. `values` by places that begin with the metric's key. */
  #contained (what: string, values: ReadonlyMap<string, Chosen>): void {
    for (const [place, { path, value }] of values) {
      for (const [whole, part] of containments) {
        const most = place.startsWith(part) ? values.get(`${whole}${place.slice(part.length)}`) : undefined
        if (most === undefined || value <= most.value) continue
        const message = `${place} ${what} to ${value}, and ${whole}, which it is a part of, to less: ${most.value}`
        this.find.fault(path, message, `${most.value} at most`)
      }
    }
  }

  medians (): void {
    const medians = new Map<string, Chosen>()
    for (const [name, value] of Object.entries(this.app.medians ?? {})) {
      const metric = findMetric(name)
      if (metric !== undefined && value !== undefined) {
        medians.set(metricKey(metric), { path: [...this.path, 'medians', name], value })
      }
    }
    this.#contained('has the median set', medians)
    const { whole, parts } = batterySum
    const total = medians.get(whole)
    const sum = parts.reduce((all, key) => all + (medians.get(key)?.value ?? NaN), 0)
    if (total === undefined || !(Math.abs(sum - total.value) > mostOff * total.value)) return
    const message = `the medians of ${parts.join(' and ')} add up to ${sum}, not to that of ${whole}: ${total.value}`
    this.find.fault(total.path, message, `write ${sum}`)
  }

  weights (): void {
    this.app.builds?.forEach(({ version = '', number = '', signatures = [] }, index) => {
      const weights = new Map<string, number>()
      signatures.forEach(({ diagnosticType: type = '', weight = 0 }) => {
        weights.set(type, (weights.get(type) ?? 0) + weight)
      })
      for (const [type, sum] of weights) {
        if (sum <= 1 + 1e-9) continue
        const message = `the ${type} signatures of build ${version} (${number}) weigh ${sum}`
        this.find.fault([...this.path, 'builds', index, 'signatures'], message, 'together they weigh at most 1')
      }
    })
  }
}

/** By how much the medians of parts may miss that of their sum: it is a little above theirs, for skewed values. */
const mostOff = 0.05
