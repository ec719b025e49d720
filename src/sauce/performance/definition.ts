import type { FastifyInstance } from 'fastify'
import { remembered } from '../../kernel/memo.js'
import { lazyValidation } from '../../http/lazy-validation.js'
import { responsesOf } from '../../http/refusals.js'
import { addSchemas } from '../components.js'
import { Job } from '../jobs/jobs.schema.js'
import { PerformanceError, sauceRefusals } from '../refusals.js'

/** Registers operations; what is behind them does not matter. */
export type Registration = (app: FastifyInstance) => void

/**
 * An OpenAPI document of the operations that are registered. The same for every twin of this version, and made once.
 */
export const definitionOf = remembered(async (register: Registration): Promise<Record<string, unknown>> => {
  const { default: fastify } = await import('fastify')
  const { default: swagger } = await import('@fastify/swagger')
  // It never listens.
  const app = fastify({ exposeHeadRoutes: false, schemaController: lazyValidation })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Performance API', version: '2' },
      components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
      security: [{ basic: [] }]
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) }
  })
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, response: responsesOf(route, sauceRefusals) }
  })
  await app.register(async (part) => {
    register(part)
    // The schemas of others that these operations refer to.
    addSchemas(part, [Job, PerformanceError])
  })
  await app.ready()
  const document: Record<string, unknown> = JSON.parse(JSON.stringify(app.swagger()))
  return document
})
