import { deviceModel, familyNames, isFamily } from '../../field/devices.js'
import { changeSummary, type Insight } from '../../field/insights.js'
import type { Percentile } from '../../field/distribution.js'
import type { FieldMetric } from '../../field/metrics.js'
import type { Part } from '../../field/breakdowns.js'
import type { Profile } from '../json-api/resource.js'
import type { CategoryReport, Dataset, Point } from './metrics.js'
import type { MetricDataset, MetricPoint, MetricsInsight, MetricsInsights, ProductData, XcodeMetrics } from './metrics.schema.js'

const percentileIds: Record<Percentile, 'percentile.fifty' | 'percentile.ninety'> = { 50: 'percentile.fifty', 90: 'percentile.ninety' }
const documentVersion = '1.0.0'

/** The two endpoints put their keys in two orders (Apple's sample answers): the app's alphabetically. */
type Layout = 'build' | 'app'

const largest = (parts: readonly Part[]): Part => parts.reduce((most, part) => part.value > most.value ? part : most)

function breakdownBody (parts: readonly Part[], profile: Profile): Pick<MetricPoint, 'percentageBreakdown'> {
  if (parts.length === 0) return {}
  // The parts are shared, not copied: a body is only ever written.
  return { percentageBreakdown: profile === 'spec' ? largest(parts) : parts as Part[] }
}

function pointBody ({ version, value, errorMargin, goal, parts }: Point, layout: Layout, profile: Profile): MetricPoint {
  // Most of thousands of points have nothing else.
  if (errorMargin === undefined && goal === undefined && parts.length === 0) return layout === 'build' ? { version, value } : { value, version }
  const margin = errorMargin === undefined ? {} : { errorMargin }
  const bucket = goal === undefined ? {} : { goal }
  return layout === 'build'
    ? { version, value, ...margin, ...breakdownBody(parts, profile), ...bucket }
    : { ...margin, ...bucket, ...breakdownBody(parts, profile), value, version }
}

export function datasetBody ({ device, percentile, points, recommended }: Dataset, layout: Layout, profile: Profile): MetricDataset {
  const deviceMarketingName = isFamily(device) ? familyNames[device].marketing : deviceModel(device).name
  return {
    filterCriteria: layout === 'build'
      ? { percentile: percentileIds[percentile], device, deviceMarketingName }
      : { device, deviceMarketingName, percentile: percentileIds[percentile] },
    points: points.map((point) => pointBody(point, layout, profile)),
    ...(recommended === undefined ? {} : { recommendedMetricGoal: recommended })
  }
}

export const unitBody = ({ unit: { identifier, displayName } }: FieldMetric, layout: Layout): { identifier: string, displayName: string } =>
  layout === 'build' ? { identifier, displayName } : { displayName, identifier }

/** No categories: no platform either, which is how too little usage looks. */
function productData (report: readonly CategoryReport[], layout: Layout, profile: Profile): ProductData[] {
  if (report.length === 0) return []
  return [{
    platform: 'iOS',
    metricCategories: report.map(({ category, metrics }) => ({
      identifier: category,
      metrics: metrics.map(({ metric, datasets }) => ({
        identifier: metric.id,
        unit: unitBody(metric, layout),
        datasets: datasets.map((dataset) => datasetBody(dataset, layout, profile)),
        ...(metric.goalKeys === undefined ? {} : { goalKeys: metric.goalKeys.map((goalKey) => ({ ...goalKey })) })
      }))
    }))
  }]
}

function insightBody (insight: Insight, report: readonly CategoryReport[], profile: Profile): MetricsInsight {
  const { metric, latestVersion, referenceVersions, highImpact, maximum, summary, populations } = insight
  const label = subSystemOf(insight, report)
  return {
    ...(highImpact ? { highImpact } : {}),
    latestVersion,
    maxLatestVersionValue: maximum,
    metric: metric.id,
    metricCategory: metric.category,
    populations: populations.map((change) => ({
      deltaPercentage: change.delta,
      device: change.device,
      latestVersionValue: change.latest,
      percentile: percentileIds[change.percentile],
      referenceAverageValue: change.reference,
      summaryString: changeSummary(change)
    })),
    referenceVersions: profile === 'spec' ? referenceVersions.join(', ') : [...referenceVersions],
    ...(label === undefined ? {} : { subSystemLabel: label }),
    summaryString: summary
  }
}

/** Of a metric with a breakdown, the part that grew the most, by the first population that got worse. */
function subSystemOf ({ metric, populations, referenceVersions, latestVersion }: Insight, report: readonly CategoryReport[]): string | undefined {
  const [worst] = populations
  const dataset = report.flatMap(({ metrics }) => metrics).find((entry) => entry.metric === metric)
    ?.datasets.find(({ device, percentile }) => device === worst?.device && percentile === worst.percentile)
  const latest = dataset?.points.find(({ version }) => version === latestVersion)
  const before = dataset?.points.filter(({ version }) => referenceVersions.includes(version)) ?? []
  if (latest === undefined || latest.parts.length === 0 || before.length === 0) return undefined
  const amount = (point: Point, index: number): number => point.value * point.parts[index]!.value
  const growth = latest.parts.map((_part, index) => amount(latest, index) - before.reduce((sum, point) => sum + amount(point, index), 0) / before.length)
  return latest.parts[growth.indexOf(Math.max(...growth))]!.subSystemLabel
}

export const insightsBody = (insights: readonly Insight[], report: readonly CategoryReport[], profile: Profile): MetricsInsights => ({
  regressions: insights.filter(({ kind }) => kind === 'regression').map((insight) => insightBody(insight, report, profile)),
  trendingUp: insights.filter(({ kind }) => kind === 'trendingUp').map((insight) => insightBody(insight, report, profile))
})

/** What the app endpoint answers. */
export const appMetricsBody = (report: readonly CategoryReport[], insights: readonly Insight[], profile: Profile): XcodeMetrics =>
  ({ version: documentVersion, insights: insightsBody(insights, report, profile), productData: productData(report, 'app', profile) })

/** What the build endpoint answers: no insights, as in Apple's sample. */
export const buildMetricsBody = (report: readonly CategoryReport[], profile: Profile): XcodeMetrics =>
  ({ productData: productData(report, 'build', profile), version: documentVersion })
