import { changeSummary, type Insight, type PopulationChange } from '../../field/insights.js'
import type { Profile } from '../json-api/view.js'
import type { Dataset, Point } from './datasets.js'
import { percentileIds, type MetricsInsight, type MetricsInsights } from './metrics.schema.js'
import type { CategoryReport } from './report.js'

export function insightsBody (
  insights: readonly Insight[], report: readonly CategoryReport[], profile: Profile
): MetricsInsights {
  const ofKind = (wanted: Insight['kind']): MetricsInsight[] => insights
    .filter(({ kind }) => kind === wanted)
    .map((insight) => insightBody(insight, report, profile))
  return { regressions: ofKind('regression'), trendingUp: ofKind('trendingUp') }
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
    populations: populations.map(populationBody),
    referenceVersions: profile === 'spec' ? referenceVersions.join(', ') : [...referenceVersions],
    ...(label === undefined ? {} : { subSystemLabel: label }),
    summaryString: summary
  }
}

const populationBody = (change: PopulationChange): MetricsInsight['populations'][number] => ({
  deltaPercentage: change.delta,
  device: change.device,
  latestVersionValue: change.latest,
  percentile: percentileIds[change.percentile],
  referenceAverageValue: change.reference,
  summaryString: changeSummary(change)
})

/** Of a metric with a breakdown, the part that grew the most, by the first population that got worse. */
function subSystemOf (insight: Insight, report: readonly CategoryReport[]): string | undefined {
  const { populations: [worst], referenceVersions, latestVersion } = insight
  const points = worst === undefined ? [] : datasetOf(insight, worst, report)?.points ?? []
  const latest = points.find(({ version }) => version === latestVersion)
  const before = points.filter(({ version }) => referenceVersions.includes(version))
  if (latest === undefined || before.length === 0) return undefined
  const growth = latest.parts.map((_part, index) => amountOf(latest, index) - meanOf(before, index))
  return latest.parts[growth.indexOf(Math.max(...growth))]?.subSystemLabel
}

function datasetOf (
  { metric }: Insight, worst: PopulationChange, report: readonly CategoryReport[]
): Dataset | undefined {
  const entry = report.flatMap(({ metrics }) => metrics).find((candidate) => candidate.metric === metric)
  return entry?.datasets.find(({ device, percentile }) => device === worst.device && percentile === worst.percentile)
}

/** How much of a point's value is of one part, the same part of all points; NaN where a point has no parts. */
const amountOf = ({ value, parts }: Point, part: number): number => value * (parts[part]?.value ?? NaN)

const meanOf = (points: readonly Point[], part: number): number =>
  points.reduce((sum, point) => sum + amountOf(point, part), 0) / points.length
