import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { second } from '../../kernel/durations.js'
import { Type, ref, type TSchema } from '../../kernel/schema.js'
import { isoSeconds } from '../../kernel/time.js'
import { endOf, errorAt, type Job } from '../../facts/job.js'
import { currentUser } from '../access.js'
import { addSchemas } from '../components.js'
import type { SauceContext } from '../context.js'
import { isOn } from '../flags.js'
import { linkBase } from '../hosts.js'
import { startOf } from '../jobs/jobs.js'
import {
  bucketsOf, buildsOf, countsOf, errorsOf, metricsOf, peaksOf, rankedCounts, statusCounts
} from './analytics.js'
import { runBodies } from './analytics.body.js'
import * as wire from './analytics.schema.js'
import { periodOf, runTime, runsOf } from './runs.js'

const Meta = Type.Object({ status: Type.Integer() })
const Run = ref(wire.AnalyticsRun)
const Runs = { items: Type.Array(Run), has_more: Type.Boolean({ description: 'Whether there are others.' }) }
const NamedCounts = Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() }))
const Counts = Type.Record(Type.Integer())

const Tests = Type.Object({ meta: Meta, ...Runs })
const Metrics = Type.Object({
  meta: Meta,
  aggs: Type.Object({
    count: Type.Integer(),
    fastestRun: Type.Nullable(Run),
    slowestRun: Type.Nullable(Run),
    statuses: Counts,
    totalQueueTime: Type.Number({ description: 'The mean, in seconds.' }),
    totalRunTime: Type.Number({ description: 'The mean, in seconds.' })
  })
})
const Trends = Type.Object({
  meta: Meta,
  buckets: Type.Array(Type.Object({
    timestamp: Type.String(),
    count: Type.Integer(),
    aggs: Type.Object({ os: NamedCounts, owner: NamedCounts, status: NamedCounts })
  })),
  metrics: Type.Object({ os: Counts, owner: Counts, status: Counts })
})
const Build = Type.Object({
  name: Type.String(),
  tests_count: Type.Integer(),
  duration: Type.Integer({ description: 'Seconds that its runs took together.' }),
  start_time: Type.String(),
  end_time: Type.String(),
  tests: Runs.items,
  has_more: Runs.has_more,
  aggs: Type.Object({ status: NamedCounts })
})
const Builds = Type.Object({
  meta: Meta,
  builds: Type.Object({ items: Type.Array(Build), has_more: Type.Boolean() }),
  tests_missing_build: Type.Object(Runs)
})
const Errors = Type.Object({
  meta: Meta,
  buckets: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer(), ...Runs }))
})
const Concurrency = Type.Object({
  meta: Meta,
  buckets: Type.Array(Type.Object({ timestamp: Type.String(), count: Type.Integer() }))
})

/** How many runs a group shows, and how many builds there are at most (Sauce docs, Insights). */
const runsShown = 10
const buildsShown = 25

const meta = { status: 200 }

/** Where the service is, and where it was. */
const roots = [['/v1/analytics', ''], ['/rest/v1/analytics', 'Rest']] as const

interface Asks<Query> { Querystring: Query }

/** The analytics of Sauce Labs' Insights: all of it is computed from the jobs. */
export function analyticsRoutes (app: FastifyInstance, context: SauceContext): void {
  addSchemas(app, [wire.AnalyticsRun])
  const bodyOf = (request: FastifyRequest): ((job: Job) => wire.AnalyticsRun) =>
    runBodies(request.world, request.at, linkBase(context, request))
  const runs = (request: FastifyRequest<Asks<wire.RunsQuery>>): Job[] =>
    runsOf(request, request.query, currentUser(request).username)
  const schema = (operationId: string, summary: string, querystring: TSchema, answer: TSchema): object =>
    ({ tags: ['Analytics'], operationId, summary, querystring, response: { 200: answer } })

  for (const [root, suffix] of roots) {
    const config = { fidelity: 'documented', note: 'Without a scope, the runs of whoever asks.' } as const

    app.get<Asks<wire.TestsQuery>>(`${root}/tests`, {
      config,
      schema: schema(`getTestResults${suffix}`, 'Get runs of tests', wire.TestsQuery, Tests)
    }, async (request) => {
      const { at, query: { from = 0, size = wire.defaultSize, ...query } } = request
      const found = runs(request).filter((job) =>
        (query.build === undefined || job.build === query.build) &&
        (query.missing_build === undefined || job.build === null) &&
        (query.query === undefined || job.name === query.query) &&
        (query.error === undefined || errorAt(job, at) === query.error))
      if (isOn(query.desc)) found.reverse()
      const items = found.slice(from, from + size).map(bodyOf(request))
      return { meta, items, has_more: found.length > from + size }
    })

    app.get<Asks<wire.MetricsQuery>>(`${root}/insights/test-metrics`, {
      config,
      schema: schema(`getTestMetrics${suffix}`, 'Get what the runs of a test came to', wire.MetricsQuery, Metrics)
    }, async (request) => {
      const found = runs(request).filter(({ name }) => name === request.query.query)
      const { fastest, slowest, queueSeconds, runSeconds } = metricsOf(found)
      const body = bodyOf(request)
      const aggs = {
        count: found.length,
        fastestRun: fastest === undefined ? null : body(fastest),
        slowestRun: slowest === undefined ? null : body(slowest),
        statuses: statusCounts(found, request.at),
        totalQueueTime: queueSeconds,
        totalRunTime: runSeconds
      }
      return { meta, aggs }
    })

    app.get<Asks<wire.TrendsQuery>>(`${root}/trends/tests`, {
      config,
      schema: schema(`getTestTrends${suffix}`, 'Count runs over time', wire.TrendsQuery, Trends)
    }, async (request) => {
      const { at, query } = request
      const found = runs(request)
      const buckets = bucketsOf(found, periodOf(query, at), query.interval).map(({ start, jobs }) => ({
        timestamp: new Date(start).toISOString(),
        count: jobs.length,
        aggs: rankedCounts(jobs, at)
      }))
      return { meta, buckets, metrics: countsOf(found, at) }
    })

    app.get<Asks<wire.RunsQuery>>(`${root}/trends/builds_tests`, {
      config,
      schema: schema(`getBuildTrends${suffix}`, 'Get runs by build', wire.RunsQuery, Builds)
    }, async (request) => {
      const { at } = request
      const body = bodyOf(request)
      const found = runs(request)
      const builds = buildsOf(found)
      const items = builds.slice(0, buildsShown).map(({ name, jobs }) => ({
        name,
        tests_count: jobs.length,
        duration: Math.round(jobs.reduce((sum, job) => sum + runTime(job), 0) / second),
        start_time: isoSeconds(Math.min(...jobs.map((job) => startOf(job, at)))),
        end_time: isoSeconds(Math.max(...jobs.map(endOf))),
        tests: jobs.slice(0, runsShown).map(body),
        has_more: jobs.length > runsShown,
        aggs: { status: rankedCounts(jobs, at).status }
      }))
      const without = found.filter(({ build }) => build === null)
      const missing = { items: without.slice(0, runsShown).map(body), has_more: without.length > runsShown }
      return { meta, builds: { items, has_more: builds.length > buildsShown }, tests_missing_build: missing }
    })

    app.get<Asks<wire.RunsQuery>>(`${root}/trends/errors`, {
      config,
      schema: schema(`getErrorTrends${suffix}`, 'Get runs by error', wire.RunsQuery, Errors)
    }, async (request) => {
      const body = bodyOf(request)
      const buckets = errorsOf(runs(request), request.at).map(({ name, jobs }) => ({
        name,
        count: jobs.length,
        items: jobs.slice(0, runsShown).map(body),
        has_more: jobs.length > runsShown
      }))
      return { meta, buckets }
    })

    app.get<Asks<wire.TrendsQuery>>(`${root}/insights/concurrency`, {
      config: { fidelity: 'invented', note: 'sauceclient calls it; what it answered is not known.' },
      schema: schema(`getConcurrencyTrends${suffix}`, 'Get how many jobs ran at once', wire.TrendsQuery, Concurrency)
    }, async (request) => {
      const { at, query } = request
      const found = runs(request)
      const spans = bucketsOf(found, periodOf(query, at), query.interval)
      const peaks = peaksOf(found, spans)
      const buckets = spans.map(({ start }, index) =>
        ({ timestamp: new Date(start).toISOString(), count: peaks[index] ?? 0 }))
      return { meta, buckets }
    })
  }
}
