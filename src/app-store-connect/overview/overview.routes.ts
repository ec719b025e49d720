import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { uuid } from '../../kernel/ids.js'
import { ref } from '../../kernel/schema.js'
import { releasedVersions, type DiagnosticType, type StoreApp } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import { findApp } from '../records/apps.js'
import type { AppStoreContext } from '../context.js'
import { logCount, signaturesOf, type DiagnosticSignature } from '../diagnostics/signatures.js'
import { get } from '../json-api/route.js'
import { datasetBody, insightsBody, unitBody } from '../metrics/metrics.body.js'
import { appReport, insightsOf, metricFilter } from '../metrics/metrics.js'
import { isPublished } from '../metrics/measurements.js'
import { PerformanceOverview, overviewMediaType, type TopPoint } from './overview.schema.js'

const categoryNames = {
  HANG: 'Hangs', LAUNCH: 'Launches', MEMORY: 'Memory', DISK: 'Disk Writes', BATTERY: 'Battery', TERMINATION: 'Terminations', ANIMATION: 'Animation', STORAGE: 'Storage'
} as const

export function overviewRoutes (app: FastifyInstance, context: AppStoreContext): void {
  get(app, {
    tag: 'Power and performance', access: 'metrics', path: '/v1/apps/:id/performanceOverviews', id: 'apps_performanceOverviews_getToManyRelated',
    summary: 'Get a performance overview of an app', parameters: { filters: { deviceType: 'text' } }, response: ref(PerformanceOverview), mediaType: overviewMediaType,
    fidelity: 'inferred', note: 'Newer than OpenAPI 4.4.1: shapes are those that clients read; the meaning of relevanceScore and trendInfo is ours.'
  }, async (request, reply) => {
    reply.type(overviewMediaType)
    return JSON.stringify(overview(context, request.world, findApp(request.world, request.params.id), metricFilter(request.parameters, context.profile), request.at))
  })
}

function overview ({ measurements, profile }: AppStoreContext, world: World, app: StoreApp, filter: ReturnType<typeof metricFilter>, at: number): PerformanceOverview {
  const report = appReport(measurements, world, app, filter, at)
  const insights = insightsOf(report)
  const latest = measurements.of(world, app, at).filter((version) => isPublished(version, at)).at(-1)
  return {
    version: '1.0.0',
    appMetadata: { bundleId: app.bundleId, appId: app.id, latestVersion: latest?.version.version ?? latestReleased(world, app, at), platform: platformNames[app.platform] },
    insights: insightsBody(insights, report, profile),
    categories: report.map(({ category, metrics }) => ({
      identifier: category,
      displayName: categoryNames[category],
      sections: metrics.map(({ metric, datasets }, index) => ({
        identifier: metric.id,
        displayName: metric.name,
        relevanceScore: relevance(insights.find((insight) => insight.metric === metric)?.populations.map(({ delta }) => delta) ?? []),
        sortOrder: index,
        unit: unitBody(metric, 'build'),
        datasets: datasets.map((dataset) => datasetBody(dataset, 'build', profile))
      }))
    })),
    signatures: topPoints(latest === undefined ? [] : signaturesOfVersion({ measurements, world, buildId: latest.record.buildId, at })),
    telemetryIdentifier: uuid(world.seed, 'telemetry', app.id)
  }
}

const platformNames: Record<StoreApp['platform'], string> = { IOS: 'iOS', MAC_OS: 'macOS', TV_OS: 'tvOS', VISION_OS: 'visionOS' }

/** The version on sale, where nothing is measured of it. */
const latestReleased = (world: World, app: StoreApp, at: number): string => releasedVersions(world.facts.appVersions.in('app', app.id), at).at(-1)?.version ?? ''

/** The largest increase, as a share of a doubling. */
const relevance = (deltas: readonly number[]): number => Math.min(1, Math.max(0, ...deltas) / 100)

function signaturesOfVersion ({ measurements, world, buildId, at }: { measurements: AppStoreContext['measurements'], world: World, buildId: string | null, at: number }): DiagnosticSignature[] {
  const build = buildId === null ? undefined : world.facts.appBuilds.get(buildId)
  try {
    return build === undefined ? [] : signaturesOf(measurements, world, build, undefined, at)
  } catch (error) {
    if (error instanceof NotFound) return []
    throw error
  }
}

function topPoints (signatures: readonly DiagnosticSignature[]): PerformanceOverview['signatures'] {
  const points = (type: DiagnosticType): TopPoint[] => signatures.filter(({ diagnosticType }) => diagnosticType === type).slice(0, 5).map((signature) => ({
    signatureId: signature.id,
    signature: signature.signature,
    count: logCount(signature),
    weight: signature.weight,
    sourceFile: signature.culprit.file,
    lineNumber: signature.culprit.line,
    trendInfo: signature.trend?.direction ?? 'UNDEFINED',
    metricsSummary: { referenceVersions: (signature.trend?.referenceVersions ?? []).map((reference) => ({ ...reference })) }
  }))
  return { topHangPoint: points('HANGS'), topLaunchPoint: points('LAUNCHES'), topDiskWritePoint: points('DISK_WRITES') }
}
