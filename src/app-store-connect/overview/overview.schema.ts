import { Type, ref, type Static } from '../../kernel/schema.js'
import { MetricsInsights } from '../metrics/metrics.schema.js'

/** The overview document. Newer than Apple's OpenAPI 4.4.1: known from clients only. */
export const overviewMediaType = 'application/vnd.apple.xcode-overview+json'

const Unit = Type.Object({ identifier: Type.String(), displayName: Type.String() })

const Section = Type.Object({
  identifier: Type.String(),
  displayName: Type.String(),
  relevanceScore: Type.Number({ description: 'How much the metric deserves attention, 0 to 1.' }),
  sortOrder: Type.Integer(),
  unit: Unit,
  datasets: Type.Array(Type.Object({
    filterCriteria: Type.Object({
      percentile: Type.String(),
      device: Type.String(),
      deviceMarketingName: Type.String()
    }),
    points: Type.Array(Type.Record(Type.Unknown())),
    recommendedMetricGoal: Type.Optional(Type.Object({ value: Type.Number(), detail: Type.String() }))
  }))
})

const TopPoint = Type.Object({
  signatureId: Type.String(),
  signature: Type.String(),
  count: Type.Integer(),
  weight: Type.Number(),
  sourceFile: Type.String(),
  lineNumber: Type.Integer(),
  trendInfo: Type.String(),
  metricsSummary: Type.Object({
    referenceVersions: Type.Array(Type.Object({ version: Type.String(), value: Type.Number() }))
  })
})
export type TopPoint = Static<typeof TopPoint>

export const PerformanceOverview = Type.Object({
  version: Type.String(),
  appMetadata: Type.Object({
    bundleId: Type.String(),
    appId: Type.String(),
    latestVersion: Type.String(),
    platform: Type.String()
  }),
  insights: ref(MetricsInsights),
  categories: Type.Array(Type.Object({
    identifier: Type.String(),
    displayName: Type.String(),
    sections: Type.Array(Section)
  })),
  signatures: Type.Object({
    topHangPoint: Type.Array(TopPoint),
    topLaunchPoint: Type.Array(TopPoint),
    topDiskWritePoint: Type.Array(TopPoint)
  }),
  telemetryIdentifier: Type.String()
}, { $id: 'PerformanceOverview' })
export type PerformanceOverview = Static<typeof PerformanceOverview>
