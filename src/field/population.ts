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
import { batterySum, heldBelow, memoryPeak, moved, raisedOver, settledMedians, sumOf } from './wholes.js'

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

/** How far luck moves the level of a whole version, and how far its spread: standard deviations of their logarithms. */
const levelChance = 0.008
const spreadChance = 0.006

/** How far luck moves a model's level: few reports scatter more. */
const chanceOf = (reports: number): number => 0.005 + Math.min(0.05, 0.15 / Math.sqrt(Math.max(1, reports)))

/** How far luck moves what is shown of a device: the standard deviation of its logarithm. */
export function luckOf (
  app: FieldApp, version: FieldVersion, device: string, metric: FieldMetric, percentile: Percentile
): number {
  const usage = version.usage ?? app.usage
  let [all, squares] = [0, 0]
  for (const { model, share } of app.devices) {
    if (model !== device && deviceModel(model).family !== device) continue
    all += share
    squares += (share * chanceOf(share * usage)) ** 2
  }
  const ofModels = all === 0 ? 0 : Math.sqrt(squares) / all
  return Math.hypot(levelChance, zOf[percentile] * metric.spread * spreadChance, ofModels)
}

function populationOf (app: FieldApp, version: FieldVersion): Population {
  const usage = version.usage ?? app.usage
  const customersOf = ({ model, share }: DeviceShare): Customers => ({
    model,
    share,
    slowness: Math.log(deviceModel(model).slowness),
    chance: chanceOf(share * usage),
    draw: stream(app.seed, 'field-model', app.name, version.version, model)
  })
  return {
    common: stream(app.seed, 'field-version', app.name, version.version),
    families: familiesOf(app).map(({ family, models }) => ({ family, customers: models.map(customersOf) }))
  }
}

/** One metric of one version before it is read off: the distribution of each model's values, by family. */
interface Spread {
  readonly metric: FieldMetric
  /** Those of this metric. */
  readonly pins: readonly FieldPin[]
  families: ReadonlyArray<readonly ModelComponent[]>
}

/** Measures every metric of a version. Depends on nothing but its arguments; costs about a millisecond. */
export function measureVersion (app: FieldApp, version: FieldVersion): MeasuredVersion {
  const character = stream(app.seed, 'field-app', app.name)
  const population = populationOf(app, version)
  const medians = settledMedians(app.medians)
  const spreads = new Map(fieldMetrics.map((metric) => {
    const key = metricKey(metric)
    const usual = medians[key] ?? metric.median * character.logNormal(1, 0.1)
    const median = usual * (version.effect.get(key) ?? 1)
    return [key, spreadOf(population, metric, median, version.pins.filter((pin) => pin.metric === key))]
  }))
  settleWholes(spreads, population)
  return new Map([...spreads].map(([key, spread]) =>
    [key, { metric: spread.metric, devices: readOff(spread, population) }]))
}

function spreadOf (
  { common, families }: Population,
  metric: FieldMetric,
  median: number,
  pins: readonly FieldPin[]
): Spread {
  const level = Math.log(median) + common.normal(0, levelChance)
  const sd = metric.spread * Math.exp(common.normal(0, spreadChance))
  const mixtures = families.map(({ family, customers }) => {
    const natural = customers.map(({ model, share, slowness, chance, draw }): ModelComponent =>
      ({ model, mean: level + metric.slowness * slowness + draw.normal(0, chance), sd, weight: share }))
    return pins.length === 0 ? natural : pinnedMixture(natural, pins, family)
  })
  return { metric, pins, families: mixtures }
}

/** Brings sums and peaks into agreement with their parts: the parts go first, unless the whole is pinned. */
function settleWholes (spreads: ReadonlyMap<string, Spread>, { families }: Population): void {
  const total = spreads.get(batterySum.whole)
  const parts = batterySum.parts.flatMap((key) => spreads.get(key) ?? [])
  if (total !== undefined) families.forEach(({ family }, index) => { settleSum(total, parts, family, index) })
  const [peak, below] = [spreads.get(memoryPeak.whole), spreads.get(memoryPeak.part)]
  if (peak !== undefined && below !== undefined) settlePeak(peak, below)
}

function settleSum (total: Spread, parts: readonly Spread[], family: DeviceFamily, index: number): void {
  const sum = (total.families[index] ?? []).map((whole, customer) =>
    sumOf(whole, parts.flatMap(({ families }) => families[index]?.[customer] ?? [])))
  if (total.pins.length === 0) {
    total.families = total.families.with(index, sum)
    return
  }
  const bent = pinnedMixture(sum, total.pins, family)
  total.families = total.families.with(index, bent)
  for (const part of parts) {
    if (part.pins.length > 0) continue
    part.families = part.families.with(index, (part.families[index] ?? []).map((own, customer) =>
      movedWith(own, sum[customer], bent[customer])))
  }
}

const movedWith = (part: ModelComponent, from?: ModelComponent, to?: ModelComponent): ModelComponent =>
  from === undefined || to === undefined || from === to ? part : moved(part, from, to)

function settlePeak (peak: Spread, below: Spread): void {
  if (peak.pins.length === 0) peak.families = pairwise(peak.families, below.families, raisedOver)
  else if (below.pins.length === 0) below.families = pairwise(below.families, peak.families, heldBelow)
}

type Components = Spread['families']

const pairwise = (
  ones: Components, others: Components, bring: (one: ModelComponent, other: ModelComponent) => ModelComponent
): Components => ones.map((family, index) => family.map((one, customer) => {
  const other = others[index]?.[customer]
  return other === undefined ? one : bring(one, other)
}))

/** The quantiles that are shown: of the families, then of the models. */
function readOff ({ metric, pins, families }: Spread, population: Population): ReadonlyMap<string, Quantiles> {
  const devices = new Map<string, Quantiles>()
  population.families.forEach(({ family }, index) => {
    const components = families[index] ?? []
    const valueAt = (percentile: Percentile): number => mixtureQuantile(components, percentile)
    devices.set(family, quantiles(metric, pinsOf(pins, family), valueAt))
  })
  for (const components of families) {
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
