import { Ajv, type ValidateFunction } from 'ajv'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isJsonObject, type JsonObject } from '../kernel/json.js'

/** The schema of a reply, whether it is given plainly or by media type. */
function schemaOf (response: unknown): JsonObject | undefined {
  if (!isJsonObject(response)) return undefined
  const [content] = isJsonObject(response.content) ? Object.values(response.content) : []
  return isJsonObject(content) && isJsonObject(content.schema) ? content.schema : response
}

/** Whether a reply's payload is JSON as the handler made it. What a fault left of a body is broken on purpose. */
function isPlainJson (request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.bodyFault || request.method === 'HEAD' || reply.hasHeader('content-encoding')) return false
  return /json/.test(String(reply.getHeader('content-type')))
}

const textOf = ({ errors }: ValidateFunction): string =>
  (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')

/**
 * Holds every JSON reply to the schema its route declares for that status; one that breaks it becomes a fault of ours.
 * For tests: what is sent is never reshaped, so this is what proves that the documents tell the truth.
 */
export function strictReplies (app: FastifyInstance): void {
  app.addHook('onRoute', function (this: FastifyInstance, route) {
    const responses = route.schema?.response
    if (!isJsonObject(responses)) return
    const checks = new Map<number, ValidateFunction>()
    const instance = this
    function checkOf (status: number, schema: JsonObject): ValidateFunction {
      let check = checks.get(status)
      if (check === undefined) {
        const schemas = Object.values(instance.getSchemas()).filter(isJsonObject)
        checks.set(status, check = new Ajv({ strict: false, schemas }).compile(schema))
      }
      return check
    }
    route.onSend = [...[route.onSend ?? []].flat(), async (request, reply, payload) => {
      const schema = schemaOf(responses[reply.statusCode])
      if (schema === undefined || !isPlainJson(request, reply)) return payload
      const check = checkOf(reply.statusCode, schema)
      if (check(JSON.parse(String(payload)))) return payload
      throw new Error(`the reply of ${String(route.method)} ${route.url} breaks its schema: ${textOf(check)}`)
    }]
  })
}
