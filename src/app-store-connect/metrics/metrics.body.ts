import { deviceModel, familyNames, isFamily } from '../../field/devices.js'
import type { Percentile } from '../../field/distribution.js'
import type { Insight } from '../../field/insights.js'
import type { FieldMetric } from '../../field/metrics.js'
import type { Part } from '../../field/breakdowns.js'
import type { Profile } from '../json-api/view.js'
import type { Dataset, Point } from './datasets.js'
import { insightsBody } from './insights.body.js'
import {
  percentileIds, type MetricDataset, type MetricPoint, type ProductData, type XcodeMetrics
} from './metrics.schema.js'
import type { CategoryReport } from './report.js'

const documentVersion = '1.0.0'

/** The two endpoints put their keys in two orders (Apple's sample answers): the app's alphabetically. */
type Layout = 'build' | 'app'

const largest = (parts: readonly Part[]): Part => parts.reduce((most, part) => part.value > most.value ? part : most)

function breakdownBody (parts: readonly Part[], profile: Profile): Pick<MetricPoint, 'percentageBreakdown'> {
  if (parts.length === 0) return {}
  // The parts are shared, not copied: a body is only ever written.
  return { percentageBreakdown: profile === 'spec' ? largest(parts) : parts as Part[] }
}

function pointBody (point: Point, layout: Layout, profile: Profile): MetricPoint {
  const { version, value, errorMargin, goal, parts } = point
  // Most of thousands of points have nothing else.
  if (errorMargin === undefined && goal === undefined && parts.length === 0) {
    return layout === 'build' ? { version, value } : { value, version }
  }
  const margin = errorMargin === undefined ? {} : { errorMargin }
  const bucket = goal === undefined ? {} : { goal }
  const breakdown = breakdownBody(parts, profile)
  return layout === 'build'
    ? { version, value, ...margin, ...breakdown, ...bucket }
    : { ...margin, ...bucket, ...breakdown, value, version }
}

const marketingName = (device: string): string =>
  isFamily(device) ? familyNames[device].marketing : deviceModel(device).name

function criteriaBody (device: string, percentile: Percentile, layout: Layout): MetricDataset['filterCriteria'] {
  const deviceMarketingName = marketingName(device)
  return layout === 'build'
    ? { percentile: percentileIds[percentile], device, deviceMarketingName }
    : { device, deviceMarketingName, percentile: percentileIds[percentile] }
}

export function datasetBody (dataset: Dataset, layout: Layout, profile: Profile): MetricDataset {
  const { device, percentile, points, recommended } = dataset
  return {
    filterCriteria: criteriaBody(device, percentile, layout),
    points: points.map((point) => pointBody(point, layout, profile)),
    ...(recommended === undefined ? {} : { recommendedMetricGoal: recommended })
  }
}

export const unitBody = (
  { unit: { identifier, displayName } }: FieldMetric, layout: Layout
): { identifier: string, displayName: string } =>
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

/** What the app endpoint answers. */
export const appMetricsBody = (
  report: readonly CategoryReport[], insights: readonly Insight[], profile: Profile
): XcodeMetrics => ({
  version: documentVersion,
  insights: insightsBody(insights, report, profile),
  productData: productData(report, 'app', profile)
})

/** What the build endpoint answers: no insights, as in Apple's sample. */
export const buildMetricsBody = (report: readonly CategoryReport[], profile: Profile): XcodeMetrics =>
  ({ productData: productData(report, 'build', profile), version: documentVersion })
