import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotReady } from '../../kernel/errors.js'
import { Type, ref, type Static } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import { mayReadLogs, opensJob } from '../auth.js'
import type { SauceContext } from '../context.js'
import { findJob, findJobOf } from '../jobs/jobs.js'
import { AssetList, assetListBody } from './assets.body.js'
import { deleteAssets, listAssets, notFinished } from './assets.js'

const Params = Type.Object({ username: Type.String(), job_id: Type.String() })
const IdParams = Type.Object({ job_id: Type.String() })
const AuthQuery = Type.Object({ auth: Type.Optional(Type.String({ description: 'The token of a share link.' })) })

interface OfUser { Params: Static<typeof Params> }
interface Shared { Querystring: Static<typeof AuthQuery> }
interface ById { Params: Static<typeof IdParams> }

const tags = ['Assets']

/** Lists and deletes the files of jobs. */
export function assetRoutes (app: FastifyInstance, { assetFiles }: SauceContext): void {
  const list = (request: FastifyRequest<Shared>, reply: FastifyReply, job: Job): unknown => {
    const { world, caller, at } = request
    try {
      return assetListBody(listAssets(world, job, at).visible, mayReadLogs(world, caller, job) || opensJob(world, job, request.query.auth, at))
    } catch (error) {
      return notReady(error, reply)
    }
  }

  app.get<OfUser & Shared>('/rest/v1/:username/jobs/:job_id/assets', {
    config: { credentials: 'shared', fidelity: 'documented' },
    schema: { tags, operationId: 'listJobAssets', summary: 'List the files of a job', params: Params, querystring: AuthQuery, response: { 200: ref(AssetList) } }
  }, async (request, reply) => {
    const { username, job_id: id } = request.params
    return list(request, reply, findJobOf(request.world, request.caller, username, id, request.at, request.query.auth))
  })

  app.get<ById & Shared>('/rest/v1/jobs/:job_id/assets', {
    config: { credentials: 'shared', fidelity: 'observed', note: 'sauce-api-mcp calls it.' },
    schema: { tags, operationId: 'listAssetsOfJob', summary: 'List the files of a job without naming a user', params: IdParams, querystring: AuthQuery, response: { 200: ref(AssetList) } }
  }, async (request, reply) => list(request, reply, findJob(request.world, request.caller, request.params.job_id, request.at, request.query.auth)))

  app.delete<OfUser>('/rest/v1/:username/jobs/:job_id/assets', {
    config: { fidelity: 'documented', note: 'A second time is a 400, which sauce_whisk takes for "already deleted".' },
    schema: { tags, operationId: 'deleteJobAssets', summary: 'Delete the files of a job', params: Params, response: { 200: Type.Array(Type.Tuple([Type.String(), Type.Integer()])) } }
  }, async (request, reply) => {
    const { username, job_id: id } = request.params
    try {
      return await deleteAssets(request.world, request.caller, username, id, request.at, async (world, job, name) => await assetFiles.size(world, job, name))
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
