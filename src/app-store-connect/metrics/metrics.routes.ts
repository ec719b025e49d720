import type { FastifyInstance } from 'fastify'
import { ref } from '../../kernel/schema.js'
import { metricCategories } from '../../field/metrics.js'
import { findApp } from '../records/apps.js'
import { findBuild } from '../records/builds.js'
import type { AppStoreContext } from '../context.js'
import type { Parameters, Query } from '../json-api/parameters.js'
import { get } from '../json-api/route.js'
import { Texts } from '../texts.js'
import { appMetricsBody, buildMetricsBody } from './metrics.body.js'
import { momentOf } from './measurements.js'
import { XcodeMetrics, metricsMediaType } from './metrics.schema.js'
import { appReport, buildReport, insightsOf, metricFilter } from './metrics.js'

/** The platform's documented value is IOS; Apple's own sample requests say iOS. */
export const metricParameters: Parameters = { filters: { deviceType: 'text', metricType: metricCategories, platform: ['IOS', 'iOS'] } }

const about = { tag: 'Power and performance', access: 'metrics', parameters: metricParameters, response: ref(XcodeMetrics), mediaType: metricsMediaType, fidelity: 'documented' } as const

const filterText = ({ filters }: Query): string => JSON.stringify([...filters])

export function metricRoutes (app: FastifyInstance, context: AppStoreContext): void {
  const { measurements, profile } = context
  const texts = new Texts()

  get(app, {
    ...about, path: '/v1/apps/:id/perfPowerMetrics', id: 'apps_perfPowerMetrics_getToManyRelated', summary: 'Get power and performance metrics for an app',
    note: 'Identifiers of battery units, termination breakdowns and STORAGE metrics are guesses; so are the thresholds of insights. Filters apply to insights too.'
  }, async (request, reply) => {
    const { world, at, parameters } = request
    const app = findApp(world, request.params.id)
    reply.type(metricsMediaType)
    return texts.text(`${app.id} ${filterText(parameters)} ${momentOf(measurements.of(world, app, at), at)}`, () => {
      const report = appReport(measurements, world, app, metricFilter(parameters, profile), at)
      return JSON.stringify(appMetricsBody(report, insightsOf(report), profile))
    })
  })

  get(app, {
    ...about, path: '/v1/builds/:id/perfPowerMetrics', id: 'builds_perfPowerMetrics_getToManyRelated', summary: 'Get power and performance metrics for a build',
    note: 'A build that was never released, or is older than the 16 latest versions, is a 404; too little usage is an empty productData.'
  }, async (request, reply) => {
    const build = findBuild(request.world, request.params.id, request.at)
    const report = buildReport(measurements, request.world, build, metricFilter(request.parameters, profile), request.at)
    reply.type(metricsMediaType)
    return JSON.stringify(buildMetricsBody(report, profile))
  })
}
