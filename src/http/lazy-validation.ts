import { createRequire } from 'node:module'
import type { Ajv as AjvClass, AnySchema, Options, ValidateFunction } from 'ajv'
import type { FastifyServerOptions } from 'fastify'
import { remembered } from '../kernel/memo.js'
import { unknownWord, type Held } from './unknown-word.js'

const require = createRequire(import.meta.url)

type Controller = NonNullable<FastifyServerOptions['schemaController']>
type Factories = NonNullable<Controller['compilersFactory']>

/** What is compiled: a route's schema for one part of its requests. */
interface Part { readonly schema: AnySchema, readonly httpPart?: string }

/** The schemas that others refer to, by their ids. */
type Shared = Record<string, AnySchema | AnySchema[]>

/** What Fastify takes for a refusal. */
type Refusal = { readonly error: Error }

// The schemas are the product's own and tested; checking them would compile JSON Schema's meta-schema first. A
// validator is compiled while its first request waits: what the optimizer saves later is less than it takes.
const unchecked = { meta: false, validateSchema: false, code: { optimize: false } } as const

/**
 * The message is the schema's of the first fault, as Fastify's own is; `unknown` says of a word that is not there which
 * one may have been meant.
 */
function refusal (errors: ValidateFunction['errors'], held: Held): Refusal {
  const [fault] = errors ?? []
  const message = `${held.name}${fault?.instancePath ?? ''} ${fault?.message ?? 'is invalid'}`
  const unknown = unknownWord(errors ?? [], held)
  return { error: Object.assign(new Error(message), { validation: errors, validationContext: held.name, unknown }) }
}

/** Compilers over one set of schemas, made when first needed: a part's routes share them. */
const compilersOver = remembered((external: Shared) => {
  const make = (options: Options): AjvClass => {
    const { Ajv }: typeof import('ajv') = require('ajv')
    const schemas = Object.values(external).flat()
    return new Ajv({ useDefaults: true, strict: false, schemas, ...unchecked, ...options })
  }
  let text: AjvClass | undefined
  let json: AjvClass | undefined
  return (httpPart: string | undefined): AjvClass => {
    if (httpPart === 'body') {
      json ??= make({})
      return json
    }
    text ??= make({ coerceTypes: 'array' })
    return text
  }
})

/**
 * Compiles a route's validators when the route is first used: loading ajv and compiling every schema would more than
 * double the time to listen. Parameters are coerced from text; bodies are JSON already, so there the number 1 is not
 * the string "1". Replies are serialised by JSON.stringify, never reshaped: what a handler returns is sent.
 */
const buildValidator: NonNullable<Factories['buildValidator']> = (external: Shared) => {
  const compilerOf = compilersOver(external)
  const compile = ({ schema, httpPart }: Part) => {
    let validate: ValidateFunction | undefined
    return (data: unknown): true | Refusal => {
      validate ??= compilerOf(httpPart).compile(schema)
      if (validate(data)) return true
      return refusal(validate.errors, { data, schema, shared: external, name: httpPart ?? 'request' })
    }
  }
  // Fastify's type is that of ajv's own compilers, which take a schema alone and give more than is ever asked for.
  return compile as never
}

/**
 * The schemas that a part's routes refer to. Fastify's own copies them all, twice for every route; these are handed out
 * as they are, which also tells that two routes have the same ones.
 */
const bucket: NonNullable<Controller['bucket']> = (inherited) => {
  const schemas: Shared = Object.assign({}, inherited)
  return {
    add (schema) {
      const { $id } = schema as { $id?: string }
      if ($id === undefined) throw new TypeError('a schema that others refer to needs an $id')
      schemas[$id] = schema as AnySchema
      // Fastify's type wants the application here; nothing asks for it.
      return undefined as never
    },
    getSchema: (id) => schemas[id],
    getSchemas: () => schemas
  }
}

export const lazyValidation: Controller = {
  bucket,
  compilersFactory: { buildValidator, buildSerializer: () => () => (data: unknown) => JSON.stringify(data) }
}
