import { lazyValidation } from '../../http/lazy-validation.js'
import { sauceContext } from '../context.js'
import * as jobs from '../jobs/jobs.schema.js'
import { performanceRoutes } from './performance.routes.js'
import { performanceSchemas } from './performance.schema.js'
import { performanceWritingRoutes } from './writing.routes.js'

let definition: Promise<Record<string, unknown>> | undefined

/** An OpenAPI document of the performance operations. The same for every twin of this version, and made once. */
export async function performanceDefinition (): Promise<Record<string, unknown>> {
  definition ??= makeDefinition()
  return await definition
}

/** Registers the routes in an application that never listens, with nothing behind them. */
async function makeDefinition (): Promise<Record<string, unknown>> {
  const [{ default: fastify }, { default: swagger }] = await Promise.all([import('fastify'), import('@fastify/swagger')])
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
  await app.register(async (part) => {
    for (const schema of [...performanceSchemas, jobs.Job]) part.addSchema(schema)
    const context = sauceContext({ auth: 'any', publicUrl: undefined, store: undefined as never })
    performanceRoutes(part, context)
    performanceWritingRoutes(part, context)
  })
  await app.ready()
  return JSON.parse(JSON.stringify(app.swagger())) as Record<string, unknown>
}
