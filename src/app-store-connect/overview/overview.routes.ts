import type { FastifyInstance } from 'fastify'
import { ref } from '../../kernel/schema.js'
import { get } from '../json-api/route.js'
import type { Profile } from '../json-api/view.js'
import { metricFilter } from '../metrics/filter.js'
import type { Measurements } from '../metrics/measurements.js'
import { findApp } from '../records/find.js'
import { overviewBody } from './overview.body.js'
import { PerformanceOverview, overviewMediaType } from './overview.schema.js'

export function overviewRoutes (app: FastifyInstance, measurements: Measurements, profile: Profile): void {
  get(app, {
    tag: 'Power and performance',
    access: 'metrics',
    path: '/v1/apps/:id/performanceOverviews',
    id: 'apps_performanceOverviews_getToManyRelated',
    summary: 'Get a performance overview of an app',
    parameters: { filters: { deviceType: 'text' } },
    response: ref(PerformanceOverview),
    mediaType: overviewMediaType,
    fidelity: 'inferred',
    note: 'Newer than OpenAPI 4.4.1: shapes are those that clients read; ' +
      'the meaning of relevanceScore and trendInfo is ours.'
  }, async (request) => {
    const filter = metricFilter(request.parameters, profile)
    return JSON.stringify(overviewBody(measurements, profile, findApp(request.params.id, request), filter, request))
  })
}
