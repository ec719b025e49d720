import type { FastifyInstance } from 'fastify'

/** Makes a slice's schemas known by their `$id`, so that its routes can refer to them. */
export function addSchemas (app: FastifyInstance, schemas: readonly object[]): void {
  for (const schema of schemas) app.addSchema(schema)
}
