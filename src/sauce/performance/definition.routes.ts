import '../../http/operation.js'
import type { FastifyInstance } from 'fastify'
import { Type } from '../../kernel/schema.js'
import type { Registration } from './definition.js'
import { tags } from './of-job.js'

/** Tells what the API is. `register` registers all of it. */
export function definitionRoutes (app: FastifyInstance, register: Registration): void {
  app.get('/v2/performance/metrics/swagger', {
    config: { fidelity: 'documented', note: 'An OpenAPI document of the operations as perftwin serves them.' },
    schema: {
      tags,
      operationId: 'get_api_definition',
      summary: 'The definition of this API',
      response: { 200: Type.Record(Type.Unknown()) }
    }
  }, async () => {
    const { definitionOf } = await import('./definition.js')
    return await definitionOf(register)
  })
}
