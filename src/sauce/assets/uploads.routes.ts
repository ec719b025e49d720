import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type } from '../../kernel/schema.js'
import { withIncoming } from '../../worlds/incoming.js'
import type { SauceContext } from '../context.js'
import { findOwnJob } from '../jobs/jobs.js'
import { JobIdParams, type ByJobId } from '../paths.js'
import { readParts, uploadLimits } from './multipart.js'
import { uploadAssets } from './uploads.js'

const Uploaded = Type.Object({
  uploaded: Type.Nullable(Type.Array(Type.String())),
  errors: Type.Optional(Type.Array(Type.String()))
})

/** Takes files from clients. The body is read by the route itself, so this is a plugin with a parser of its own. */
export async function uploadRoutes (app: FastifyInstance, { store }: SauceContext): Promise<void> {
  await app.register(async (part) => {
    part.removeAllContentTypeParsers()
    part.addContentTypeParser('*', (_request, body, done) => { done(null, body) })

    part.put<ByJobId>('/v1/testcomposer/jobs/:job_id/assets', {
      bodyLimit: uploadLimits.total,
      config: {
        fidelity: 'observed',
        note: `Files in fields of any name; at most ${uploadLimits.file / 1024 / 1024} MB each, else 413.`
      },
      schema: {
        tags: ['Test composer'],
        operationId: 'uploadJobAssets',
        summary: 'Add files to a job',
        consumes: ['multipart/form-data'],
        params: JobIdParams,
        response: { 200: Uploaded }
      }
    }, async (request) => {
      const { job_id: id } = request.params
      // Before anything is read: what must not be kept need not be sent.
      findOwnJob(request, id)
      const { uploaded, errors } = await withIncoming(request.world.holdings, async (incoming) => {
        const parts = await readParts(request.raw, uploadLimits, incoming)
        const keeping: typeof store.keeping = async (task) => await store.keeping(task)
        return await uploadAssets(request, { ...incoming.handingTo(store), keeping }, id, parts)
      })
      if (errors.length === 0) return { uploaded }
      return { uploaded: uploaded.length === 0 ? null : uploaded, errors }
    })
  })
}
