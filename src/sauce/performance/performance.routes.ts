import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { currentUser } from '../accounts/users.js'
import { linkBase, type SauceContext } from '../context.js'
import { accountLoads, pageLinks, pageOfList } from './list.js'
import { marksOf } from './marks.js'
import { findLoad, findLoads } from './measured-jobs.js'
import { knownMetrics, readParameters } from './parameters.js'
import { assertionBodies, baselineBodies, itemBody, linkedItemBody, regimeBodies } from './performance.body.js'
import * as wire from './performance.schema.js'

export interface OfJob { Params: Static<typeof wire.JobParams> }

export const path = '/v2/performance/metrics/:job_id'
export const tags = ['Performance']
export const params = wire.JobParams
export const failures = { 400: ref(wire.ErrorResponse), 404: ref(wire.ErrorResponse) }

/** What reads: results, verdicts, baselines, regimes. */
export function performanceRoutes (app: FastifyInstance, context: SauceContext): void {
  const { histories } = context

  app.get<{ Querystring: wire.ListQuery }>('/v2/performance/metrics', {
    preValidation: readParameters(),
    config: { fidelity: 'documented', note: 'How the list is paged is not public: limit (100, at most 500) and offset are ours, and links are absolute. Times are compared to the second.' },
    schema: { tags, operationId: 'get_performance_metrics', summary: 'Results of all performance tests of the account', querystring: wire.ListQuery, response: { 200: wire.ItemPage, ...failures } }
  }, async (request) => {
    const { query, world, at } = request
    const metrics = query.metric_names === undefined ? undefined : knownMetrics(query.metric_names)
    const all = accountLoads(world, currentUser(request).username, query, at)
    const page = pageOfList(all, query)
    const results = await histories.results.of(world, page)
    return { items: page.map((each, i) => itemBody(each, results[i]!, metrics)), links: pageLinks(query, all.length, linkBase(context, request)) }
  })

  app.get('/v2/performance/metrics/swagger', {
    config: { fidelity: 'documented', note: 'An OpenAPI document of the operations as perftwin serves them.' },
    schema: { tags, operationId: 'get_api_definition', summary: 'The definition of this API', response: { 200: Type.Record(Type.Unknown()) } }
  }, async () => await (await import('./definition.js')).performanceDefinition())

  app.get<OfJob & { Querystring: Static<typeof wire.JobQuery> }>(path, {
    preValidation: readParameters(),
    config: { fidelity: 'documented', note: 'With full=false metric_data is an empty object; the links of an item are not public, these are ours. 404 until the job is processed.' },
    schema: { tags, operationId: 'get_performance_metrics_by_jobID', summary: 'Results of one test, an item for each page load', params, querystring: wire.JobQuery, response: { 200: wire.LinkedItems, ...failures } }
  }, async ({ world, caller, params, query, at }) => {
    const { loads } = findLoads(world, caller, params.job_id, at)
    const results = await histories.results.of(world, loads)
    return { items: loads.map((each, i) => linkedItemBody(each, results[i]!, wire.flag(query.full, true) ? undefined : [])) }
  })

  for (const method of ['GET', 'POST'] as const) {
    app.route<OfJob & { Querystring: Static<typeof wire.MetricsQuery> }>({
      method,
      url: `${path}/assert`,
      preValidation: readParameters('metric_names', 'order_index'),
      config: method === 'GET'
        ? { fidelity: 'documented' }
        : { fidelity: 'inferred', note: 'A heading of an early draft of the Sauce docs says POST; it answers as GET does.' },
      schema: {
        tags,
        operationId: method === 'GET' ? 'assert_performance' : 'assert_performance_by_post',
        summary: 'Whether values of a page load are out of line',
        params,
        querystring: wire.MetricsQuery,
        ...(method === 'POST' ? { body: wire.ParametersBody } : {}),
        response: { 200: wire.Assertions, ...failures }
      },
      handler: async ({ world, caller, params, query, at }) => {
        const wanted = findLoad(world, caller, params.job_id, query.order_index, at)
        return assertionBodies(await histories.assess(world, caller, wanted, knownMetrics(query.metric_names), at), query.order_index)
      }
    })
  }

  app.get<OfJob & { Querystring: wire.BaselineQuery }>(`${path}/baseline`, {
    preValidation: readParameters('metric_names', 'order_index'),
    config: { fidelity: 'documented' },
    schema: { tags, operationId: 'get_baseline', summary: 'Baselines of a page load and the runs they are made of', params, querystring: wire.BaselineQuery, response: { 200: wire.Baselines, ...failures } }
  }, async ({ world, caller, params, query, at }) => {
    const wanted = findLoad(world, caller, params.job_id, query.order_index, at)
    return baselineBodies(await histories.assess(world, caller, wanted, knownMetrics(query.metric_names), at), query)
  })

  app.get<OfJob>(`${path}/baseline/reset`, {
    config: { fidelity: 'documented' },
    schema: { tags, operationId: 'has_baseline_reset', summary: 'Whether the baseline starts anew with this test', params, response: { 200: Type.Object({ result: Type.Boolean() }), ...failures } }
  }, async ({ world, caller, params, at }) => {
    const { job } = findLoads(world, caller, params.job_id, at)
    return { result: marksOf(world, job, 0).reset }
  })

  app.get<OfJob & { Querystring: Static<typeof wire.DiscardedQuery> }>(`${path}/discarded`, {
    preValidation: readParameters('order_index'),
    config: { fidelity: 'documented', note: 'Newest first; limit is taken from saucerest-java.' },
    schema: { tags, operationId: 'get_discarded_outliers', summary: 'Tests of this history that were discarded', params, querystring: wire.DiscardedQuery, response: { 200: Type.Object({ job_ids: Type.Array(Type.String()) }), ...failures } }
  }, async ({ world, caller, params, query, at }) => {
    const { runs } = histories.series(world, caller, findLoad(world, caller, params.job_id, query.order_index, at), at)
    return { job_ids: runs.filter(({ marks }) => marks.discarded).reverse().slice(0, query.limit).map(({ job }) => job.id) }
  })

  app.get<OfJob & { Querystring: Static<typeof wire.HistoryQuery> }>(`${path}/history`, {
    preValidation: readParameters('order_index'),
    config: { fidelity: 'documented', note: 'All runs, discarded ones and those before a reset too; 1,000 at most.' },
    schema: { tags, operationId: 'get_baseline_history', summary: 'This test and the runs before it, newest first', params, querystring: wire.HistoryQuery, response: { 200: wire.Items, ...failures } }
  }, async ({ world, caller, params, query, at }) => {
    const wanted = findLoad(world, caller, params.job_id, query.order_index, at)
    const { runs } = histories.series(world, caller, wanted, at)
    const past = runs.slice(0, runs.findIndex(({ job }) => job === wanted.job) + 1).reverse().slice(0, Math.min(query.limit ?? 1000, 1000))
    const results = await histories.results.of(world, past)
    return { items: past.map((run, i) => itemBody(run, results[i]!)) }
  })

  app.get<OfJob & { Querystring: Static<typeof wire.RegimesQuery> }>(`${path}/regimes`, {
    preValidation: readParameters('metric_names', 'order_index'),
    config: { fidelity: 'inferred', note: 'The shape is documented, the method is not: ours is described in decisions/0010-regimes.md.' },
    schema: { tags, operationId: 'get_regimes', summary: 'Stretches of the history that belong together', params, querystring: wire.RegimesQuery, response: { 200: wire.Regimes, ...failures } }
  }, async ({ world, caller, params, query, at }) => {
    const wanted = findLoad(world, caller, params.job_id, query.order_index, at)
    const assessments = await histories.assess(world, caller, wanted, knownMetrics(query.metric_names), at)
    return regimeBodies(assessments, wanted, wire.flag(query.include_baseline, false))
  })
}
