/**
 * The customers of one app version and what their devices report. Every number the API shows of a version is a quantile
 * of one realised population: typical and top values come from the same distributions, and a device family is the
 * mixture of its models, so nothing can contradict itself.
 */
import { day } from '../kernel/time.js'
import { stream, type Random } from '../kernel/random.js'
import { deviceFamilies, deviceModel, type DeviceShare } from './field-devices.js'
import { fitMixture, mixtureQuantile, zOf, type Component, type Percentile } from './field-distribution.js'
import { fieldMetrics, metricKey, roundTo, type FieldMetric } from './field-metrics.js'

/** A value somebody chose: it is shown as it is, and the rest of the population follows it. */
export interface FieldPin {
  readonly metric: string
  readonly device: string
  readonly percentile: Percentile
  readonly value: number
  readonly errorMargin?: number | undefined
}

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
  /** How the releases so far have changed the metrics, by metric key. */
  readonly effect: ReadonlyMap<string, number>
  readonly pins: readonly FieldPin[]
  /** Devices that report a day, where they are not the app's. */
  readonly usage: number | null
}

export type Quantiles = Readonly<Record<Percentile, number>>
/** One metric of one version: quantiles by device, families first. */
export interface MeasuredMetric { readonly metric: FieldMetric, readonly devices: ReadonlyMap<string, Quantiles> }
export type MeasuredVersion = ReadonlyMap<string, MeasuredMetric>

/** What chance does to one metric of a version: to its level and spread, and to each model's level. */
interface Luck { readonly level: number, readonly spread: number, readonly models: ReadonlyMap<string, number> }

/** Measures every metric of a version. Depends on nothing but its arguments; costs about a millisecond. */
export function measureVersion (app: FieldApp, version: FieldVersion): MeasuredVersion {
  const character = stream(app.seed, 'field-app', app.name)
  const luck = luckOf(app, version)
  return new Map(fieldMetrics.map((metric, index) => {
    const key = metricKey(metric)
    const median = (app.medians[key] ?? metric.median * character.logNormal(1, 0.1)) * (version.effect.get(key) ?? 1)
    return [key, { metric, devices: measureMetric(app, version, metric, median, luck[index]!) }]
  }))
}

/** Each version and each model has a stream of its own, from which the metrics take their turns. */
function luckOf (app: FieldApp, version: FieldVersion): Luck[] {
  const common = stream(app.seed, 'field-version', app.name, version.version)
  const own = app.devices.map(({ model, share }) => {
    const few = Math.min(0.05, 0.15 / Math.sqrt(Math.max(1, share * (version.usage ?? app.usage))))
    return { model, sd: 0.005 + few, draw: stream(app.seed, 'field-model', app.name, version.version, model) }
  })
  return fieldMetrics.map(() => ({
    level: common.normal(0, 0.008),
    spread: Math.exp(common.normal(0, 0.006)),
    models: new Map(own.map(({ model, sd, draw }) => [model, draw.normal(0, sd)]))
  }))
}

function measureMetric (app: FieldApp, version: FieldVersion, metric: FieldMetric, median: number, luck: Luck): ReadonlyMap<string, Quantiles> {
  const key = metricKey(metric)
  const pins = version.pins.filter((pin) => pin.metric === key)
  const families = new Map<string, Quantiles>()
  const models = new Map<string, Quantiles>()
  for (const family of deviceFamilies) {
    const shares = app.devices.filter((share) => deviceModel(share.model).family === family)
    if (shares.length === 0) continue
    const free = shares.map(({ model, share }): Component => {
      const mean = Math.log(median * deviceModel(model).slowness ** metric.slowness) + luck.level + luck.models.get(model)!
      return pinnedComponent({ mean, sd: metric.spread * luck.spread, weight: share }, pins, model)
    })
    const wanted = pinsOf(pins, family)
    const fixed = shares.map(({ model }) => pins.some((pin) => pin.device === model))
    const components = Object.keys(wanted).length === 0 ? free : fitMixture(free, fixed, wanted)
    families.set(family, quantiles(metric, wanted, (percentile) => mixtureQuantile(components, percentile)))
    for (const [index, { model }] of shares.entries()) {
      const { mean, sd } = components[index]!
      models.set(model, quantiles(metric, pinsOf(pins, model), (percentile) => Math.exp(mean + zOf[percentile] * sd)))
    }
  }
  return new Map([...families, ...models])
}

const pinsOf = (pins: readonly FieldPin[], device: string): { [P in Percentile]?: number } =>
  Object.fromEntries(pins.filter((pin) => pin.device === device).map((pin) => [pin.percentile, pin.value]))

const quantiles = (metric: FieldMetric, pinned: { [P in Percentile]?: number }, value: (percentile: Percentile) => number): Quantiles => {
  const at = (percentile: Percentile): number => pinned[percentile] ?? roundTo(value(percentile), metric.decimals)
  return { 50: at(50), 90: at(90) }
}

/** A single model's distribution through its pinned quantiles. */
function pinnedComponent (component: Component, pins: readonly FieldPin[], model: string): Component {
  const { 50: typical, 90: top } = pinsOf(pins, model)
  if (typical === undefined && top === undefined) return component
  const log = (value: number): number => Math.log(Math.max(value, 1e-9))
  if (typical === undefined) return { ...component, mean: log(top!) - zOf[90] * component.sd }
  const sd = top === undefined ? component.sd : Math.max(1e-6, (log(top) - log(typical)) / zOf[90])
  return { ...component, mean: log(typical), sd }
}

/** When a version's first numbers appear: two to five days after its release. ms since the Unix epoch. */
export const publishedFrom = (app: FieldApp, version: FieldVersion): number =>
  version.released + Math.round(stream(app.seed, 'field-publication', app.name, version.version).between(2, 5) * 24) * (day / 24)

/** How many devices of a model or family report a day, on the day of `at`: customers take a new version over weeks. */
export function reports (app: FieldApp, version: FieldVersion, device: string, at: number): number {
  const days = Math.floor((at - version.released) / day)
  if (days < 0) return 0
  const share = app.devices.reduce((sum, { model, share }) => model === device || deviceModel(model).family === device ? sum + share : sum, 0)
  return (version.usage ?? app.usage) * share * (1 - Math.exp(-(days + 1) / 5))
}

/** Whether a day's reports are enough to show anything. */
export const isShown = (metric: FieldMetric, count: number): boolean => count >= metric.minimum

/** How far off a value may be when the day's reports are few: half a 95 % interval of the quantile; undefined when they are many. */
export function errorMargin (metric: FieldMetric, value: number, percentile: Percentile, count: number): number | undefined {
  if (count >= metric.certain) return undefined
  const p = percentile / 100
  const density = Math.exp(-(zOf[percentile] ** 2) / 2) / Math.sqrt(2 * Math.PI)
  const error = metric.spread * Math.sqrt(p * (1 - p) / count) / density
  return Math.max(1 / 10 ** metric.decimals, roundTo(1.96 * error * value, metric.decimals))
}

/** A share of a value, in percent. */
export interface Part { readonly value: number, readonly subSystemLabel: string }

/**
 * What the values of one device are made of, by metric key and percentile: parts that add up to 100 %. What a release
 * added to a metric was added by its first part, the usual culprit.
 */
export function breakdowns (app: FieldApp, version: FieldVersion, device: string): ReadonlyMap<string, Readonly<Record<Percentile, readonly Part[]>>> {
  const draw = stream(app.seed, 'field-parts', app.name, version.version, device)
  return new Map(fieldMetrics.flatMap((metric) => {
    const key = metricKey(metric)
    return metric.parts === undefined ? [] : [[key, { 50: partsOf(metric.parts, version.effect.get(key) ?? 1, draw), 90: partsOf(metric.parts, version.effect.get(key) ?? 1, draw) }] as const]
  }))
}

function partsOf (parts: NonNullable<FieldMetric['parts']>, effect: number, draw: Random): Part[] {
  const added = Math.max(0, effect - 1) * 100
  const raw = parts.map(([, share], index) => (share + (index === 0 ? added : 0)) * draw.between(0.92, 1.08))
  const sum = raw.reduce((total, share) => total + share, 0)
  const tenths = raw.map((share) => Math.floor(share / sum * 1000))
  tenths[0] = tenths[0]! + 1000 - tenths.reduce((total, share) => total + share, 0)
  return parts.map(([label], index) => ({ value: tenths[index]! / 10, subSystemLabel: label }))
}
