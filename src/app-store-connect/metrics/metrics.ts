import { NotFound } from '../../kernel/errors.js'
import { percentiles, type Percentile } from '../../field/distribution.js'
import { insightInto, type Insight } from '../../field/insights.js'
import { fieldMetrics, metricCategories, metricKey, roundTo, type FieldMetric, type MetricCategory } from '../../field/metrics.js'
import type { Part } from '../../field/breakdowns.js'
import { devicesOf } from '../../field/population.js'
import { errorMargin, isShown } from '../../field/reports.js'
import type { AppBuild, StoreApp } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import type { Query } from '../json-api/parameters.js'
import type { Profile } from '../json-api/resource.js'
import { isPublished, pinOf, reportCounts, type Measured, type Measurements } from './measurements.js'

export interface Point {
  readonly version: string
  readonly value: number
  readonly errorMargin: number | undefined
  readonly goal: 'good' | 'fair' | 'poor' | undefined
  readonly parts: readonly Part[]
}

export interface Dataset {
  readonly device: string
  readonly percentile: Percentile
  readonly points: readonly Point[]
  readonly recommended: { readonly value: number, readonly detail: string } | undefined
}

export interface MetricReport { readonly metric: FieldMetric, readonly datasets: readonly Dataset[] }
export interface CategoryReport { readonly category: MetricCategory, readonly metrics: readonly MetricReport[] }

/** What to show: categories and devices, all where undefined. */
export interface MetricFilter { readonly categories: ReadonlySet<string> | undefined, readonly devices: ReadonlySet<string> | undefined }

/** The devices a filter names, as the metrics name them. */
function devicesNamed (values: readonly string[]): ReadonlySet<string> {
  const devices: string[] = []
  for (const value of values) {
    const before = devices.at(-1)
    // A hardware id has a comma of its own (`iPhone13,2`), which a list takes for the end of an element; logs write `iPhone13_2`.
    if (before !== undefined && /^\d+$/.test(value) && /^(?:iPhone|iPad|iPod|Watch)\d+$/.test(before)) devices[devices.length - 1] = `${before},${value}`
    else devices.push(value.replace(/^((?:iPhone|iPad|iPod|Watch)\d+)_(\d+)$/, '$1,$2'))
  }
  return new Set(devices)
}

/**
 * Reads the filters. In the spec profile the STORAGE category is shown only to those who ask for it: validators generated
 * from OpenAPI documents before 4.4 refuse a whole answer for it.
 */
export function metricFilter ({ filters }: Pick<Query, 'filters'>, profile: Profile): MetricFilter {
  const setOf = (name: string): ReadonlySet<string> | undefined => filters.has(name) ? new Set(filters.get(name)) : undefined
  const usual = profile === 'spec' ? new Set(metricCategories.filter((category) => category !== 'STORAGE')) : undefined
  const devices = filters.get('deviceType')
  return { categories: setOf('metricType') ?? usual, devices: devices === undefined ? undefined : devicesNamed(devices) }
}

/** The metrics of an app's recent versions together, oldest version first. */
export const appReport = (measurements: Measurements, world: World, app: StoreApp, filter: MetricFilter, at: number): CategoryReport[] =>
  reportOf(measurements.of(world, app, at), app, filter, at)

/**
 * The metrics of one build's version, with the same numbers that the app shows for it.
 * @throws NotFound for a build of which nothing is kept: never released, of another platform, or too old.
 */
export function buildReport (measurements: Measurements, world: World, build: AppBuild, filter: MetricFilter, at: number): CategoryReport[] {
  const { app, versions } = releasedBuild(measurements, world, build, at)
  return reportOf(versions, app, filter, at).map(({ category, metrics }) => ({
    category,
    metrics: metrics.map(({ metric, datasets }) => ({
      metric,
      datasets: datasets.map((dataset) => ({ ...dataset, points: dataset.points.filter(({ version }) => version === build.marketingVersion) })).filter(({ points }) => points.length > 0)
    })).filter(({ datasets }) => datasets.length > 0)
  })).filter(({ metrics }) => metrics.length > 0)
}

/** The app of a released build, and its measured versions up to that build's. @throws NotFound */
export function releasedBuild (measurements: Measurements, world: World, build: AppBuild, at: number): { app: StoreApp, versions: Measured[] } {
  const app = world.facts.apps.get(build.appId)
  const measured = app === undefined ? [] : measurements.of(world, app, at)
  const index = measured.findIndex(({ record }) => record.buildId === build.id)
  if (app === undefined || index === -1) throw new NotFound('builds', build.id)
  return { app, versions: measured.slice(0, index + 1) }
}

function reportOf (versions: readonly Measured[], app: StoreApp, filter: MetricFilter, at: number): CategoryReport[] {
  const published = versions.filter((version) => isPublished(version, at))
  const counts = published.map((version) => reportCounts(version, at))
  const all = published.length === 0 ? [] : devicesOf(published[0]!.app)
  const devices = filter.devices === undefined ? all : all.filter((device) => filter.devices!.has(device))
  return metricCategories.filter((category) => filter.categories?.has(category) ?? true).flatMap((category) => {
    const metrics = fieldMetrics.filter((metric) => metric.category === category).flatMap((metric) => {
      const datasets = datasetsOf(metric, published, counts, devices, app.goals)
      return datasets.length === 0 ? [] : [{ metric, datasets }]
    })
    return metrics.length === 0 ? [] : [{ category, metrics }]
  })
}

function datasetsOf (
  metric: FieldMetric, versions: readonly Measured[], counts: ReadonlyArray<(device: string) => number>, devices: readonly string[], goals: boolean
): Dataset[] {
  const key = metricKey(metric)
  const columns = versions.map(({ values }) => values.get(key)!.devices)
  const datasets: Dataset[] = []
  for (const device of devices) {
    for (const percentile of percentiles) {
      const points: Point[] = []
      for (let i = 0; i < versions.length; i++) {
        const quantiles = columns[i]!.get(device)
        const point = quantiles === undefined ? undefined : pointOf(metric, key, versions[i]!, device, percentile, quantiles[percentile], counts[i]!(device))
        if (point !== undefined) points.push(point)
      }
      if (points.length > 0) datasets.push({ device, percentile, points, recommended: goals ? recommendation(metric, percentile, points) : undefined })
    }
  }
  return datasets
}

const none: readonly Part[] = []

function pointOf (metric: FieldMetric, key: string, measured: Measured, device: string, percentile: Percentile, value: number, count: number): Point | undefined {
  const pin = pinOf(measured, key, device, percentile)
  if (pin === undefined && !isShown(metric, count)) return undefined
  return {
    version: measured.version.version,
    value,
    errorMargin: pin === undefined ? errorMargin(metric, value, percentile, count) : pin.errorMargin,
    goal: metric.goalKeys?.find(({ lowerBound }) => value >= lowerBound)?.goalKey,
    parts: metric.parts === undefined ? none : measured.parts(device).get(key)![percentile]
  }
}

/** A goal, where enough is known: what similar apps reach, or what the app itself used to. */
function recommendation (metric: FieldMetric, percentile: Percentile, points: readonly Point[]): Dataset['recommended'] {
  const latest = points.at(-1)!
  if (latest.errorMargin !== undefined) return undefined
  if (metric.similar !== undefined) return { value: metric.similar[percentile === 50 ? 0 : 1], detail: 'Based on similar apps' }
  const before = points.slice(0, -1).slice(-4)
  if (before.length === 0) return undefined
  return { value: roundTo(Math.min(...before.map(({ value }) => value)), metric.decimals), detail: 'Based on previous versions of this app' }
}

/** What got worse in the newest version, by the points shown. */
export const insightsOf = (report: readonly CategoryReport[]): Insight[] =>
  report.flatMap(({ metrics }) => metrics.flatMap(({ metric, datasets }) => insightInto(metric, datasets) ?? []))
