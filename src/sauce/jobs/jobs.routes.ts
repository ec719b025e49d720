import '../../http/operation.js'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from '../../kernel/schema.js'
import { NotFound } from '../../kernel/errors.js'
import { Type, ref } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import { lookedAt } from '../../worlds/progress.js'
import { linkBase, type SauceContext } from '../context.js'
import { jobBody, updatedJobBody } from './jobs.body.js'
import { jobsCsv } from './jobs.csv.js'
import { deleteAllJobs, deleteJob, findJob, findJobOf, listJobs, stopJob, updateJob, type JobFilter } from './jobs.js'
import * as wire from './jobs.schema.js'

const { Params, UserParams, IdParams, ListQuery, ListV11Query, ByIdQuery, isOn } = wire

const inMs = (seconds: number | undefined): number | undefined => seconds === undefined ? undefined : seconds * 1000

/** Text or bytes that are JSON already. */
const sendJson = <T extends string | Buffer>(reply: FastifyReply, json: T): T => {
  reply.type('application/json')
  return json
}

const Jobs = Type.Union([Type.Array(ref(wire.Job)), Type.Array(ref(wire.JobListItem))])
const Wrapped = Type.Object({ jobs: Jobs })
const documented = { tags: ['Jobs'] }

export function jobRoutes (app: FastifyInstance, context: SauceContext): void {
  const { jobTexts } = context

  app.get<{ Params: Static<typeof UserParams>, Querystring: wire.ListQuery }>('/rest/v1/:username/jobs', {
    config: { fidelity: 'documented', note: 'Items without full are the documented sample\'s; older documents show ids alone.' },
    schema: { ...documented, operationId: 'listJobs', summary: 'Get jobs', params: UserParams, querystring: ListQuery, response: { 200: Jobs } }
  }, async (request, reply) => {
    const { query, world, at } = request
    const jobs = listJobs(world, request.caller, request.params.username, filterOf(query, 100), at)
    const base = linkBase(context, request)
    const full = isOn(query.full)
    if (query.format === 'csv') {
      reply.type('text/csv; charset=utf-8')
      const bodies = jobs.map((job) => jobBody(job, at, base))
      return await jobsCsv(bodies, full ? Object.keys(wire.Job.properties) as Array<keyof wire.JobBody> : ['id'])
    }
    return sendJson(reply, full ? jobTexts.detailsList(jobs, at, base) : `[${jobs.map((job) => jobTexts.item(job, at, world)).join(',')}]`)
  })

  app.get<{ Params: Static<typeof UserParams>, Querystring: wire.ListV11Query }>('/rest/v1.1/:username/jobs', {
    config: { fidelity: 'documented' },
    schema: { ...documented, operationId: 'listJobsV1_1', summary: 'Get jobs, wrapped, with more filters', params: UserParams, querystring: ListV11Query, response: { 200: Wrapped } }
  }, async (request, reply) => {
    const { query, world, at } = request
    const auto = isOn(query.auto_only)
    const manual = isOn(query.manual_only)
    if (auto && manual) return await reply.code(400).type('application/json').send('{"message":"Invalid combination of arguments."}')
    const jobs = listJobs(world, request.caller, query.owner ?? request.params.username, {
      ...filterOf(query, 50), name: query.name, manual: auto ? false : manual ? true : undefined, subaccounts: isOn(query.subaccounts)
    }, at)
    const base = linkBase(context, request)
    const full = isOn(query.full)
    return sendJson(reply, `{"jobs":[${jobs.map((job) => full ? jobTexts.details(job, at, base) : jobTexts.item(job, at, world)).join(',')}]}`)
  })

  app.get<{ Querystring: wire.ByIdQuery }>('/rest/v1.1/jobs', {
    config: { fidelity: 'documented' },
    schema: { ...documented, operationId: 'getJobsV1_1', summary: 'Get jobs by id', querystring: ByIdQuery, response: { 200: Wrapped } }
  }, async (request, reply) => {
    const { query, world, at } = request
    const base = linkBase(context, request)
    // The SDK asks so for the jobs of a build that has none.
    const jobs = (query.id ?? []).flatMap((id) => found(() => findJob(world, request.caller, id, at)))
    return sendJson(reply, `{"jobs":[${jobs.map((job) => isOn(query.full) ? jobTexts.details(job, at, base) : jobTexts.item(job, at, world)).join(',')}]}`)
  })

  for (const version of ['v1', 'v1.1']) {
    app.get<{ Params: Static<typeof Params>, Querystring: { auth?: string } }>(`/rest/${version}/:username/jobs/:job_id`, {
      config: { credentials: 'shared', fidelity: version === 'v1' ? 'documented' : 'observed' },
      schema: { ...documented, operationId: version === 'v1' ? 'getJob' : 'getUserJobV1_1', summary: 'Get job details', params: Params, response: { 200: ref(wire.Job) } }
    }, async (request, reply) => {
      const { username, job_id: id } = request.params
      const job = lookedAt(request.world, findJobOf(request.world, request.caller, username, id, request.at, request.query.auth), request.at)
      return sendJson(reply, jobTexts.details(job, request.at, linkBase(context, request)))
    })
  }

  app.get<{ Params: Static<typeof IdParams>, Querystring: { auth?: string } }>('/rest/v1.1/jobs/:job_id', {
    config: { credentials: 'shared', fidelity: 'observed' },
    schema: { ...documented, operationId: 'getJobV1_1', summary: 'Get job details without naming a user', params: IdParams, response: { 200: ref(wire.Job) } }
  }, async (request, reply) => {
    const job = lookedAt(request.world, findJob(request.world, request.caller, request.params.job_id, request.at, request.query.auth), request.at)
    return sendJson(reply, jobTexts.details(job, request.at, linkBase(context, request)))
  })

  app.put<{ Params: Static<typeof Params>, Body: wire.JobUpdate }>('/rest/v1/:username/jobs/:job_id', {
    config: { fidelity: 'documented', note: 'Writing what is there already does not count as a modification.' },
    schema: { ...documented, operationId: 'updateJob', summary: 'Update a job', params: Params, body: ref(wire.JobUpdate), response: { 200: ref(wire.UpdatedJob) } }
  }, async (request) => {
    const { username, job_id: id } = request.params
    const job = updateJob(request.world, request.caller, username, id, request.body, request.at)
    return updatedJobBody(job, request.at, linkBase(context, request))
  })

  app.put<{ Params: Static<typeof Params> }>('/rest/v1/:username/jobs/:job_id/stop', {
    config: { fidelity: 'documented', note: 'A running job is complete at once; the real service may still say in progress for some seconds.' },
    schema: { ...documented, operationId: 'stopJob', summary: 'Stop a job', params: Params, response: { 200: ref(wire.UpdatedJob) } }
  }, async (request) => {
    const { username, job_id: id } = request.params
    const job = stopJob(request.world, request.caller, username, id, request.at)
    return updatedJobBody(job, request.at, linkBase(context, request))
  })

  app.delete<{ Params: Static<typeof IdParams> }>('/rest/v1.1/jobs/:job_id', {
    config: { fidelity: 'documented', note: 'Later documents say the real service no longer has this path.' },
    schema: { ...documented, operationId: 'deleteJobV1_1', summary: 'Delete a job', params: IdParams, response: { 204: Type.Null() } }
  }, async (request, reply) => {
    deleteJob(request.world, request.caller, undefined, request.params.job_id, request.at)
    return await reply.code(204).send()
  })

  app.delete<{ Params: Static<typeof Params> }>('/rest/v1/:username/jobs/:job_id', {
    config: { fidelity: 'observed', note: '200 with a body, where the documents say 204.' },
    schema: { ...documented, operationId: 'deleteJob', summary: 'Delete a job (the path that answers with a body)', params: Params, response: { 200: Type.Object({ value: Type.String() }) } }
  }, async (request) => {
    deleteJob(request.world, request.caller, request.params.username, request.params.job_id, request.at)
    return { value: 'Success' }
  })

  app.delete<{ Params: Static<typeof UserParams> }>('/rest/v1.1/:username/jobs', {
    config: { fidelity: 'documented' },
    schema: { ...documented, operationId: 'deleteAllJobs', summary: 'Delete all of a user\'s jobs', params: UserParams, response: { 204: Type.Null() } }
  }, async (request, reply) => {
    deleteAllJobs(request.world, request.caller, request.params.username, request.at)
    return await reply.code(204).send()
  })
}

const filterOf = (query: Pick<wire.ListQuery, 'from' | 'to' | 'skip' | 'limit'>, defaultLimit: number): JobFilter =>
  ({ from: inMs(query.from), to: inMs(query.to), skip: query.skip ?? 0, limit: query.limit ?? defaultLimit })

/** Ids that are not there are left out of a list by ids. */
function found (find: () => Job): Job[] {
  try {
    return [find()]
  } catch (error) {
    if (error instanceof NotFound) return []
    throw error
  }
}
