import '../../http/operation.js'
import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import { Type, ref, type Static } from '../../kernel/schema.js'
import { currentUser } from '../access.js'
import { assetsBase } from '../hosts.js'
import { jobBody } from '../jobs/jobs.body.js'
import { findOwnJob } from '../jobs/jobs.js'
import { Job } from '../jobs/jobs.schema.js'
import { JobIdParams, type ByJobId } from '../paths.js'
import { findLoad, findLoads } from './find-loads.js'
import { mark } from './marks.js'
import { path, tags, type PerformanceContext } from './of-job.js'
import { knownMetrics, readParameters, readRecordedLoad } from './parameters.js'
import { linkedItemBody } from './performance.body.js'
import { recordLoad, runTest } from './record.js'
import * as wire from './performance.schema.js'

interface OfLoad extends ByJobId { Querystring: Static<typeof wire.OrderQuery> }

const nothing = Type.Null({ description: 'No payload.' })
const draft = 'A heading of an early draft of the Sauce docs says POST, with a sample copied from another API:'

/** The options of an operation that marks a page load. */
const marking = (operationId: string, summary: string): RouteShorthandOptions => ({
  preValidation: readParameters('order_index'),
  config: {
    fidelity: 'documented',
    note: 'Concerns all metrics of the page load. Any run may be marked, the last acknowledgement counts.'
  },
  schema: {
    tags,
    operationId,
    summary,
    params: JobIdParams,
    querystring: wire.PostedOrderQuery,
    body: wire.OrderBody,
    response: { 201: nothing }
  }
})

/** What changes something: marks, and the draft's POST requests. */
export function performanceWritingRoutes (app: FastifyInstance, context: PerformanceContext): void {
  const { histories } = context

  app.post<ByJobId>(`${path}/baseline/reset`, {
    config: { fidelity: 'documented', note: 'Concerns all page loads of the job, which itself counts.' },
    schema: {
      tags,
      operationId: 'acknowledge_baseline',
      summary: 'Start the baseline anew with this test',
      params: JobIdParams,
      body: wire.NoBody,
      response: { 201: nothing }
    }
  }, async (request, reply) => {
    const { job } = findLoads(request, request.params.job_id)
    findOwnJob(request, job.id)
    mark(request.world, 'reset', job, null, request.at)
    return await reply.code(201).send()
  })

  for (const [part, kind, options] of [
    ['discarded', 'discard', marking('discard_outliers', 'Leave this run out of later baselines')],
    ['regimes/acknowledge', 'acknowledge', marking('acknowledge_regime', 'Accept the regime this run lies in')]
  ] as const) {
    app.post<OfLoad>(`${path}/${part}`, options, async (request, reply) => {
      const { params, query } = request
      const { job, load } = findLoad(request, params.job_id, query.order_index)
      findOwnJob(request, job.id)
      mark(request.world, kind, job, load.orderIndex, request.at)
      return await reply.code(201).send()
    })
  }

  app.post<{ Querystring: Static<typeof wire.TestQuery> }>('/v2/performance/metrics', {
    preValidation: readParameters('page_url'),
    config: { fidelity: 'invented', note: `${draft} here it runs a simulated test of the page at once.` },
    schema: {
      tags,
      operationId: 'collect_performance_metrics',
      summary: 'Test a page now',
      querystring: wire.PostedTestQuery,
      body: wire.TestBody,
      response: {
        201: Type.Object({ items: Type.Array(ref(wire.LinkedMetricsItem)), job: ref(Job) })
      }
    }
  }, async (request, reply) => {
    const { world, query, at } = request
    const metrics = query.metric_names === undefined ? undefined : knownMetrics(query.metric_names)
    const made = runTest(world, currentUser(request).username, query.page_url, at)
    const result = await histories.results.one(world, made)
    reply.code(201)
    return { items: [linkedItemBody(result, metrics)], job: jobBody(made.job, at, assetsBase(context, request)) }
  })

  app.post<ByJobId & { Body: wire.RecordedLoad }>(path, {
    preValidation: readRecordedLoad,
    config: { fidelity: 'invented', note: `${draft} here it records a page load that the caller measured.` },
    schema: {
      tags,
      operationId: 'record_performance_metrics',
      summary: 'Record a page load measured elsewhere',
      params: JobIdParams,
      querystring: wire.RecordedQuery,
      body: ref(wire.RecordedLoad),
      response: { 201: wire.LinkedItems }
    }
  }, async (request, reply) => {
    const { world, params, body } = request
    const made = recordLoad(world, findOwnJob(request, params.job_id), body)
    const result = await histories.results.one(world, made)
    reply.code(201)
    return { items: [linkedItemBody(result)] }
  })
}
