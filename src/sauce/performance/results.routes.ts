import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import type { Static } from '../../kernel/schema.js'
import { isOn } from '../flags.js'
import { JobIdParams, type ByJobId } from '../paths.js'
import { findLoad, findLoads } from './find-loads.js'
import { path, tags, type PerformanceContext } from './of-job.js'
import { knownMetrics, readParameters } from './parameters.js'
import { assertionBodies, baselineBodies, linkedItemBody } from './performance.body.js'
import * as wire from './performance.schema.js'

/** The results of a job, and what they are compared with. */
export function resultRoutes (app: FastifyInstance, { histories }: PerformanceContext): void {
  app.get<ByJobId & { Querystring: Static<typeof wire.JobQuery> }>(path, {
    preValidation: readParameters(),
    config: {
      fidelity: 'documented',
      note: 'With full=false metric_data is an empty object; the links of an item are not public, these are ours. ' +
        '404 until the job is processed.'
    },
    schema: {
      tags,
      operationId: 'get_performance_metrics_by_jobID',
      summary: 'Results of one test, an item for each page load',
      params: JobIdParams,
      querystring: wire.JobQuery,
      response: { 200: wire.LinkedItems }
    }
  }, async (request) => {
    const { world, params, query } = request
    const { loads } = findLoads(request, params.job_id)
    const results = await histories.results.of(world, loads)
    const wanted = isOn(query.full, true) ? undefined : []
    return { items: results.map((result) => linkedItemBody(result, wanted)) }
  })

  const draftNote = 'A heading of an early draft of the Sauce docs says POST; it answers as GET does.'
  for (const { method, operationId, config, schema } of [
    {
      method: 'GET',
      operationId: 'assert_performance',
      config: { fidelity: 'documented' },
      schema: { querystring: wire.MetricsQuery }
    },
    {
      method: 'POST',
      operationId: 'assert_performance_by_post',
      config: { fidelity: 'inferred', note: draftNote },
      schema: { querystring: wire.PostedMetricsQuery, body: wire.MetricsBody }
    }
  ] as const) {
    app.route<ByJobId & { Querystring: Static<typeof wire.MetricsQuery> }>({
      method,
      url: `${path}/assert`,
      preValidation: readParameters('metric_names', 'order_index'),
      config,
      schema: {
        tags,
        operationId,
        summary: 'Whether values of a page load are out of line',
        params: JobIdParams,
        ...schema,
        response: { 200: wire.Assertions }
      },
      handler: async (request) => {
        const { params, query: { order_index: orderIndex, metric_names: names } } = request
        const wanted = findLoad(request, params.job_id, orderIndex)
        return assertionBodies(await histories.assess(request, wanted, knownMetrics(names)), orderIndex)
      }
    })
  }

  app.get<ByJobId & { Querystring: wire.BaselineQuery }>(`${path}/baseline`, {
    preValidation: readParameters('metric_names', 'order_index'),
    config: { fidelity: 'documented' },
    schema: {
      tags,
      operationId: 'get_baseline',
      summary: 'Baselines of a page load and the runs they are made of',
      params: JobIdParams,
      querystring: wire.BaselineQuery,
      response: { 200: wire.Baselines }
    }
  }, async (request) => {
    const { params, query } = request
    const wanted = findLoad(request, params.job_id, query.order_index)
    return baselineBodies(await histories.assess(request, wanted, knownMetrics(query.metric_names)), query)
  })
}
