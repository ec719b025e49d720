import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../kernel/errors.js'
import { Type, ref } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import { refusal } from '../../http/refusals.js'
import { isLooking } from '../../http/looking.js'
import { lookedAt } from '../../worlds/progress.js'
import { opensJob } from '../access.js'
import { addSchemas } from '../components.js'
import type { SauceContext } from '../context.js'
import { isOn } from '../flags.js'
import { assetsBase } from '../hosts.js'
import {
  JobIdParams, JobParams, ShareQuery, UserParams, type ByJob, type ByJobId, type ByUser, type Shared
} from '../paths.js'
import { RestError } from '../refusals.js'
import { jobBody } from './jobs.body.js'
import { jobsCsv } from './jobs.csv.js'
import { findJob, findJobOf, listJobs, type JobFilter } from './jobs.js'
import * as wire from './jobs.schema.js'
import { shownTo } from './shown-job.js'

const Jobs = Type.Union([Type.Array(ref(wire.Job)), Type.Array(ref(wire.JobListItem))])
const Wrapped = Type.Object({ jobs: Jobs })
const JobsInFormats = {
  description: 'Jobs, the newest first.',
  content: { 'application/json': { schema: Jobs }, 'text/csv': { schema: Type.String() } }
}
/** What this list says to flags that rule each other out; to other bad input it says what all do. */
const BadCombination = Type.Object({ message: Type.String() })
const tags = ['Jobs']

/** What reads jobs. Their JSON is written by hand, so answers say themselves that they are JSON. */
export function jobRoutes (app: FastifyInstance, context: SauceContext): void {
  addSchemas(app, wire.jobSchemas)
  const { jobTexts } = context

  const textOf = (request: FastifyRequest, full: boolean): (job: Job) => string => {
    const { world, at } = request
    const base = assetsBase(context, request)
    return full ? (job) => jobTexts.details(job, at, base) : (job) => jobTexts.item(job, at, world)
  }

  const sendWrapped = (request: FastifyRequest, reply: FastifyReply, jobs: readonly Job[], full: boolean): string => {
    reply.type('application/json')
    return `{"jobs":[${jobs.map(textOf(request, full)).join(',')}]}`
  }

  const sendCsv = async (
    request: FastifyRequest, reply: FastifyReply, jobs: readonly Job[], full: boolean
  ): Promise<string> => {
    reply.type('text/csv; charset=utf-8')
    const base = assetsBase(context, request)
    const columns = full ? Object.keys(wire.Job.properties) : ['id']
    return await jobsCsv(jobs.map((job) => jobBody(job, request.at, base)), columns)
  }

  app.get<ByUser & { Querystring: wire.ListQuery }>('/rest/v1/:username/jobs', {
    config: {
      fidelity: 'documented',
      note: 'Items without full are the documented sample\'s; older documents show ids alone.'
    },
    schema: {
      tags,
      operationId: 'listJobs',
      summary: 'Get jobs',
      params: UserParams,
      querystring: wire.ListQuery,
      response: { 200: JobsInFormats }
    }
  }, async (request, reply) => {
    const { query, params, at } = request
    const jobs = listJobs(request, params.username, filterOf(query, 100))
    const full = isOn(query.full)
    if (query.format === 'csv') return await sendCsv(request, reply, jobs, full)
    reply.type('application/json')
    if (full) return jobTexts.detailsList(jobs, at, assetsBase(context, request))
    return `[${jobs.map(textOf(request, false)).join(',')}]`
  })

  app.get<ByUser & { Querystring: wire.ListV11Query }>('/rest/v1.1/:username/jobs', {
    config: { fidelity: 'documented' },
    schema: {
      tags,
      operationId: 'listJobsV1_1',
      summary: 'Get jobs, wrapped, with more filters',
      params: UserParams,
      querystring: wire.ListV11Query,
      response: { 200: Wrapped, ...refusal(400, Type.Union([ref(RestError), BadCombination])) }
    }
  }, async (request, reply) => {
    const { query, params } = request
    const auto = isOn(query.auto_only)
    const manual = isOn(query.manual_only)
    if (auto && manual) {
      return await reply.code(400).type('application/json').send('{"message":"Invalid combination of arguments."}')
    }
    const jobs = listJobs(request, query.owner ?? params.username, {
      ...filterOf(query, 50),
      manual: auto || manual ? manual : undefined,
      subaccounts: isOn(query.subaccounts)
    })
    return sendWrapped(request, reply, jobs, isOn(query.full))
  })

  app.get<{ Querystring: wire.ByIdQuery }>('/rest/v1.1/jobs', {
    config: { fidelity: 'documented' },
    schema: {
      tags,
      operationId: 'getJobsV1_1',
      summary: 'Get jobs by id',
      querystring: wire.ByIdQuery,
      response: { 200: Wrapped }
    }
  }, async (request, reply) => {
    const { id: ids, full } = request.query
    // The SDK asks without any for the jobs of a build that has none.
    const jobs = (ids ?? []).flatMap((id) => ifFound(() => shownTo(request, findJob(request, id))))
    return sendWrapped(request, reply, jobs, isOn(full))
  })

  const sendDetails = (request: FastifyRequest<Shared>, reply: FastifyReply, job: Job): string => {
    const { world, at, query: { auth } } = request
    const seen = isLooking(request.raw) ? job : lookedAt(world, job, at)
    const shown = opensJob(request, seen, auth) ? seen : shownTo(request, seen)
    reply.type('application/json')
    return jobTexts.details(shown, at, assetsBase(context, request))
  }

  for (const [version, operationId, fidelity] of [
    ['v1', 'getJob', 'documented'],
    ['v1.1', 'getUserJobV1_1', 'observed']
  ] as const) {
    app.get<ByJob & Shared>(`/rest/${version}/:username/jobs/:job_id`, {
      config: { credentials: 'shared', fidelity },
      schema: {
        tags,
        operationId,
        summary: 'Get job details',
        params: JobParams,
        querystring: ShareQuery,
        response: { 200: ref(wire.Job) }
      }
    }, async (request, reply) => {
      const { params: { username, job_id: id }, query } = request
      return sendDetails(request, reply, findJobOf(request, username, id, query.auth))
    })
  }

  app.get<ByJobId & Shared>('/rest/v1.1/jobs/:job_id', {
    config: { credentials: 'shared', fidelity: 'observed' },
    schema: {
      tags,
      operationId: 'getJobV1_1',
      summary: 'Get job details without naming a user',
      params: JobIdParams,
      querystring: ShareQuery,
      response: { 200: ref(wire.Job) }
    }
  }, async (request, reply) => {
    const { params, query } = request
    return sendDetails(request, reply, findJob(request, params.job_id, query.auth))
  })
}

type Listing = Pick<wire.ListQuery, 'from' | 'to' | 'name' | 'skip' | 'limit'>

const filterOf = ({ from, to, name, skip = 0, limit }: Listing, defaultLimit: number): JobFilter =>
  ({ from: inMs(from), to: inMs(to), name, skip, limit: limit ?? defaultLimit })

const inMs = (seconds: number | undefined): number | undefined => seconds === undefined ? undefined : seconds * 1000

/** Ids that are not there are left out of a list by ids. */
function ifFound (find: () => Job): Job[] {
  try {
    return [find()]
  } catch (error) {
    if (error instanceof NotFound) return []
    throw error
  }
}
