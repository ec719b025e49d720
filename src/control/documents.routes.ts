import type { FastifyInstance } from 'fastify'
import { NotFound } from '../kernel/errors.js'
import { Type } from '../kernel/schema.js'
import type { ControlOptions } from './index.js'

const tags = ['Documentation']

export function documentRoutes (app: FastifyInstance, { document, docs }: ControlOptions): void {
  app.get<{ Params: { document: string } }>('/_perftwin/openapi/:document.json', {
    schema: { tags, operationId: 'openApi', summary: 'An OpenAPI document', params: Type.Object({ document: Type.String() }), response: { 200: Type.Unknown() } }
  }, async (request) => {
    const found = await document(request.params.document)
    if (found === undefined) throw new NotFound('document', request.params.document)
    return found
  })

  for (const url of ['/_perftwin/docs', '/_perftwin/docs/*']) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      const page = await docs(request.url)
      if (page === undefined) throw new NotFound('page', request.url)
      return await reply.code(page.status).headers(page.headers).send(page.body)
    })
  }
}
