import type { FastifyInstance } from 'fastify'
import { ref } from '../kernel/schema.js'
import { Truth } from './truth.schema.js'

export function truthRoutes (app: FastifyInstance): void {
  app.addSchema(Truth)

  app.get('/_perftwin/truth', {
    schema: { tags: ['Truth'], operationId: 'truth', summary: 'What really happened, for scoring a detector: releases, their causes, change points, outliers', response: { 200: ref(Truth) } }
  }, async ({ world, at }) => {
    // The simulation is not needed to listen.
    const { truthOf } = await import('./truth.js')
    return truthOf(world, at)
  })
}
