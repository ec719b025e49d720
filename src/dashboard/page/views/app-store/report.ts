import type { XcodeMetrics } from '../../../../app-store-connect/metrics/metrics.schema.js'
import { metricTitle } from './titles.js'

type Dataset = XcodeMetrics['productData'][number]['metricCategories'][number]['metrics'][number]['datasets'][number]
type WirePoint = Dataset['points'][number]

export interface Device { readonly id: string, readonly name: string }

export interface Part { readonly value: number, readonly label: string }

/** What a version shows of a metric, on one device and at one percentile. */
export interface Point {
  readonly value: number
  /** Plus or minus so much; only where few devices reported. */
  readonly margin: number | undefined
  readonly goal: string | undefined
  readonly parts: readonly Part[]
}

export interface Line {
  readonly percentile: 50 | 90
  /** In the order of the chart's versions; undefined where too few devices reported. */
  readonly points: ReadonlyArray<Point | undefined>
  /** The goal that is recommended, and why. */
  readonly goal: { readonly value: number, readonly reason: string } | undefined
}

export interface MetricChart {
  /** `LAUNCH.launchTime`: an identifier is unique within its category only. */
  readonly key: string
  readonly title: string
  readonly unit: string
  /** Oldest first. */
  readonly versions: readonly string[]
  readonly lines: readonly Line[]
  /** Where good ends, and where poor begins. */
  readonly limits: ReadonlyArray<{ readonly name: string, readonly from: number }>
}

const percentiles: Readonly<Record<string, 50 | 90>> = { 'percentile.fifty': 50, 'percentile.ninety': 90 }

const metricsOf = ({ productData }: XcodeMetrics): Array<{ key: string, metric: MetricOfReport }> =>
  productData.flatMap(({ metricCategories }) => metricCategories.flatMap(({ identifier, metrics }) =>
    metrics.map((metric) => ({ key: `${identifier}.${metric.identifier}`, metric }))))

type MetricOfReport = XcodeMetrics['productData'][number]['metricCategories'][number]['metrics'][number]

/** The devices that a report tells of, families first, as it orders them. */
export function devicesIn (report: XcodeMetrics): Device[] {
  const names = new Map<string, string>()
  for (const { metric: { datasets } } of metricsOf(report)) {
    for (const { filterCriteria: { device, deviceMarketingName } } of datasets) names.set(device, deviceMarketingName)
  }
  return [...names].map(([id, name]) => ({ id, name }))
}

/** The versions that a report tells of, oldest first: metrics differ in how far back they go. */
export function versionsIn (report: XcodeMetrics): string[] {
  const all = metricsOf(report).flatMap(({ metric: { datasets } }) => datasets.map(({ points }) => points))
  const longest = all.reduce((most, points) => points.length > most.length ? points : most, [])
  const versions = longest.map(({ version }) => version)
  const others = all.flat().map(({ version }) => version).filter((version) => !versions.includes(version))
  return [...new Set([...others, ...versions])]
}

/** A chart for every metric that a device reported. */
export function chartsOf (report: XcodeMetrics, device: string): MetricChart[] {
  const versions = versionsIn(report)
  return metricsOf(report).flatMap(({ key, metric }) => {
    const datasets = metric.datasets.filter(({ filterCriteria }) => filterCriteria.device === device)
    if (datasets.length === 0) return []
    const limits = (metric.goalKeys ?? []).filter(({ lowerBound }) => lowerBound > 0)
    return [{
      key,
      title: metricTitle(key),
      unit: metric.unit.displayName,
      versions,
      lines: datasets.map((dataset) => lineOf(dataset, versions)),
      limits: limits.map(({ goalKey, lowerBound }) => ({ name: goalKey, from: lowerBound }))
    }]
  })
}

function lineOf ({ filterCriteria, points, recommendedMetricGoal: goal }: Dataset, versions: readonly string[]): Line {
  const byVersion = new Map(points.map((point) => [point.version, pointOf(point)]))
  return {
    percentile: percentiles[filterCriteria.percentile] ?? 50,
    points: versions.map((version) => byVersion.get(version)),
    goal: goal === undefined ? undefined : { value: goal.value, reason: goal.detail }
  }
}

/** Of a breakdown there is a list, or its largest part alone. */
const pointOf = ({ value, errorMargin: margin, goal, percentageBreakdown: parts = [] }: WirePoint): Point => ({
  value,
  margin,
  goal,
  parts: [parts].flat().map(({ value, subSystemLabel: label }) => ({ value, label }))
})

export interface DeviceRow {
  readonly device: Device
  /** At the version, by percentile. */
  readonly now: Readonly<Partial<Record<50 | 90, Point>>>
  /** At the version before it. */
  readonly before: Readonly<Partial<Record<50 | 90, Point>>>
}

/** One metric of one version, device by device. */
export function devicesOf (report: XcodeMetrics, key: string, version: string): DeviceRow[] {
  return devicesIn(report).flatMap((device) => {
    const chart = chartsOf(report, device.id).find((each) => each.key === key)
    const at = chart?.versions.indexOf(version) ?? -1
    if (chart === undefined || at < 0) return []
    const pick = (index: number): DeviceRow['now'] =>
      Object.fromEntries(chart.lines.map(({ percentile, points }) => [percentile, points[index]]))
    return [{ device, now: pick(at), before: pick(at - 1) }]
  })
}
