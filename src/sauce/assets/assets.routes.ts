import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../../http/refusals.js'
import { NotReady } from '../../kernel/errors.js'
import { Type, ref } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import { mayReadDetails, opensJob } from '../access.js'
import { addSchemas } from '../components.js'
import type { SauceContext } from '../context.js'
import { findJob, findJobOf } from '../jobs/jobs.js'
import { JobIdParams, JobParams, ShareQuery, type ByJob, type ByJobId, type Shared } from '../paths.js'
import { NotOverError, RestError } from '../refusals.js'
import { AssetList, assetListBody } from './assets.body.js'
import { deleteAssets, listAssets, notFinished, prepareAssets, type AssetSize } from './assets.js'

const tags = ['Assets']
const Unfinished = Type.String({ description: 'While the job runs.' })

/** Lists and deletes the files of jobs. */
export function assetRoutes (app: FastifyInstance, { assetFiles }: SauceContext): void {
  addSchemas(app, [AssetList])
  const sizeOf: AssetSize = async (world, job, name) => await assetFiles.size(world, job, name)

  const list = async (request: FastifyRequest<Shared>, reply: FastifyReply, job: Job): Promise<unknown> => {
    const { world, at, query } = request
    await prepareAssets(world, job, at)
    try {
      const { visible } = listAssets(world, job, at)
      return assetListBody(visible, mayReadDetails(request, job) || opensJob(request, job, query.auth))
    } catch (error) {
      return notReady(error, reply)
    }
  }

  app.get<ByJob & Shared>('/rest/v1/:username/jobs/:job_id/assets', {
    config: { credentials: 'shared', fidelity: 'documented' },
    schema: {
      tags,
      operationId: 'listJobAssets',
      summary: 'List the files of a job',
      params: JobParams,
      querystring: ShareQuery,
      response: { 200: ref(AssetList), ...refusal(400, Type.Union([ref(RestError), Unfinished])) }
    }
  }, async (request, reply) => {
    const { params: { username, job_id: id }, query } = request
    return await list(request, reply, findJobOf(request, username, id, query.auth))
  })

  app.get<ByJobId & Shared>('/rest/v1/jobs/:job_id/assets', {
    config: { credentials: 'shared', fidelity: 'observed', note: 'sauce-api-mcp calls it.' },
    schema: {
      tags,
      operationId: 'listAssetsOfJob',
      summary: 'List the files of a job without naming a user',
      params: JobIdParams,
      querystring: ShareQuery,
      response: { 200: ref(AssetList), ...refusal(400, Type.Union([ref(RestError), Unfinished])) }
    }
  }, async (request, reply) => await list(request, reply, findJob(request, request.params.job_id, request.query.auth)))

  app.delete<ByJob>('/rest/v1/:username/jobs/:job_id/assets', {
    config: {
      fidelity: 'documented',
      note: 'A second time is a 400, which sauce_whisk takes for "already deleted".'
    },
    schema: {
      tags,
      operationId: 'deleteJobAssets',
      summary: 'Delete the files of a job',
      params: JobParams,
      response: {
        200: Type.Array(Type.Tuple([Type.String(), Type.Integer()])),
        ...refusal(400, Type.Union([ref(RestError), ref(NotOverError), Unfinished]))
      }
    }
  }, async (request, reply) => {
    const { username, job_id: id } = request.params
    try {
      return await deleteAssets(request, username, id, sizeOf)
    } catch (error) {
      return notReady(error, reply)
    }
  })
}

/** While the job runs the answer is a bare JSON string and a line feed (recorded by sauce_whisk's cassettes). */
function notReady (error: unknown, reply: FastifyReply): string {
  if (!(error instanceof NotReady) || error.message !== notFinished) throw error
  reply.code(400).type('application/json')
  return `${JSON.stringify(notFinished)}\n`
}
