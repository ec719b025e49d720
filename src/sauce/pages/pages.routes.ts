import '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../../http/refusals.js'
import { Forbidden, NotFound, Unauthorized } from '../../kernel/errors.js'
import { Type, type Static } from '../../kernel/schema.js'
import { mayRead, type Asking } from '../access.js'
import { findBuild } from '../builds/builds.js'
import { BuildParams } from '../builds/builds.schema.js'
import type { SauceContext } from '../context.js'
import { appBase, assetsBase } from '../hosts.js'
import { findJob } from '../jobs/jobs.js'
import { JobIdParams, ShareQuery, type ByJobId, type Shared } from '../paths.js'
import { sendPageRefusal } from './refusals.js'

const tags = ['Pages']
const Html = Type.String()

/** A page, and the pages that refuse one. */
const response = {
  200: { description: 'The page.', content: { 'text/html': { schema: Html } } },
  ...refusal(401, Html, 'text/html'),
  ...refusal(404, Html, 'text/html')
}

const config = { credentials: 'open', fidelity: 'invented' } as const

/** The app's pages about one job and one build, whose addresses clients print. */
export function pageRoutes (app: FastifyInstance, context: SauceContext): void {
  const showJob = async (request: FastifyRequest<ByJobId & Shared>, reply: FastifyReply): Promise<FastifyReply> => {
    const { params: { job_id: id }, query: { auth } } = request
    const job = seen(request, () => findJob(request, id, auth))
    const [{ jobView }, { jobPage }] = await Promise.all([import('./job-view.js'), import('./job.page.js')])
    const linking = {
      files: assetsBase(context, request),
      pages: appBase(context, request),
      auth,
      asksForToken: context.auth !== 'off'
    }
    return await sendPage(reply, jobPage(await jobView(request, job, linking, context.histories)))
  }

  for (const [path, operationId, note] of [
    ['/tests', 'showTest', 'Reporters print its address; what the page looks like is ours.'],
    ['/jobs', 'showJob', 'The older address of the same page.']
  ] as const) {
    app.get<ByJobId & Shared>(`${path}/:job_id`, {
      config: { ...config, note },
      schema: {
        tags,
        operationId,
        summary: 'Show a job on a page',
        params: JobIdParams,
        querystring: ShareQuery,
        response
      },
      errorHandler: sendPageRefusal
    }, showJob)
  }

  app.get<{ Params: Static<typeof BuildParams> }>('/builds/:source/:build_id', {
    config: { ...config, note: 'saucectl prints its address; what the page looks like is ours.' },
    schema: { tags, operationId: 'showBuild', summary: 'Show a build on a page', params: BuildParams, response },
    errorHandler: sendPageRefusal
  }, async (request, reply) => {
    const { params: { source, build_id: id }, at } = request
    const state = seen(request, () => {
      if (source !== 'vdc') throw new NotFound('build', id)
      return findBuild(request, id)
    })
    const pages = appBase(context, request)
    const { buildPage } = await import('./build.page.js')
    const jobs = state.jobs.filter((job) => mayRead(request, job))
    return await sendPage(reply, buildPage({ ...state, jobs }, at, (jobId) => `${pages}/tests/${jobId}`))
  })
}

/** Who has not said who they are is asked to, where there is nothing that everybody may see. @throws Unauthorized */
function seen<T> ({ caller }: Asking, find: () => T): T {
  try {
    return find()
  } catch (error) {
    const isHidden = error instanceof NotFound || error instanceof Forbidden
    if (isHidden && caller.kind === 'anonymous') throw new Unauthorized('credentials are missing')
    throw error instanceof Forbidden ? new NotFound('page', '') : error
  }
}

async function sendPage (reply: FastifyReply, page: string): Promise<FastifyReply> {
  const { pageHeaders } = await import('./layout.js')
  return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page)
}
