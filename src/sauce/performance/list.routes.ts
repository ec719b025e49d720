import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { currentUser } from '../access.js'
import { linkBase } from '../hosts.js'
import { accountLoads, pageLinks, pageOfList } from './account-loads.js'
import { tags, type PerformanceContext } from './of-job.js'
import { knownMetrics, readParameters } from './parameters.js'
import { itemBody } from './performance.body.js'
import * as wire from './performance.schema.js'

/** The results of an account. */
export function listRoutes (app: FastifyInstance, context: PerformanceContext): void {
  const { histories } = context

  app.get<{ Querystring: wire.ListQuery }>('/v2/performance/metrics', {
    preValidation: readParameters(),
    config: {
      fidelity: 'documented',
      note: 'How the list is paged is not public: limit (100, at most 500) and offset are ours, ' +
        'and links are absolute. Times are compared to the second.'
    },
    schema: {
      tags,
      operationId: 'get_performance_metrics',
      summary: 'Results of all performance tests of the account',
      querystring: wire.ListQuery,
      response: { 200: wire.ItemPage }
    }
  }, async (request) => {
    const { query, world, at } = request
    const metrics = query.metric_names === undefined ? undefined : knownMetrics(query.metric_names)
    const all = accountLoads(world, currentUser(request).username, query, at)
    const results = await histories.results.of(world, pageOfList(all, query))
    return {
      items: results.map((result) => itemBody(result, metrics)),
      links: pageLinks(query, all.length, linkBase(context, request))
    }
  })
}
