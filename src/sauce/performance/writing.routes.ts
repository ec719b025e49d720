import '../../http/operation.js'
import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { currentUser } from '../accounts/users.js'
import { linkBase, type SauceContext } from '../context.js'
import { jobBody } from '../jobs/jobs.body.js'
import { findOwnJob } from '../jobs/jobs.js'
import { Job } from '../jobs/jobs.schema.js'
import { loadAt } from '../page-loads.js'
import { mark } from './marks.js'
import { findLoad, findLoads } from './measured-jobs.js'
import { knownMetrics, readParameters, readRecordedLoad } from './parameters.js'
import { linkedItemBody } from './performance.body.js'
import { failures, params, path, tags, type OfJob } from './performance.routes.js'
import { recordLoad, runTest } from './record.js'
import * as wire from './performance.schema.js'

interface OfLoad extends OfJob { Querystring: Static<typeof wire.OrderQuery> }

const nothing = Type.Null({ description: 'No payload.' })
const draft = 'A heading of an early draft of the Sauce docs says POST, with a sample copied from another API:'

/** What changes something: marks, and the draft's POST requests. */
export function performanceWritingRoutes (app: FastifyInstance, context: SauceContext): void {
  const { histories } = context
  const marking = (operationId: string, summary: string): RouteShorthandOptions => ({
    preValidation: readParameters('order_index'),
    config: { fidelity: 'documented', note: 'Concerns all metrics of the page load. Any run may be marked.' },
    schema: { tags, operationId, summary, params, querystring: wire.OrderQuery, body: wire.ParametersBody, response: { 201: nothing, ...failures } }
  })

  app.post<OfJob>(`${path}/baseline/reset`, {
    config: { fidelity: 'documented', note: 'Concerns all page loads of the job, which itself counts.' },
    schema: { tags, operationId: 'acknowledge_baseline', summary: 'Start the baseline anew with this test', params, body: wire.ParametersBody, response: { 201: nothing, ...failures } }
  }, async ({ world, caller, params, at }, reply) => {
    const { job } = findLoads(world, caller, params.job_id, at)
    findOwnJob(world, caller, undefined, job.id, at)
    mark(world, 'reset', job, null, at)
    return await reply.code(201).send()
  })

  app.post<OfLoad>(`${path}/discarded`, marking('discard_outliers', 'Leave this run out of later baselines'), async ({ world, caller, params, query, at }, reply) => {
    const { job, load } = findLoad(world, caller, params.job_id, query.order_index, at)
    findOwnJob(world, caller, undefined, job.id, at)
    mark(world, 'discard', job, load.orderIndex, at)
    return await reply.code(201).send()
  })

  app.post<OfLoad>(`${path}/regimes/acknowledge`, marking('acknowledge_regime', 'Accept the regime this run lies in'), async ({ world, caller, params, query, at }, reply) => {
    const { job, load } = findLoad(world, caller, params.job_id, query.order_index, at)
    findOwnJob(world, caller, undefined, job.id, at)
    mark(world, 'acknowledge', job, load.orderIndex, at)
    return await reply.code(201).send()
  })

  app.post<{ Querystring: Static<typeof wire.TestQuery> }>('/v2/performance/metrics', {
    preValidation: readParameters('page_url'),
    config: { fidelity: 'invented', note: `${draft} here it runs a simulated test of the page at once.` },
    schema: {
      tags,
      operationId: 'collect_performance_metrics',
      summary: 'Test a page now',
      querystring: wire.TestQuery,
      body: wire.ParametersBody,
      response: { 201: Type.Object({ items: Type.Array(ref(wire.LinkedMetricsItem)), job: ref(Job) }), ...failures }
    }
  }, async (request, reply) => {
    const { world, query, at } = request
    const metrics = query.metric_names === undefined ? undefined : knownMetrics(query.metric_names)
    const job = runTest(world, currentUser(request).username, query.page_url, at)
    const made = { job, load: loadAt(world, job, 0)! }
    const [result] = await histories.results.of(world, [made])
    reply.code(201)
    return { items: [linkedItemBody(made, result!, metrics)], job: jobBody(job, at, linkBase(context, request)) }
  })

  app.post<OfJob & { Body: wire.RecordedLoad }>(path, {
    preValidation: readRecordedLoad,
    config: { fidelity: 'invented', note: `${draft} here it records a page load that the caller measured.` },
    schema: { tags, operationId: 'record_performance_metrics', summary: 'Record a page load measured elsewhere', params, body: ref(wire.RecordedLoad), response: { 201: wire.LinkedItems, ...failures } }
  }, async ({ world, caller, params, body, at }, reply) => {
    const made = await recordLoad(world, findOwnJob(world, caller, undefined, params.job_id, at), body)
    const [result] = await histories.results.of(world, [made])
    reply.code(201)
    return { items: [linkedItemBody(made, result!)] }
  })
}
