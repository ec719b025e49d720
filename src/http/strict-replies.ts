import { Ajv, type ValidateFunction } from 'ajv'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isJsonObject, type JsonObject } from '../kernel/json.js'
import { remembered } from '../kernel/memo.js'
import { responsesOf, type RefusalsOf } from './refusals.js'

/** The schema of a reply of a media type: whether it is given plainly or by media type. */
function schemaOf (response: unknown, mediaType: string): JsonObject | undefined {
  if (!isJsonObject(response)) return undefined
  if (!isJsonObject(response.content)) return response
  const content = response.content[mediaType] ?? response.content['*/*']
  return isJsonObject(content) && isJsonObject(content.schema) ? content.schema : undefined
}

/** The media type of a reply, without its parameters. */
const mediaTypeOf = (reply: FastifyReply): string =>
  String(reply.getHeader('content-type')).replace(/\s*;.*$/s, '').toLowerCase()

/** Whether a reply's payload is JSON as the handler made it. What a fault left of a body is broken on purpose. */
function isPlainJson (request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.bodyFault || request.method === 'HEAD' || reply.hasHeader('content-encoding')) return false
  // A part of a file.
  if (reply.statusCode === 206) return false
  return /json/.test(String(reply.getHeader('content-type')))
}

const textOf = ({ errors }: ValidateFunction): string =>
  (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')

type Compile = (schema: JsonObject) => ValidateFunction

/** Compiles each schema once, with the schemas it may refer to. */
function compilerOver (schemas: JsonObject[]): Compile {
  // A test asks a route a few times: what compiles fast is worth more than what runs fast. The schemas are our own,
  // so they are not held to JSON Schema first, and one that is referred to is compiled once instead of inlined.
  const quick = { meta: false, validateSchema: false, inlineRefs: false, code: { optimize: false } } as const
  const ajv = new Ajv({ strict: false, schemas, ...quick })
  const compiled = new Map<string, ValidateFunction>()
  return (schema) => {
    const text = JSON.stringify(schema)
    const check = compiled.get(text) ?? ajv.compile(schema)
    compiled.set(text, check)
    return check
  }
}

/** Twins of one test file share their schemas, and so what was compiled of them. Only tests come here. */
const compilers = new Map<string, Compile>()

/** Of a part of an application, whose schemas are complete when its first reply is sent. */
const compilerOf = remembered((part: FastifyInstance): Compile => {
  const schemas = Object.values(part.getSchemas()).filter(isJsonObject)
  const text = JSON.stringify(schemas)
  const compile = compilers.get(text) ?? compilerOver(schemas)
  compilers.set(text, compile)
  return compile
})

/**
 * Holds every JSON reply, refusals too, to the schema that is declared for its status; one that breaks it becomes a
 * fault of ours. For tests: what is sent is never reshaped, so this is what proves that the documents tell the truth.
 */
export function strictReplies (app: FastifyInstance, refusalsOf: RefusalsOf): void {
  app.addHook('onRoute', function (this: FastifyInstance, route) {
    const checks = new Map<JsonObject, ValidateFunction>()
    const part = this
    let responses: JsonObject | undefined
    function checkOf (schema: JsonObject): ValidateFunction {
      const check = checks.get(schema) ?? compilerOf(part)(schema)
      checks.set(schema, check)
      return check
    }
    route.onSend = [...[route.onSend ?? []].flat(), async (request, reply, payload) => {
      if (!isPlainJson(request, reply)) return payload
      responses ??= responsesOf(route, refusalsOf)
      const schema = schemaOf(responses[reply.statusCode], mediaTypeOf(reply))
      if (schema === undefined) return payload
      const check = checkOf(schema)
      if (check(JSON.parse(String(payload)))) return payload
      throw new Error(`the reply of ${String(route.method)} ${route.url} breaks its schema: ${textOf(check)}`)
    }]
  })
}
