import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../../http/refusals.js'
import { sendBytes } from '../../http/send-bytes.js'
import { NotFound } from '../../kernel/errors.js'
import { Type, type Static } from '../../kernel/schema.js'
import type { Job } from '../../facts/job.js'
import { mayReadDetails, opensJob } from '../access.js'
import type { SauceContext } from '../context.js'
import { fileResponse } from '../file-response.js'
import { findJob, findJobOf } from '../jobs/jobs.js'
import { sendFileRefusal } from '../pages/refusals.js'
import { JobIdParams, ShareQuery, type ByJobId, type Shared } from '../paths.js'
import { isPicture } from './file-names.js'
import { isText } from './media-types.js'

const OfUser = Type.Object({ username: Type.String(), job_id: Type.String(), file_name: Type.String() })
const OfJob = Type.Object({ job_id: Type.String(), file_name: Type.String() })
const OfLoad = Type.Object({ job_id: Type.String(), loader_id: Type.String() })
const Signed = Type.Object({
  ts: Type.Optional(Type.String({
    description: 'When the link was made, ms since the Unix epoch; not looked at.'
  })),
  auth: Type.Optional(Type.String({
    description: 'HMAC-MD5 of the job id, keyed user:access key, in hexadecimal digits.'
  }))
})

interface ByUser extends Shared { Params: Static<typeof OfUser> }
interface ByFile extends Shared { Params: Static<typeof OfJob> }
interface ByLoad extends Shared { Params: Static<typeof OfLoad> }

const tags = ['Assets']
const response = fileResponse('/rest/')

/** Sends the files of jobs, by the ways the vendor has. */
export function assetFileRoutes (app: FastifyInstance, { assetFiles }: SauceContext): void {
  const send = async (
    request: FastifyRequest<Shared>, reply: FastifyReply, job: Job, name: string
  ): Promise<FastifyReply> => {
    const { world, at, query: { auth } } = request
    const mayRead = isPicture(name) || mayReadDetails(request, job) || opensJob(request, job, auth)
    if (!mayRead) throw new NotFound('asset', name)
    const { bytes, etag, type, uploaded } = await assetFiles.find(world, job, name, at)
    // A client's page must not act in the name of this origin.
    if (uploaded) reply.header('content-security-policy', 'sandbox')
    return await sendBytes(request, reply, { bytes, etag, type, text: isText(type) })
  }

  app.get<ByUser>('/rest/v1/:username/jobs/:job_id/assets/:file_name', {
    config: {
      credentials: 'shared',
      fidelity: 'documented',
      note: 'Also screenshots.zip and final_screenshot.png, which no list has.'
    },
    schema: {
      tags,
      operationId: 'getJobAsset',
      summary: 'Get a file of a job',
      params: OfUser,
      querystring: ShareQuery,
      response
    }
  }, async (request, reply) => {
    const { params: { username, job_id: id, file_name: name }, query } = request
    return await send(request, reply, findJobOf(request, username, id, query.auth), name)
  })

  app.get<ByFile>('/rest/v1/jobs/:job_id/:file_name', {
    config: {
      credentials: 'shared',
      fidelity: 'documented',
      note: 'The published description\'s path; the SDK itself asks the assets host.'
    },
    schema: {
      tags,
      operationId: 'downloadJobAssetById',
      summary: 'Get a file of a job without naming a user',
      params: OfJob,
      querystring: ShareQuery,
      response
    }
  }, async (request, reply) => {
    const { params: { job_id: id, file_name: name }, query } = request
    return await send(request, reply, findJob(request, id, query.auth), name)
  })

  app.get<ByFile>('/jobs/:job_id/:file_name', {
    config: {
      credentials: 'shared',
      fidelity: 'observed',
      note: 'The assets host: Basic credentials or the token. Where keys are not checked any token will do.'
    },
    schema: {
      tags,
      operationId: 'downloadJobAsset',
      summary: 'Get a file of a job from the assets host',
      params: OfJob,
      querystring: Signed,
      response: { ...response, ...refusal(404, Type.String(), 'text/html') }
    },
    errorHandler: sendFileRefusal
  }, async (request, reply) => {
    const { params: { job_id: id, file_name: name }, query } = request
    return await send(request, reply, findJob(request, id, query.auth), name)
  })

  for (const [name, operationId] of [['network.har', 'getNetworkHar'], ['console.json', 'getConsoleLog']] as const) {
    app.get<ByJobId & Shared>(`/v1/eds/:job_id/${name}`, {
      config: { credentials: 'shared', fidelity: 'observed', note: 'saucerest-java calls it.' },
      schema: {
        tags,
        operationId,
        summary: `Get ${name} of a job with extended debugging`,
        params: JobIdParams,
        querystring: ShareQuery,
        response
      }
    }, async (request, reply) => {
      const { params, query } = request
      return await send(request, reply, findJob(request, params.job_id, query.auth), name)
    })
  }

  app.get<ByLoad>('/v1/eds/:job_id/performance/:loader_id/lhr.html', {
    config: {
      credentials: 'shared',
      fidelity: 'inferred',
      note: 'speedo prints its address; what the page looks like is ours.'
    },
    schema: {
      tags,
      operationId: 'getLighthouseReport',
      summary: 'Get the report page of a page load',
      params: OfLoad,
      querystring: ShareQuery,
      response
    }
  }, async (request, reply) => {
    const { params: { job_id: id, loader_id: loaderId }, query } = request
    return await send(request, reply, findJob(request, id, query.auth), `performance/${loaderId}/lhr.html`)
  })
}
