import { NotFound } from '../../kernel/errors.js'
import { insightInto, type Insight } from '../../field/insights.js'
import { fieldMetrics, metricCategories, type FieldMetric, type MetricCategory } from '../../field/metrics.js'
import { devicesOf, luckOf } from '../../field/population.js'
import type { AppBuild, StoreApp } from '../../facts/app-store.js'
import type { Moment } from '../records/moment.js'
import { datasetsOf, reportedBy, type Dataset } from './datasets.js'
import type { MetricFilter } from './filter.js'
import { isPublished, type Measured, type Measurements } from './measurements.js'

export interface MetricReport { readonly metric: FieldMetric, readonly datasets: readonly Dataset[] }
export interface CategoryReport { readonly category: MetricCategory, readonly metrics: readonly MetricReport[] }

/** The metrics of an app's recent versions together, oldest version first. */
export const appReport = (
  measurements: Measurements, app: StoreApp, filter: MetricFilter, moment: Moment
): CategoryReport[] => reportOf(measurements.of(app, moment), app, filter, moment.at)

/**
 * The metrics of one build's version, with the same numbers that the app shows for it.
 * @throws NotFound for a build of which nothing is kept: never released, of another platform, or too old.
 */
export function buildReport (
  measurements: Measurements, build: AppBuild, filter: MetricFilter, moment: Moment
): CategoryReport[] {
  const { app, versions } = releasedBuild(measurements, build, moment)
  const report = reportOf(versions, app, filter, moment.at)
  return withoutEmpty(report.map(({ category, metrics }) => ({
    category,
    metrics: metrics.map(({ metric, datasets }) => ({ metric, datasets: ofVersion(datasets, build.marketingVersion) }))
  })))
}

const ofVersion = (datasets: readonly Dataset[], wanted: string): Dataset[] => datasets
  .map((dataset) => ({ ...dataset, points: dataset.points.filter(({ version }) => version === wanted) }))
  .filter(({ points }) => points.length > 0)

/** A report without metrics that have no dataset and categories that have no metric. */
const withoutEmpty = (report: readonly CategoryReport[]): CategoryReport[] => report
  .map(({ category, metrics }) => ({ category, metrics: metrics.filter(({ datasets }) => datasets.length > 0) }))
  .filter(({ metrics }) => metrics.length > 0)

/** A build's app, its measured version, and those before it, oldest first. */
interface ReleasedBuild {
  readonly app: StoreApp
  readonly measured: Measured
  /** With its own as the last. */
  readonly versions: readonly Measured[]
}

/** What is kept of a build that was released. @throws NotFound */
export function releasedBuild (measurements: Measurements, build: AppBuild, moment: Moment): ReleasedBuild {
  const app = moment.world.facts.apps.get(build.appId)
  const kept = app === undefined ? [] : measurements.of(app, moment)
  const versions = kept.slice(0, kept.findIndex(({ record }) => record.buildId === build.id) + 1)
  const measured = versions.at(-1)
  if (app === undefined || measured === undefined) throw new NotFound('builds', build.id)
  return { app, measured, versions }
}

function reportOf (versions: readonly Measured[], app: StoreApp, filter: MetricFilter, at: number): CategoryReport[] {
  const { categories, devices: wanted } = filter
  const published = versions.filter((version) => isPublished(version, at))
  const [first] = published
  if (first === undefined) return []
  const reported = published.map((version) => reportedBy(version, at))
  const all = devicesOf(first.app)
  const devices = wanted === undefined ? all : all.filter((device) => wanted.has(device))
  const shown = metricCategories.filter((category) => categories === undefined || categories.has(category))
  return withoutEmpty(shown.map((category) => ({
    category,
    metrics: fieldMetrics
      .filter((metric) => metric.category === category)
      .map((metric) => ({ metric, datasets: datasetsOf(metric, reported, devices, app.goals) }))
  })))
}

/** What got worse in the newest version, by the points shown, and by more than luck; `versions`: the app's. */
export function insightsOf (report: readonly CategoryReport[], versions: readonly Measured[]): Insight[] {
  const byName = new Map(versions.map((measured) => [measured.version.version, measured]))
  return report.flatMap(({ metrics }) => metrics.flatMap(({ metric, datasets }) =>
    insightInto(metric, datasets, (device, percentile, version) => {
      const measured = byName.get(version)
      return measured === undefined ? 0 : luckOf(measured.app, measured.version, device, metric, percentile)
    }) ?? []))
}
