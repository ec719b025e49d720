import { uuid } from '../../kernel/ids.js'
import type { Insight } from '../../field/insights.js'
import type { FieldMetric, MetricCategory } from '../../field/metrics.js'
import { releasedVersions, type DiagnosticType, type StoreApp } from '../../facts/app-store.js'
import { keptSignatures, logCount, type DiagnosticSignature } from '../diagnostics/signatures.js'
import type { Profile } from '../json-api/view.js'
import type { MetricFilter } from '../metrics/filter.js'
import { insightsBody } from '../metrics/insights.body.js'
import { isPublished, type Measurements } from '../metrics/measurements.js'
import { datasetBody, unitBody } from '../metrics/metrics.body.js'
import { appReport, insightsOf, type MetricReport } from '../metrics/report.js'
import type { Moment } from '../records/moment.js'
import type { PerformanceOverview, TopPoint } from './overview.schema.js'

type Section = PerformanceOverview['categories'][number]['sections'][number]

const categoryNames: Readonly<Record<MetricCategory, string>> = {
  HANG: 'Hangs',
  LAUNCH: 'Launches',
  MEMORY: 'Memory',
  DISK: 'Disk Writes',
  BATTERY: 'Battery',
  TERMINATION: 'Terminations',
  ANIMATION: 'Animation',
  STORAGE: 'Storage'
}

const platformNames: Readonly<Record<StoreApp['platform'], string>> = {
  IOS: 'iOS',
  MAC_OS: 'macOS',
  TV_OS: 'tvOS',
  VISION_OS: 'visionOS'
}

export function overviewBody (
  measurements: Measurements, profile: Profile, app: StoreApp, filter: MetricFilter, moment: Moment
): PerformanceOverview {
  const { world, at } = moment
  const report = appReport(measurements, app, filter, moment)
  const versions = measurements.of(app, moment)
  const insights = insightsOf(report, versions)
  const latest = versions.filter((version) => isPublished(version, at)).at(-1)
  const buildId = latest?.record.buildId ?? null
  const build = buildId === null ? undefined : world.facts.appBuilds.get(buildId)
  return {
    version: '1.0.0',
    appMetadata: {
      bundleId: app.bundleId,
      appId: app.id,
      latestVersion: latest?.version.version ?? latestReleased(app, moment),
      platform: platformNames[app.platform]
    },
    insights: insightsBody(insights, report, profile),
    categories: report.map(({ category, metrics }) => ({
      identifier: category,
      displayName: categoryNames[category],
      sections: metrics.map((metric, index) => sectionBody(metric, index, insights, profile))
    })),
    signatures: topPoints(build === undefined ? [] : keptSignatures(measurements, build, moment)),
    telemetryIdentifier: uuid(world.seed, 'telemetry', app.id)
  }
}

/** The version on sale, where nothing is measured of it. */
const latestReleased = (app: StoreApp, { world, at }: Moment): string =>
  releasedVersions(world.facts.appVersions.in('app', app.id), at).at(-1)?.version ?? ''

const sectionBody = (
  { metric, datasets }: MetricReport, index: number, insights: readonly Insight[], profile: Profile
): Section => ({
  identifier: metric.id,
  displayName: metric.name,
  relevanceScore: relevance(metric, insights),
  sortOrder: index,
  unit: unitBody(metric, 'build'),
  datasets: datasets.map((dataset) => datasetBody(dataset, 'build', profile))
})

/** The largest increase of a metric, as a share of a doubling. */
function relevance (metric: FieldMetric, insights: readonly Insight[]): number {
  const insight = insights.find((candidate) => candidate.metric === metric)
  const deltas = insight?.populations.map(({ delta }) => delta) ?? []
  return Math.min(1, Math.max(0, ...deltas) / 100)
}

function topPoints (signatures: readonly DiagnosticSignature[]): PerformanceOverview['signatures'] {
  const points = (type: DiagnosticType): TopPoint[] => signatures
    .filter(({ diagnosticType }) => diagnosticType === type)
    .slice(0, 5)
    .map(topPoint)
  return { topHangPoint: points('HANGS'), topLaunchPoint: points('LAUNCHES'), topDiskWritePoint: points('DISK_WRITES') }
}

const topPoint = (signature: DiagnosticSignature): TopPoint => ({
  signatureId: signature.id,
  signature: signature.signature,
  count: logCount(signature),
  weight: signature.weight,
  sourceFile: signature.culprit.file,
  lineNumber: signature.culprit.line,
  trendInfo: signature.trend?.direction ?? 'UNDEFINED',
  metricsSummary: {
    referenceVersions: (signature.trend?.referenceVersions ?? []).map((reference) => ({ ...reference }))
  }
})
