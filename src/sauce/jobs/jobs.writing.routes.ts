import '../../http/operation.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, ref } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import type { SauceContext } from '../context.js'
import { assetsBase } from '../hosts.js'
import { JobIdParams, JobParams, UserParams, type ByJob, type ByJobId, type ByUser } from '../paths.js'
import { deleteAllJobs, deleteJob, stopJob, updateJob } from './change-jobs.js'
import { updatedJobBody } from './jobs.body.js'
import * as wire from './jobs.schema.js'

const tags = ['Jobs']

/** What changes and deletes jobs. */
export function jobWritingRoutes (app: FastifyInstance, context: SauceContext): void {
  const updated = (request: FastifyRequest, job: Job): wire.UpdatedJob =>
    updatedJobBody(job, request.at, assetsBase(context, request))

  app.put<ByJob & { Body: wire.JobUpdate }>('/rest/v1/:username/jobs/:job_id', {
    config: { fidelity: 'documented', note: 'Writing what is there already does not count as a modification.' },
    schema: {
      tags,
      operationId: 'updateJob',
      summary: 'Update a job',
      params: JobParams,
      body: ref(wire.JobUpdate),
      response: { 200: ref(wire.UpdatedJob) }
    }
  }, async (request) => {
    const { username, job_id: id } = request.params
    return updated(request, updateJob(request, username, id, request.body))
  })

  app.put<ByJob>('/rest/v1/:username/jobs/:job_id/stop', {
    config: {
      fidelity: 'documented',
      note: 'A running job is complete at once; the real service may still say in progress for some seconds.'
    },
    schema: {
      tags,
      operationId: 'stopJob',
      summary: 'Stop a job',
      params: JobParams,
      response: { 200: ref(wire.UpdatedJob) }
    }
  }, async (request) => {
    const { username, job_id: id } = request.params
    return updated(request, await stopJob(request, username, id))
  })

  app.delete<ByJobId>('/rest/v1.1/jobs/:job_id', {
    config: { fidelity: 'documented', note: 'Later documents say the real service no longer has this path.' },
    schema: {
      tags,
      operationId: 'deleteJobV1_1',
      summary: 'Delete a job',
      params: JobIdParams,
      response: { 204: Type.Null() }
    }
  }, async (request, reply) => {
    deleteJob(request, request.params.job_id)
    return await reply.code(204).send()
  })

  app.delete<ByJob>('/rest/v1/:username/jobs/:job_id', {
    config: { fidelity: 'observed', note: '200 with a body, where the documents say 204.' },
    schema: {
      tags,
      operationId: 'deleteJob',
      summary: 'Delete a job (the path that answers with a body)',
      params: JobParams,
      response: { 200: Type.Object({ value: Type.String() }) }
    }
  }, async (request) => {
    const { username, job_id: id } = request.params
    deleteJob(request, id, username)
    return { value: 'Success' }
  })

  app.delete<ByUser>('/rest/v1.1/:username/jobs', {
    config: { fidelity: 'documented' },
    schema: {
      tags,
      operationId: 'deleteAllJobs',
      summary: 'Delete all of a user\'s jobs',
      params: UserParams,
      response: { 204: Type.Null() }
    }
  }, async (request, reply) => {
    deleteAllJobs(request, request.params.username)
    return await reply.code(204).send()
  })
}
