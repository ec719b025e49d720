import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden, Invalid, NotFound } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import { administeredAccounts, userOfPath } from '../access.js'
import type { SauceContext } from '../context.js'
import { Flag, isOn } from '../flags.js'
import { assetsBase } from '../hosts.js'
import { jobListItem } from '../jobs/jobs.body.js'
import { Job as JobSchema, JobListItem } from '../jobs/jobs.schema.js'
import { UserParams, type ByUser } from '../paths.js'
import type { BuildState } from './build-state.js'
import { restBuildBody } from './builds.body.js'
import { findBuild, findUserBuild, jobsInStates, listBuilds, maxListed } from './builds.js'
import { RestBuild } from './builds.schema.js'

const NameParams = Type.Object({
  username: Type.String(),
  build: Type.String({ description: 'The build\'s name, or its id.' })
})
const IdParams = Type.Object({ id: Type.String() })
const Limit = Type.Optional(Type.Integer({ minimum: 0, description: '100 if left out, 500 at most.' }))
const ListQuery = Type.Object({ limit: Limit, subaccounts: Type.Optional(Flag) })
const JobsQuery = Type.Object({ full: Type.Optional(Flag), limit: Limit })

const Jobs = Type.Object({
  jobs: Type.Union([Type.Array(ref(JobSchema)), Type.Array(ref(JobListItem))]),
  truncated: Type.Boolean()
})

interface Listing { Querystring: Static<typeof ListQuery> }
interface JobsListing { Querystring: Static<typeof JobsQuery> }
interface ByName { Params: Static<typeof NameParams> }
interface ById { Params: Static<typeof IdParams> }

const tags = ['Builds']
const old = 'A path of older clients; node-saucelabs\' older apis/sauce.json names it.'
const defaultLimit = 100

/** The builds below /rest. */
export function restBuildRoutes (app: FastifyInstance, context: SauceContext): void {
  for (const [version, operationId, fidelity, note] of [
    ['v1', 'listBuilds', 'documented', 'The 100 most recent; a limit is taken too.'],
    ['v1.1', 'listBuildsV1_1', 'inferred', old]
  ] as const) {
    app.get<ByUser & Listing>(`/rest/${version}/:username/builds`, {
      config: { fidelity, note },
      schema: {
        tags,
        operationId,
        summary: 'Get recent builds',
        params: UserParams,
        querystring: ListQuery,
        response: { 200: Type.Array(ref(RestBuild)) }
      }
    }, async (request) => {
      const { params, query: { limit = defaultLimit, subaccounts }, world } = request
      const user = userOfPath(request, params.username)
      const owners = isOn(subaccounts) ? administeredAccounts(request, user) : [user]
      const builds = listBuilds(request, { owned: (owner) => owners.includes(owner), offset: 0, limit })
      return builds.map((state) => restBuildBody(state, world))
    })
  }

  app.get<ByName>('/rest/v1/:username/builds/:build', {
    config: { fidelity: 'inferred', note: old },
    schema: {
      tags,
      operationId: 'getBuild',
      summary: 'Get a build',
      params: NameParams,
      response: { 200: ref(RestBuild) }
    }
  }, async (request) => restBuildBody(buildOf(request), request.world))

  const sendJobs = (request: FastifyRequest<JobsListing>, reply: FastifyReply, jobs: readonly Job[]): string => {
    const { full, limit: asked = defaultLimit } = request.query
    const limit = Math.min(asked, maxListed)
    const textOf = isOn(full) ? fullText(request) : shortText(request)
    reply.type('application/json')
    return `{"jobs":[${jobs.slice(0, limit).map(textOf).join(',')}],"truncated":${jobs.length > limit}}`
  }

  const shortText = ({ world, at }: FastifyRequest) => (job: Job): string => context.jobTexts.item(job, at, world)

  // Full jobs of a build carry three keys more than the details of a job (recorded in saucerest-java's tests).
  const fullText = (request: FastifyRequest) => (job: Job): string => {
    const { world, at } = request
    const { command_counts: counts } = jobListItem(job, at, world)
    const more = { deletion_time: null, command_counts: counts, proxy_host: null }
    const details = context.jobTexts.details(job, at, assetsBase(context, request))
    return `${details.slice(0, -1)},${JSON.stringify(more).slice(1)}`
  }

  app.get<ByName & JobsListing>('/rest/v1/:username/build/:build/jobs', {
    config: { fidelity: 'observed' },
    schema: {
      tags,
      operationId: 'getJobsOfBuild',
      summary: 'Get the jobs of a build by its name',
      params: NameParams,
      querystring: JobsQuery,
      response: { 200: Jobs }
    }
  }, async (request, reply) => sendJobs(request, reply, buildOf(request).jobs))

  app.get<ByName & JobsListing>('/rest/v1/:username/builds/:build/jobs', {
    config: { fidelity: 'inferred', note: old },
    schema: {
      tags,
      operationId: 'listUserBuildJobs',
      summary: 'Get the jobs of a user\'s build',
      params: NameParams,
      querystring: JobsQuery,
      response: { 200: Jobs }
    }
  }, async (request, reply) => sendJobs(request, reply, buildOf(request).jobs))

  app.get<ByName & JobsListing>('/rest/v1/:username/builds/:build/failed-jobs', {
    config: { fidelity: 'inferred', note: old },
    schema: {
      tags,
      operationId: 'listBuildFailedJobs',
      summary: 'Get the failed and errored jobs of a build',
      params: NameParams,
      querystring: JobsQuery,
      response: { 200: Jobs }
    }
  }, async (request, reply) => sendJobs(request, reply, jobsInStates(buildOf(request), { faulty: true }, request.at)))

  app.get<ById & JobsListing>('/rest/v1/builds/:id/jobs', {
    config: { fidelity: 'observed', note: 'A build that does not exist is a 400 here (sauce-log-parser).' },
    schema: {
      tags,
      operationId: 'listBuildJobs',
      summary: 'Get the jobs of a build by its id',
      params: IdParams,
      querystring: JobsQuery,
      response: { 200: Jobs }
    }
  }, async (request, reply) => {
    try {
      return sendJobs(request, reply, findBuild(request, request.params.id).jobs)
    } catch (error) {
      throw error instanceof NotFound || error instanceof Forbidden ? new Invalid('Build not found', 'id') : error
    }
  })
}

const buildOf = (request: FastifyRequest<ByName>): BuildState =>
  findUserBuild(request, request.params.username, request.params.build)
