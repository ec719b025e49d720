import type { RouteOptions } from 'fastify'
import { isJsonObject, type JsonObject } from '../kernel/json.js'

/** The answers of an operation by their status, as Fastify's schemas have them. */
export type Responses = Readonly<Record<number, object>>

/** How the operations of one part can refuse, whatever it is that they do. */
export type RefusalsOf = (route: RouteOptions) => Responses

/** What a refusal means, whoever words it. */
const meanings: Readonly<Record<number, string>> = {
  400: 'The request makes no sense, or names a world that cannot be.',
  401: 'Credentials are missing or wrong.',
  403: 'The credentials are good, but not for this; or a page of another site asks for a new world.',
  404: 'What is asked for does not exist, or the caller may not know that it does.',
  406: 'The client accepts none of the media types there are.',
  409: 'Not now.',
  408: 'The request did not come in time; the connection ends.',
  413: 'The body is too large.',
  415: 'The content type cannot be read.',
  422: 'The body or a parameter is not what this operation takes.',
  429: 'Too many requests.',
  431: 'The header is too large; the connection ends.',
  500: 'A fault of the twin, or one that a test asked for.',
  503: 'The service is not available, because a test asked for that.',
  507: 'The data file could not be written or read, or the memory budget is used up.'
}

/** What the server itself says of a request that never becomes one, or whose body cannot be read. */
export const unreadable = (route: RouteOptions): number[] => isWrite(route) ? [408, 413, 415, 431] : [408, 431]

/** One refusal: its status, the schema of its body, and the body's media type. */
export const refusal = (status: number, schema: object, mediaType = 'application/json'): Responses =>
  ({ [status]: { description: meanings[status], content: { [mediaType]: { schema } } } })

/** Refusals that share a body. */
export function refusals (statuses: readonly number[], schema: object, mediaType?: string): Responses {
  return Object.assign({}, ...statuses.map((status) => refusal(status, schema, mediaType)))
}

/** Whether an operation can change anything, and so has a body to read and something to store. */
export const isWrite = ({ method }: RouteOptions): boolean =>
  ![method].flat().every((name) => name === 'GET' || name === 'HEAD')

/** All answers of a route: those that it declares, and the refusals it does not. */
export function responsesOf (route: RouteOptions, refusalsOf: RefusalsOf): JsonObject {
  const declared = route.schema?.response
  return { ...refusalsOf(route), ...(isJsonObject(declared) ? declared : {}) }
}
