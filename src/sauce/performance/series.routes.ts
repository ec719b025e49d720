import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from '../../kernel/schema.js'
import { isOn } from '../flags.js'
import { JobIdParams, type ByJobId } from '../paths.js'
import { findLoad, findLoads } from './find-loads.js'
import { marksOf } from './marks.js'
import { path, tags, type PerformanceContext } from './of-job.js'
import { knownMetrics, readParameters } from './parameters.js'
import { itemBody, regimeBodies } from './performance.body.js'
import * as wire from './performance.schema.js'

/** The most runs that a history has. */
const longestHistory = 1000

/** The series that a job's page load belongs to: its runs, what they were marked as, its regimes. */
export function seriesRoutes (app: FastifyInstance, { histories }: PerformanceContext): void {
  app.get<ByJobId>(`${path}/baseline/reset`, {
    config: { fidelity: 'documented' },
    schema: {
      tags,
      operationId: 'has_baseline_reset',
      summary: 'Whether the baseline starts anew with this test',
      params: JobIdParams,
      response: { 200: Type.Object({ result: Type.Boolean() }) }
    }
  }, async (request) => {
    const { job } = findLoads(request, request.params.job_id)
    return { result: marksOf(request.world, job, 0).reset }
  })

  app.get<ByJobId & { Querystring: Static<typeof wire.DiscardedQuery> }>(`${path}/discarded`, {
    preValidation: readParameters('order_index'),
    config: { fidelity: 'documented', note: 'Newest first; limit is taken from saucerest-java.' },
    schema: {
      tags,
      operationId: 'get_discarded_outliers',
      summary: 'Tests of this history that were discarded',
      params: JobIdParams,
      querystring: wire.DiscardedQuery,
      response: { 200: Type.Object({ job_ids: Type.Array(Type.String()) }) }
    }
  }, async (request) => {
    const { params, query } = request
    const { runs } = histories.series(request, findLoad(request, params.job_id, query.order_index))
    const discarded = runs.filter(({ marks }) => marks.discarded).reverse()
    return { job_ids: discarded.slice(0, query.limit).map(({ job }) => job.id) }
  })

  app.get<ByJobId & { Querystring: Static<typeof wire.HistoryQuery> }>(`${path}/history`, {
    preValidation: readParameters('order_index'),
    config: { fidelity: 'documented', note: 'All runs, discarded ones and those before a reset too; 1,000 at most.' },
    schema: {
      tags,
      operationId: 'get_baseline_history',
      summary: 'This test and the runs before it, newest first',
      params: JobIdParams,
      querystring: wire.HistoryQuery,
      response: { 200: wire.Items }
    }
  }, async (request) => {
    const { world, params, query: { order_index: orderIndex, limit = longestHistory } } = request
    const wanted = findLoad(request, params.job_id, orderIndex)
    const { runs } = histories.series(request, wanted)
    const past = runs.slice(0, runs.findIndex(({ job }) => job === wanted.job) + 1).reverse()
    const results = await histories.results.of(world, past.slice(0, Math.min(limit, longestHistory)))
    return { items: results.map((result) => itemBody(result)) }
  })

  app.get<ByJobId & { Querystring: Static<typeof wire.RegimesQuery> }>(`${path}/regimes`, {
    preValidation: readParameters('metric_names', 'order_index'),
    config: {
      fidelity: 'inferred',
      note: 'The shape is documented, the method is not: ours is described in decisions/0010-regimes.md.'
    },
    schema: {
      tags,
      operationId: 'get_regimes',
      summary: 'Stretches of the history that belong together',
      params: JobIdParams,
      querystring: wire.RegimesQuery,
      response: { 200: wire.Regimes }
    }
  }, async (request) => {
    const { params, query } = request
    const wanted = findLoad(request, params.job_id, query.order_index)
    const assessments = await histories.assess(request, wanted, knownMetrics(query.metric_names))
    return regimeBodies(assessments, wanted, isOn(query.include_baseline, false))
  })
}
