/**
 * The customers of one app version and what their devices report. Every number the API shows of a version is a quantile
 * of one realised population: typical and top values come from the same distributions, and a device family is the
 * mixture of its models, so nothing can contradict itself.
 */
import { day } from '../kernel/durations.js'
import { stream, type Random } from '../kernel/random.js'
import { deviceFamilies, deviceModel, type DeviceFamily, type DeviceShare } from './devices.js'
import { fitMixture, mixtureQuantile, normalDensity, zOf, type Component, type Percentile } from './distribution.js'
import { fieldMetrics, metricKey, roundTo, type FieldMetric } from './metrics.js'

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

/** What chance does to one metric of a version: to its level and spread, and to each model's level, in the app's order. */
interface Luck { readonly level: number, readonly spread: number, readonly models: readonly number[] }

/** An app's device models of one family. `index`: place among the app's devices; `slowness`: its logarithm. */
interface Family {
  readonly family: DeviceFamily
  readonly models: ReadonlyArray<{ readonly model: string, readonly index: number, readonly slowness: number, readonly share: number }>
}

const familiesOf = ({ devices }: FieldApp): Family[] => deviceFamilies.map((family) => ({
  family,
  models: devices.flatMap(({ model, share }, index) => {
    const device = deviceModel(model)
    return device.family === family ? [{ model, index, slowness: Math.log(device.slowness), share }] : []
  })
})).filter(({ models }) => models.length > 0)

/** The devices an app's metrics are shown for: families, then models. */
export function devicesOf (app: FieldApp): string[] {
  const families = familiesOf(app)
  return [...families.map(({ family }) => family), ...families.flatMap(({ models }) => models.map(({ model }) => model))]
}

/** Measures every metric of a version. Depends on nothing but its arguments; costs about a millisecond. */
export function measureVersion (app: FieldApp, version: FieldVersion): MeasuredVersion {
  const character = stream(app.seed, 'field-app', app.name)
  const luck = luckOf(app, version)
  const families = familiesOf(app)
  return new Map(fieldMetrics.map((metric, index) => {
    const key = metricKey(metric)
    const median = (app.medians[key] ?? metric.median * character.logNormal(1, 0.1)) * (version.effect.get(key) ?? 1)
    return [key, { metric, devices: measureMetric(families, version.pins.filter((pin) => pin.metric === key), metric, median, luck[index]!) }]
  }))
}

/** Each version and each model has a stream of its own, from which the metrics take their turns. */
function luckOf (app: FieldApp, version: FieldVersion): Luck[] {
  const common = stream(app.seed, 'field-version', app.name, version.version)
  const own = app.devices.map(({ model, share }) => {
    const few = Math.min(0.05, 0.15 / Math.sqrt(Math.max(1, share * (version.usage ?? app.usage))))
    return { sd: 0.005 + few, draw: stream(app.seed, 'field-model', app.name, version.version, model) }
  })
  return fieldMetrics.map(() => ({
    level: common.normal(0, 0.008),
    spread: Math.exp(common.normal(0, 0.006)),
    models: own.map(({ sd, draw }) => draw.normal(0, sd))
  }))
}

function measureMetric (families: readonly Family[], pins: readonly FieldPin[], metric: FieldMetric, median: number, luck: Luck): ReadonlyMap<string, Quantiles> {
  const devices = new Map<string, Quantiles>()
  const level = Math.log(median) + luck.level
  const sd = metric.spread * luck.spread
  const mixtures = families.map(({ family, models }) => {
    const natural = models.map(({ index, slowness, share }): Component =>
      ({ mean: level + metric.slowness * slowness + luck.models[index]!, sd, weight: share }))
    const components = pins.length === 0 ? natural : pinnedMixture(natural, pins, family, models)
    devices.set(family, quantiles(metric, pinsOf(pins, family), (percentile) => mixtureQuantile(components, percentile)))
    return components
  })
  families.forEach(({ models }, at) => {
    models.forEach(({ model }, index) => {
      const { mean, sd } = mixtures[at]![index]!
      devices.set(model, quantiles(metric, pinsOf(pins, model), (percentile) => Math.exp(mean + zOf[percentile] * sd)))
    })
  })
  return devices
}

/** A family whose models go through their pinned quantiles, and as a whole through its own. */
function pinnedMixture (natural: readonly Component[], pins: readonly FieldPin[], family: DeviceFamily, models: Family['models']): readonly Component[] {
  const free = natural.map((component, index) => pinnedComponent(component, pins, models[index]!.model))
  const wanted = pinsOf(pins, family)
  if (wanted === unpinned) return free
  return fitMixture(free, models.map(({ model }) => pins.some((pin) => pin.device === model)), wanted)
}

type Pinned = { readonly [P in Percentile]?: number }
const unpinned: Pinned = {}

function pinsOf (pins: readonly FieldPin[], device: string): Pinned {
  if (pins.length === 0) return unpinned
  const own = pins.filter((pin) => pin.device === device)
  return own.length === 0 ? unpinned : Object.fromEntries(own.map((pin) => [pin.percentile, pin.value]))
}

function quantiles ({ decimals }: FieldMetric, pinned: Pinned, value: (percentile: Percentile) => number): Quantiles {
  return { 50: pinned[50] ?? roundTo(value(50), decimals), 90: pinned[90] ?? roundTo(value(90), decimals) }
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

const densityAt: Readonly<Record<Percentile, number>> = { 50: normalDensity(zOf[50]), 90: normalDensity(zOf[90]) }

/** How far off a value may be when the day's reports are few: half a 95 % interval of the quantile; undefined when they are many. */
export function errorMargin (metric: FieldMetric, value: number, percentile: Percentile, count: number): number | undefined {
  if (count >= metric.certain) return undefined
  const p = percentile / 100
  const density = densityAt[percentile]
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
  const found = new Map<string, Readonly<Record<Percentile, readonly Part[]>>>()
  for (const metric of fieldMetrics) {
    if (metric.parts === undefined) continue
    const key = metricKey(metric)
    const effect = version.effect.get(key) ?? 1
    found.set(key, { 50: partsOf(metric.parts, effect, draw), 90: partsOf(metric.parts, effect, draw) })
  }
  return found
}

function partsOf (parts: NonNullable<FieldMetric['parts']>, effect: number, draw: Random): Part[] {
  const shares: number[] = []
  let sum = 0
  for (let i = 0; i < parts.length; i++) {
    const share = (parts[i]![1] + (i === 0 ? Math.max(0, effect - 1) * 100 : 0)) * draw.between(0.92, 1.08)
    shares.push(share)
    sum += share
  }
  // Tenths of a percent, rounded down; the first part gets what is missing.
  let missing = 1000
  for (let i = 0; i < shares.length; i++) missing -= shares[i] = Math.floor(shares[i]! / sum * 1000)
  shares[0] = shares[0]! + missing
  return parts.map(([label], i) => ({ value: shares[i]! / 10, subSystemLabel: label }))
}
