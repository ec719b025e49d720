import { Ajv, type ValidateFunction } from 'ajv'
import type { FastifyInstance } from 'fastify'

/** The schema of a reply, whether it is given plainly or by media type. */
const schemaOf = (response: object | undefined): object | undefined => {
  const [content] = Object.values((response as { content?: Record<string, { schema?: object }> } | undefined)?.content ?? {})
  return content?.schema ?? response
}

/**
 * Holds every JSON reply to the schema its route declares for that status; one that breaks it becomes a fault of ours.
 * For tests: what is sent is never reshaped, so this is what proves that the documents tell the truth.
 */
export function strictReplies (app: FastifyInstance): void {
  app.addHook('onRoute', function (this: FastifyInstance, route) {
    const responses = route.schema?.response as Record<string, object> | undefined
    if (responses === undefined) return
    const checks = new Map<number, ValidateFunction>()
    const instance = this
    route.onSend = [...[route.onSend ?? []].flat(), async (request, reply, payload) => {
      // What a fault left of a body is broken on purpose.
      if (request.bodyFault) return payload
      const schema = schemaOf(responses[reply.statusCode])
      if (schema === undefined || request.method === 'HEAD' || reply.hasHeader('content-encoding') || !/json/.test(String(reply.getHeader('content-type')))) return payload
      let check = checks.get(reply.statusCode)
      if (check === undefined) {
        check = new Ajv({ strict: false, schemas: Object.values(instance.getSchemas()) as object[] }).compile(schema)
        checks.set(reply.statusCode, check)
      }
      if (check(JSON.parse(String(payload)))) return payload
      const faults = (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')
      throw new Error(`the reply of ${String(route.method)} ${route.url} breaks its schema: ${faults}`)
    }]
  })
}
