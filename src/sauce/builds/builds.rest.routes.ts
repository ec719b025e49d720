import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden, Invalid, NotFound } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import { accountsBelow } from '../accounts/usage.js'
import { userOfPath } from '../auth.js'
import { linkBase, type SauceContext } from '../context.js'
import { jobListItem } from '../jobs/jobs.body.js'
import { Flag, Job as JobSchema, JobListItem, isOn } from '../jobs/jobs.schema.js'
import type { BuildState } from './build-state.js'
import { restBuildBody } from './builds.body.js'
import { findBuild, findUserBuild, jobsInStates, listBuilds, maxListed } from './builds.js'
import { RestBuild } from './builds.schema.js'

const UserParams = Type.Object({ username: Type.String() })
const NameParams = Type.Object({ username: Type.String(), build: Type.String({ description: 'The build\'s name, or its id.' }) })
const IdParams = Type.Object({ id: Type.String() })
const Limit = Type.Optional(Type.Integer({ minimum: 0, description: '100 if left out, 500 at most.' }))
const ListQuery = Type.Object({ limit: Limit, subaccounts: Type.Optional(Flag) })
const JobsQuery = Type.Object({ full: Type.Optional(Flag), limit: Limit })
type JobsQuery = Static<typeof JobsQuery>

const Jobs = Type.Object({ jobs: Type.Union([Type.Array(ref(JobSchema)), Type.Array(ref(JobListItem))]), truncated: Type.Boolean() })

interface ByUser { Params: Static<typeof UserParams>, Querystring: Static<typeof ListQuery> }
interface ByName { Params: Static<typeof NameParams>, Querystring: JobsQuery }
interface ById { Params: Static<typeof IdParams>, Querystring: JobsQuery }

const tags = ['Builds']
const old = 'A path of older clients; node-saucelabs\' older apis/sauce.json names it.'

/** The builds below /rest. */
export function restBuildRoutes (app: FastifyInstance, context: SauceContext): void {
  for (const [version, operationId, fidelity] of [['v1', 'listBuilds', 'documented'], ['v1.1', 'listBuildsV1_1', 'inferred']] as const) {
    app.get<ByUser>(`/rest/${version}/:username/builds`, {
      config: { fidelity, note: version === 'v1' ? 'The 100 most recent; a limit is taken too.' : old },
      schema: { tags, operationId, summary: 'Get recent builds', params: UserParams, querystring: ListQuery, response: { 200: Type.Array(ref(RestBuild)) } }
    }, async ({ params, query, world, caller, at }) => {
      const user = userOfPath(world, caller, params.username)
      const owners = isOn(query.subaccounts) ? accountsBelow(world, user) : [user]
      const builds = listBuilds(world, caller, { owned: (owner) => owners.includes(owner), offset: 0, limit: query.limit ?? 100 }, at)
      return builds.map((state) => restBuildBody(state, world))
    })
  }

  app.get<ByName>('/rest/v1/:username/builds/:build', {
    config: { fidelity: 'inferred', note: old },
    schema: { tags, operationId: 'getBuild', summary: 'Get a build', params: NameParams, response: { 200: ref(RestBuild) } }
  }, async (request) => restBuildBody(ofUser(request), request.world))

  const sendJobs = (request: FastifyRequest<{ Querystring: JobsQuery }>, reply: FastifyReply, jobs: readonly Job[]): string => {
    const limit = Math.min(request.query.limit ?? 100, maxListed)
    reply.type('application/json')
    const texts = jobs.slice(0, limit).map((job) => isOn(request.query.full) ? fullJob(request, job) : context.jobTexts.item(job, request.at, request.world))
    return `{"jobs":[${texts.join(',')}],"truncated":${jobs.length > limit}}`
  }

  // Full jobs of a build carry three keys more than the details of a job (recorded in saucerest-java's tests).
  const fullJob = (request: FastifyRequest, job: Job): string => {
    const more = { deletion_time: null, command_counts: jobListItem(job, request.at, request.world).command_counts, proxy_host: null }
    return `${context.jobTexts.details(job, request.at, linkBase(context, request)).slice(0, -1)},${JSON.stringify(more).slice(1)}`
  }

  app.get<ByName>('/rest/v1/:username/build/:build/jobs', {
    config: { fidelity: 'observed' },
    schema: { tags, operationId: 'getJobsOfBuild', summary: 'Get the jobs of a build by its name', params: NameParams, querystring: JobsQuery, response: { 200: Jobs } }
  }, async (request, reply) => sendJobs(request, reply, ofUser(request).jobs))

  app.get<ByName>('/rest/v1/:username/builds/:build/jobs', {
    config: { fidelity: 'inferred', note: old },
    schema: { tags, operationId: 'listUserBuildJobs', summary: 'Get the jobs of a user\'s build', params: NameParams, querystring: JobsQuery, response: { 200: Jobs } }
  }, async (request, reply) => sendJobs(request, reply, ofUser(request).jobs))

  app.get<ByName>('/rest/v1/:username/builds/:build/failed-jobs', {
    config: { fidelity: 'inferred', note: old },
    schema: { tags, operationId: 'listBuildFailedJobs', summary: 'Get the failed and errored jobs of a build', params: NameParams, querystring: JobsQuery, response: { 200: Jobs } }
  }, async (request, reply) => sendJobs(request, reply, jobsInStates(ofUser(request), { faulty: true }, request.at)))

  app.get<ById>('/rest/v1/builds/:id/jobs', {
    config: { fidelity: 'observed', note: 'A build that does not exist is a 400 here (sauce-log-parser).' },
    schema: { tags, operationId: 'listBuildJobs', summary: 'Get the jobs of a build by its id', params: IdParams, querystring: JobsQuery, response: { 200: Jobs } }
  }, async (request, reply) => {
    try {
      return sendJobs(request, reply, findBuild(request.world, request.caller, request.params.id, request.at).jobs)
    } catch (error) {
      throw error instanceof NotFound || error instanceof Forbidden ? new Invalid('Build not found', 'id') : error
    }
  })
}

const ofUser = (request: FastifyRequest<ByName>): BuildState =>
  findUserBuild(request.world, request.caller, request.params.username, request.params.build, request.at)
