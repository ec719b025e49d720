import { createRequire } from 'node:module'
import type { Ajv as AjvClass, AnySchema, Options, ValidateFunction } from 'ajv'
import type { FastifyServerOptions } from 'fastify'

const require = createRequire(import.meta.url)

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>

/** What is compiled: a route's schema for one part of its requests. */
interface Part { readonly schema: AnySchema, readonly httpPart?: string }

/** The schemas that others refer to, by their ids. */
type Shared = Record<string, AnySchema | AnySchema[]>

/** What Fastify takes for a refusal. */
type Refusal = { readonly error: Error }

// The schemas are the product's own and tested; checking them would compile JSON Schema's meta-schema first. A
// validator is compiled while its first request waits: what the optimizer saves later is less than it takes.
const unchecked = { meta: false, validateSchema: false, code: { optimize: false } } as const

function refusal (errors: ValidateFunction['errors'], httpPart: string | undefined): Refusal {
  const [fault] = errors ?? []
  const message = `${httpPart ?? 'request'}${fault?.instancePath ?? ''} ${fault?.message ?? 'is invalid'}`
  return { error: Object.assign(new Error(message), { validation: errors, validationContext: httpPart }) }
}

/**
 * Compiles a route's validators when the route is first used: loading ajv and compiling every schema would more than
 * double the time to listen. Parameters are coerced from text; bodies are JSON already, so there the number 1 is not
 * the string "1". Replies are serialised by JSON.stringify, never reshaped: what a handler returns is sent.
 */
const buildValidator: NonNullable<Factories['buildValidator']> = (external: Shared) => {
  const make = (options: Options): AjvClass => {
    const { Ajv }: typeof import('ajv') = require('ajv')
    const schemas = Object.values(external).flat()
    return new Ajv({ useDefaults: true, strict: false, schemas, ...unchecked, ...options })
  }
  let text: AjvClass | undefined
  let json: AjvClass | undefined
  const compilerOf = (httpPart: string | undefined): AjvClass => {
    if (httpPart === 'body') {
      json ??= make({})
      return json
    }
    text ??= make({ coerceTypes: 'array' })
    return text
  }
  const compile = ({ schema, httpPart }: Part) => {
    let validate: ValidateFunction | undefined
    return (data: unknown): true | Refusal => {
      validate ??= compilerOf(httpPart).compile(schema)
      return validate(data) ? true : refusal(validate.errors, httpPart)
    }
  }
  // Fastify's type is that of ajv's own compilers, which take a schema alone and give more than is ever asked for.
  return compile as never
}

export const lazyValidation: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator, buildSerializer: () => () => (data: unknown) => JSON.stringify(data) }
}
