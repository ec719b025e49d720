import { Type, ref, type Static } from '../../kernel/schema.js'
import type { Percentile } from '../../field/distribution.js'
import { metricCategories } from '../../field/metrics.js'

/** The metrics document: not JSON:API, and of a media type of its own. */
export const metricsMediaType = 'application/vnd.apple.xcode-metrics+json'

const Unit = Type.Object({ identifier: Type.String(), displayName: Type.String() })
const Category = Type.Enum(metricCategories)
const Part = Type.Object({ value: Type.Number({ description: 'Percent.' }), subSystemLabel: Type.String() })

export const MetricsInsight = Type.Object({
  highImpact: Type.Optional(Type.Boolean({ description: 'Worse by 100 % or more; absent otherwise.' })),
  latestVersion: Type.String(),
  maxLatestVersionValue: Type.Number(),
  metric: Type.String(),
  metricCategory: Category,
  populations: Type.Array(Type.Object({
    deltaPercentage: Type.Number({ description: 'Whole percent.' }),
    device: Type.String(),
    latestVersionValue: Type.Number(),
    percentile: Type.String(),
    referenceAverageValue: Type.Number({ description: 'The mean of the reference versions.' }),
    summaryString: Type.String()
  })),
  referenceVersions: Type.Union([Type.Array(Type.String()), Type.String()], {
    description: 'A list; a string in the spec profile, as Apple\'s OpenAPI has it.'
  }),
  subSystemLabel: Type.Optional(Type.String()),
  summaryString: Type.String()
}, { $id: 'MetricsInsight' })
export type MetricsInsight = Static<typeof MetricsInsight>

/** The percentiles by the names they have on the wire. */
export const percentileIds = {
  50: 'percentile.fifty',
  90: 'percentile.ninety'
} as const satisfies Record<Percentile, string>

const FilterCriteria = Type.Object({
  percentile: Type.Enum([percentileIds[50], percentileIds[90]]),
  device: Type.String(),
  deviceMarketingName: Type.String()
})

export const MetricPoint = Type.Object({
  version: Type.String({ description: 'The marketing version.' }),
  value: Type.Number(),
  errorMargin: Type.Optional(Type.Number({ description: 'Only where the usage is low.' })),
  percentageBreakdown: Type.Optional(Type.Union([Type.Array(Part), Part], {
    description: 'A list; its largest part in the spec profile, as Apple\'s OpenAPI has it.'
  })),
  goal: Type.Optional(Type.Enum(['good', 'fair', 'poor']))
}, { $id: 'MetricPoint' })
export type MetricPoint = Static<typeof MetricPoint>

const Dataset = Type.Object({
  filterCriteria: FilterCriteria,
  points: Type.Array(ref(MetricPoint)),
  recommendedMetricGoal: Type.Optional(Type.Object({ value: Type.Number(), detail: Type.String() }))
})
export type MetricDataset = Static<typeof Dataset>

const Metric = Type.Object({
  identifier: Type.String(),
  unit: Unit,
  datasets: Type.Array(Dataset),
  goalKeys: Type.Optional(Type.Array(Type.Object({
    goalKey: Type.Enum(['good', 'fair', 'poor']),
    lowerBound: Type.Integer(),
    upperBound: Type.Optional(Type.Integer())
  })))
})

export const ProductData = Type.Object({
  platform: Type.String(),
  metricCategories: Type.Array(Type.Object({ identifier: Category, metrics: Type.Array(Metric) }))
}, { $id: 'ProductData' })
export type ProductData = Static<typeof ProductData>

export const MetricsInsights = Type.Object({
  regressions: Type.Array(ref(MetricsInsight)),
  trendingUp: Type.Array(ref(MetricsInsight))
}, { $id: 'MetricsInsights' })
export type MetricsInsights = Static<typeof MetricsInsights>

export const XcodeMetrics = Type.Object({
  version: Type.String(),
  insights: Type.Optional(ref(MetricsInsights)),
  productData: Type.Array(ref(ProductData))
}, { $id: 'XcodeMetrics' })
export type XcodeMetrics = Static<typeof XcodeMetrics>

export const metricSchemas = [MetricsInsight, MetricPoint, ProductData, MetricsInsights, XcodeMetrics]
