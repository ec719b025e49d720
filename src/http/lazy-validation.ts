import { createRequire } from 'node:module'
import type { Ajv as AjvClass, Options } from 'ajv'
import type { FastifyServerOptions } from 'fastify'

const require = createRequire(import.meta.url)

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>

/**
 * Compiles a route's validators when the route is first used: loading ajv and compiling every schema would more than
 * double the time to listen. Parameters are coerced from text; bodies are JSON already, so there the number 1 is not
 * the string "1". Replies are serialised by JSON.stringify, never reshaped: what a handler returns is sent.
 */
const buildValidator: NonNullable<Factories['buildValidator']> = (externalSchemas: unknown) => {
  const make = (options: Options): AjvClass => {
    const { Ajv } = require('ajv') as { Ajv: typeof AjvClass }
    // The schemas are the product's own and tested; checking them would compile JSON Schema's meta-schema first. A
    // validator is compiled while its first request waits: what the optimizer saves later is less than it takes.
    const unchecked = { meta: false, validateSchema: false, code: { optimize: false } } as const
    return new Ajv({ useDefaults: true, strict: false, schemas: Object.values(externalSchemas as Record<string, object>), ...unchecked, ...options })
  }
  let text: AjvClass | undefined
  let json: AjvClass | undefined
  return (({ schema, httpPart }: { schema: object, httpPart?: string }) => {
    let validate: ReturnType<AjvClass['compile']> | undefined
    return (data: unknown) => {
      validate ??= (httpPart === 'body' ? json ??= make({}) : text ??= make({ coerceTypes: 'array' })).compile(schema)
      if (validate(data)) return true
      const [fault] = validate.errors ?? []
      const message = `${httpPart ?? 'request'}${fault?.instancePath ?? ''} ${fault?.message ?? 'is invalid'}`
      return { error: Object.assign(new Error(message), { validation: validate.errors, validationContext: httpPart }) }
    }
  }) as never
}

export const lazyValidation: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator, buildSerializer: () => () => (data: unknown) => JSON.stringify(data) }
}
