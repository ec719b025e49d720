import type { FastifyInstance } from 'fastify'
import { Cache } from '../../kernel/cache.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'
import { ref } from '../../kernel/schema.js'
import { metricCategories } from '../../field/metrics.js'
import type { Parameters, Query } from '../json-api/parameters.js'
import { get } from '../json-api/route.js'
import type { Profile } from '../json-api/view.js'
import { findApp, findBuild } from '../records/find.js'
import { metricFilter } from './filter.js'
import { momentOf, type Measurements } from './measurements.js'
import { appMetricsBody, buildMetricsBody } from './metrics.body.js'
import { XcodeMetrics, metricsMediaType } from './metrics.schema.js'
import { appReport, buildReport, insightsOf } from './report.js'

/** How many characters of finished answers are kept. */
const mostKept = 8_000_000

/** The platform's documented value is IOS; Apple's own sample requests say iOS. */
const parameters: Parameters = {
  filters: { deviceType: 'text', metricType: metricCategories, platform: ['IOS', 'iOS'] }
}

const about = {
  tag: 'Power and performance',
  access: 'metrics',
  parameters,
  response: ref(XcodeMetrics),
  mediaType: metricsMediaType,
  fidelity: 'documented'
} as const

const filterText = ({ filters }: Query): string => JSON.stringify([...filters])

export function metricRoutes (
  app: FastifyInstance, measurements: Measurements, profile: Profile, account?: MemoryAccount
): void {
  /** Finished answers by what they depend on. */
  const texts = new Cache<string, string>({ most: mostKept, weigh: ({ length }) => length, account })

  get(app, {
    ...about,
    path: '/v1/apps/:id/perfPowerMetrics',
    id: 'apps_perfPowerMetrics_getToManyRelated',
    summary: 'Get power and performance metrics for an app',
    note: 'Identifiers of battery units, termination breakdowns and STORAGE metrics are guesses; ' +
      'so are the thresholds of insights. Filters apply to insights too.'
  }, async (request) => {
    const app = findApp(request.params.id, request)
    const versions = measurements.of(app, request)
    const moment = momentOf(versions, request.at)
    return texts.getOrMake(`${app.id} ${filterText(request.parameters)} ${moment}`, () => {
      const report = appReport(measurements, app, metricFilter(request.parameters, profile), request)
      return JSON.stringify(appMetricsBody(report, insightsOf(report, versions), profile))
    })
  })

  get(app, {
    ...about,
    path: '/v1/builds/:id/perfPowerMetrics',
    id: 'builds_perfPowerMetrics_getToManyRelated',
    summary: 'Get power and performance metrics for a build',
    note: 'A build that was never released, or is older than the 16 latest versions, is a 404; ' +
      'too little usage is an empty productData.'
  }, async (request) => {
    const build = findBuild(request.params.id, request)
    const report = buildReport(measurements, build, metricFilter(request.parameters, profile), request)
    return JSON.stringify(buildMetricsBody(report, profile))
  })
}
