import type { Fidelity } from '../../http/operation.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, ref, type TSchema } from '../../kernel/schema.js'
import { pageLimits, querySchema, readQuery, type Parameters, type Query } from './parameters.js'
import { ErrorResponse } from './schemas.js'

/** What a key's role must allow: looking at apps and versions, at builds, or at what customers' devices reported. */
export type Access = 'apps' | 'builds' | 'metrics'

declare module 'fastify' {
  interface FastifyRequest {
    /** The query, read by the endpoint's declaration. */
    parameters: Query
  }
  interface FastifyContextConfig {
    parameters?: Parameters
    access?: Access
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
  readonly note?: string
}

type Handler = (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => Promise<unknown>

const nothing: Query = { filters: new Map(), exists: new Map(), sort: [], fields: new Map(), include: [], limit: pageLimits.usual, limits: new Map(), cursor: undefined }
const IdParams = Type.Object({ id: Type.String() })

/** Reads every request's query by its route's declaration. */
export function readParameters (app: FastifyInstance): void {
  app.decorateRequest('parameters', null as unknown as Query)
  // Queries are read below, strictly; schemas only describe. Ids are any text: an unknown one is a 404.
  app.setValidatorCompiler(() => () => true)
  app.addHook('preValidation', (request, _reply, done) => {
    const { parameters } = request.routeOptions.config
    try {
      request.parameters = parameters === undefined ? nothing : readQuery(request.url, parameters)
      done()
    } catch (error) {
      done(error as Error)
    }
  })
}

/** Adds a GET route with everything its OpenAPI operation needs. */
export function get (app: FastifyInstance, operation: Operation, handler: Handler): void {
  const { path, id, tag, summary, parameters, access, response, mediaType = 'application/json', fidelity, note } = operation
  const error = ref(ErrorResponse)
  app.get<{ Params: { id: string } }>(path, {
    config: { parameters, access, fidelity, ...(mediaType === 'application/json' ? {} : { produces: mediaType }), ...(note === undefined ? {} : { note }) },
    schema: {
      tags: [tag],
      operationId: id,
      summary,
      ...(path.includes(':id') ? { params: IdParams } : {}),
      querystring: querySchema(parameters),
      response: {
        200: mediaType === 'application/json' ? response : { description: 'OK', content: { [mediaType]: { schema: response } } },
        400: error,
        401: error,
        403: error,
        ...(path.includes(':id') ? { 404: error } : {}),
        ...(mediaType === 'application/json' ? {} : { 406: error }),
        429: error
      }
    }
  }, handler)
}
