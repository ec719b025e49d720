import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type } from '../../kernel/schema.js'
import type { Store } from '../../store/store.js'
import { findOwnJob } from '../jobs/jobs.js'
import { readParts, uploadLimits } from './multipart.js'
import { uploadAssets } from './uploads.js'

const Uploaded = Type.Object({
  uploaded: Type.Nullable(Type.Array(Type.String())),
  errors: Type.Optional(Type.Array(Type.String()))
})

/** Takes files from clients. The body is read by the route itself, so this plugin has a parser of its own. */
export async function uploadRoutes (app: FastifyInstance, { store }: { store: Pick<Store, 'putBytes'> }): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, body, done) => { done(null, body) })

  app.put<{ Params: { job_id: string } }>('/v1/testcomposer/jobs/:job_id/assets', {
    bodyLimit: uploadLimits.total,
    config: { fidelity: 'observed', note: `Files in fields of any name; at most ${uploadLimits.file / 1024 / 1024} MB each, else 413.` },
    schema: {
      tags: ['Test composer'],
      operationId: 'uploadJobAssets',
      summary: 'Add files to a job',
      consumes: ['multipart/form-data'],
      params: Type.Object({ job_id: Type.String() }),
      response: { 200: Uploaded, 400: Type.String(), 404: Type.String(), 413: Type.String() }
    }
  }, async (request) => {
    const { world, caller, at, params: { job_id: id } } = request
    findOwnJob(world, caller, undefined, id, at)
    const { uploaded, errors } = await uploadAssets(world, store, caller, id, await readParts(request.raw), at)
    return errors.length === 0 ? { uploaded } : { uploaded: uploaded.length === 0 ? null : uploaded, errors }
  })
}
