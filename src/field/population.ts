/**
 * The customers of one app version and what their devices report. Every number the API shows of a version is a quantile
 * of one realised population: typical and top values come from the same distributions, and a device family is the
 * mixture of its models, so nothing can contradict itself.
 */
import { stream, type Random } from '../kernel/random.js'
import { deviceFamilies, deviceModel, type DeviceFamily, type DeviceShare } from './devices.js'
import { mixtureQuantile, zOf, type Percentile, type WantedQuantiles } from './distribution.js'
import { fieldMetrics, metricKey, roundTo, type FieldMetric } from './metrics.js'
import { pinnedMixture, pinsOf, type FieldPin, type ModelComponent } from './pins.js'

/** An app as its customers use it. `usage`: devices that report a day, once a version is adopted. */
export interface FieldApp {
  readonly seed: number
  readonly name: string
  readonly usage: number
  readonly devices: readonly DeviceShare[]
  /** Medians on a device of speed 1, by metric key, where they are not those of an ordinary app. */
  readonly medians: Readonly<Record<string, number>>
}

export interface FieldVersion {
  readonly version: string
  /** ms since the Unix epoch. */
  readonly released: number
  /** How the releases so far have changed the metrics: factors by metric key. */
  readonly effect: ReadonlyMap<string, number>
  readonly pins: readonly FieldPin[]
  /** Devices that report a day, where they are not the app's. */
  readonly usage: number | null
}

export type Quantiles = Readonly<Record<Percentile, number>>
/** One metric of one version: quantiles by device, families first. */
export interface MeasuredMetric { readonly metric: FieldMetric, readonly devices: ReadonlyMap<string, Quantiles> }
export type MeasuredVersion = ReadonlyMap<string, MeasuredMetric>

/** An app's device models of one family, in the app's order. */
interface Family {
  readonly family: DeviceFamily
  readonly models: ReadonlyArray<{ readonly model: string, readonly share: number }>
}

const familiesOf = ({ devices }: FieldApp): Family[] =>
  deviceFamilies
    .map((family) => ({ family, models: devices.filter(({ model }) => deviceModel(model).family === family) }))
    .filter(({ models }) => models.length > 0)

/** The devices an app's metrics are shown for: families, then models. */
export function devicesOf (app: FieldApp): string[] {
  const families = familiesOf(app)
  const models = families.flatMap((family) => family.models.map(({ model }) => model))
  return [...families.map(({ family }) => family), ...models]
}

/** The customers with one device model. `slowness`: its logarithm; `chance`: how far luck moves a metric's level. */
interface Customers {
  readonly model: string
  readonly share: number
  readonly slowness: number
  readonly chance: number
  readonly draw: Random
}

/**
 * The customers of one version by family. The version and each model have a stream of their own, from which the metrics
 * take their turns.
 */
interface Population {
  /** Of the version. */
  readonly common: Random
  readonly families: ReadonlyArray<{ readonly family: DeviceFamily, readonly customers: readonly Customers[] }>
}

function populationOf (app: FieldApp, version: FieldVersion): Population {
  const usage = version.usage ?? app.usage
  const customersOf = ({ model, share }: DeviceShare): Customers => ({
    model,
    share,
    slowness: Math.log(deviceModel(model).slowness),
    // Few reports scatter more.
    chance: 0.005 + Math.min(0.05, 0.15 / Math.sqrt(Math.max(1, share * usage))),
    draw: stream(app.seed, 'field-model', app.name, version.version, model)
  })
  return {
    common: stream(app.seed, 'field-version', app.name, version.version),
    families: familiesOf(app).map(({ family, models }) => ({ family, customers: models.map(customersOf) }))
  }
}

/** Measures every metric of a version. Depends on nothing but its arguments; costs about a millisecond. */
export function measureVersion (app: FieldApp, version: FieldVersion): MeasuredVersion {
  const character = stream(app.seed, 'field-app', app.name)
  const population = populationOf(app, version)
  return new Map(fieldMetrics.map((metric) => {
    const key = metricKey(metric)
    const usual = app.medians[key] ?? metric.median * character.logNormal(1, 0.1)
    const median = usual * (version.effect.get(key) ?? 1)
    const pins = version.pins.filter((pin) => pin.metric === key)
    return [key, { metric, devices: measureMetric(population, metric, median, pins) }]
  }))
}

/** `pins`: those of this metric. */
function measureMetric (
  { common, families }: Population,
  metric: FieldMetric,
  median: number,
  pins: readonly FieldPin[]
): ReadonlyMap<string, Quantiles> {
  const devices = new Map<string, Quantiles>()
  const level = Math.log(median) + common.normal(0, 0.008)
  const sd = metric.spread * Math.exp(common.normal(0, 0.006))
  const mixtures = families.map(({ family, customers }) => {
    const natural = customers.map(({ model, share, slowness, chance, draw }): ModelComponent =>
      ({ model, mean: level + metric.slowness * slowness + draw.normal(0, chance), sd, weight: share }))
    const components = pins.length === 0 ? natural : pinnedMixture(natural, pins, family)
    const valueAt = (percentile: Percentile): number => mixtureQuantile(components, percentile)
    devices.set(family, quantiles(metric, pinsOf(pins, family), valueAt))
    return components
  })
  for (const components of mixtures) {
    for (const { model, mean, sd } of components) {
      const valueAt = (percentile: Percentile): number => Math.exp(mean + zOf[percentile] * sd)
      devices.set(model, quantiles(metric, pinsOf(pins, model), valueAt))
    }
  }
  return devices
}

function quantiles (
  { decimals }: FieldMetric,
  pinned: WantedQuantiles,
  valueAt: (percentile: Percentile) => number
): Quantiles {
  return { 50: pinned[50] ?? roundTo(valueAt(50), decimals), 90: pinned[90] ?? roundTo(valueAt(90), decimals) }
}
