import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Fidelity } from '../../http/operation.js'
import { Type, type TSchema } from '../../kernel/schema.js'
import type { Access } from '../auth/roles.js'
import type { Parameters, Query } from './parameters.js'
import { emptyQuery, readQuery } from './query.js'
import { querySchema } from './query-schema.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The query, read by the endpoint's declaration. */
    parameters: Query
  }
  interface FastifyContextConfig {
    parameters?: Parameters
  }
}

export interface Operation {
  readonly path: string
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly parameters: Parameters
  readonly access: Access
  readonly response: TSchema
  /** Where the answer is not application/json. */
  readonly mediaType?: string
  readonly fidelity: Fidelity
  readonly note?: string | undefined
}

/** Answers with the text of a document. */
type Handler = (request: FastifyRequest<{ Params: { id: string } }>) => Promise<string>

const IdParams = Type.Object({ id: Type.String() })
const json = 'application/json'

/** Reads every request's query by its route's declaration. */
export function readParameters (app: FastifyInstance): void {
  app.decorateRequest('parameters')
  // Queries are read below, strictly; schemas only describe. Ids are any text: an unknown one is a 404.
  app.setValidatorCompiler(() => () => true)
  app.addHook('preValidation', (request, _reply, done) => {
    const { parameters } = request.routeOptions.config
    try {
      request.parameters = parameters === undefined ? emptyQuery : readQuery(request.url, parameters)
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** Adds a GET route with everything its OpenAPI operation needs. */
export function get (app: FastifyInstance, operation: Operation, handler: Handler): void {
  const { path, parameters, access, mediaType = json, fidelity, note } = operation
  app.get<{ Params: { id: string } }>(path, {
    config: {
      parameters,
      access,
      fidelity,
      ...(mediaType === json ? {} : { produces: mediaType }),
      ...(note === undefined ? {} : { note })
    },
    schema: schemaOf(operation)
  }, async (request, reply) => {
    const text = await handler(request)
    reply.type(mediaType)
    return text
  })
}

function schemaOf ({ path, id, tag, summary, parameters, response, mediaType = json }: Operation): object {
  const hasId = path.includes(':id')
  const isJson = mediaType === json
  return {
    tags: [tag],
    operationId: id,
    summary,
    ...(hasId ? { params: IdParams } : {}),
    querystring: querySchema(parameters),
    response: { 200: isJson ? response : { description: 'OK', content: { [mediaType]: { schema: response } } } }
  }
}
