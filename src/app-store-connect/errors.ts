import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  DomainError, Forbidden, Injected, Invalid, MethodNotAllowed, NotFound, StorageFailed, TooLarge, Unauthorized,
  UnknownWorld
} from '../kernel/errors.js'
import { tellFault } from '../http/fault-log.js'
import type { Unrouted } from '../http/unrouted.js'
import { uuid } from '../kernel/ids.js'
import { sayUsedUp } from './http/rate-limit.js'
import {
  BadParameters, BadPath, NotAcceptable, NothingRelated, OperationNotAllowed, RateLimited
} from './http/refusals.js'
import { requestId, requestNumber } from './http/request-id.js'
import { pathOf } from './http/strict-paths.js'
import { unservedMethod, unservedPath, type Unserved } from './unserved.js'
import {
  forbidden, injectedWording, invalidParameter, methodNotAllowed, notAcceptable, notAllowed, parameterWording,
  nothingRelated, pathWording, rateLimited, unauthorized, unexpected, type Wording
} from './wording.js'

interface Refusal { readonly status: number, readonly errors: readonly Wording[] }

const one = (status: number, wording: Wording): Refusal => ({ status, errors: [wording] })

/** Status and words of a refusal, as captured from the live service where captures are public. */
function refusalOf (error: unknown): Refusal {
  return vendorRefusal(error) ?? frameworkRefusal(error) ?? one(500, unexpected)
}

function vendorRefusal (error: unknown): Refusal | undefined {
  if (error instanceof BadParameters) return { status: 400, errors: error.faults.map(parameterWording) }
  if (error instanceof Invalid) return one(400, invalidParameter(error.parameter ?? 'request', error.message))
  if (error instanceof Unauthorized) return one(401, unauthorized)
  if (error instanceof OperationNotAllowed) return one(403, notAllowed(error))
  if (error instanceof Forbidden) return one(403, forbidden)
  if (error instanceof BadPath) return one(404, pathWording(error))
  if (error instanceof NothingRelated) return one(404, nothingRelated(error))
  if (error instanceof NotFound) return one(404, notFound(error))
  if (error instanceof MethodNotAllowed) return one(405, methodNotAllowed)
  if (error instanceof NotAcceptable) return one(406, notAcceptable(error))
  if (error instanceof TooLarge) return one(413, tooLarge(error))
  if (error instanceof RateLimited) return one(429, rateLimited)
  if (error instanceof StorageFailed) return one(507, { ...unexpected, detail: error.message })
  if (error instanceof Injected) return one(error.status, injectedWording(error.status))
  return undefined
}

const notFound = (error: NotFound): Wording => ({
  code: 'NOT_FOUND',
  title: 'The specified resource does not exist',
  detail: error instanceof UnknownWorld
    ? error.message
    : `There is no resource of type '${error.type}' with id '${error.id}'`
})

const tooLarge = ({ message }: Error): Wording =>
  ({ code: 'ENTITY_TOO_LARGE', title: 'The request entity is too large.', detail: message })

/** What the server refuses by itself: a request or a body it cannot read. */
function frameworkRefusal (error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined
  const { statusCode, message } = error
  if (statusCode < 400 || statusCode >= 500) return undefined
  switch (statusCode) {
    case 400: return one(400, { code: 'BAD_REQUEST', title: 'The request could not be understood.', detail: message })
    case 413: return one(413, tooLarge(error))
    case 415: return one(415, unsupportedMediaType)
    default: return one(statusCode, injectedWording(statusCode))
  }
}

const unsupportedMediaType: Wording = {
  code: 'UNSUPPORTED_MEDIA_TYPE',
  title: 'The request media type is not supported.',
  detail: 'Use application/json.'
}

/**
 * Puts a refusal into App Store Connect's words. An error that is no refusal is a fault of ours: a 500, and told on
 * stderr.
 */
export function sendRefusal (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, errors } = refusalOf(error)
  if (status === 500 && !(error instanceof DomainError)) tellFault(error)
  const { seed } = request.world
  const number = requestNumber(request)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (error instanceof RateLimited) sayUsedUp(error, request, reply)
  // A fault answers before the hook that names the request.
  if (!reply.hasHeader('x-request-id')) reply.header('x-request-id', requestId(seed, number))
  // A 401 carries no id (seen in captures).
  const ids = status === 401 ? [] : errors.map((_wording, index) => uuid(seed, 'asc-error', number, index))
  return reply.code(status).type('application/json').send(bodyOf({ status, errors }, ids))
}

const bodyOf = ({ status, errors }: Refusal, ids: readonly string[]): object => ({
  errors: errors.map((wording, index) => ({
    ...(ids[index] === undefined ? {} : { id: ids[index] }),
    status: String(status),
    ...wording
  }))
})

/** What Apple has and perftwin has not is the vendor's refusal, marked as ours by a header. */
function sendUnserved ({ refusal, emulated }: Unserved, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!emulated) reply.header('x-perftwin-not-emulated', 'true')
  // Only a 405 has it.
  if (!(refusal instanceof MethodNotAllowed)) reply.removeHeader('allow')
  return sendRefusal(refusal, request, reply)
}

export const unrouted: Unrouted = {
  notEmulated: (request, reply) => sendUnserved(unservedPath(request.method, pathOf(request.url)), request, reply),
  wrongMethod: (request, reply) => sendUnserved(unservedMethod(request.method, pathOf(request.url)), request, reply),
  refuse: sendRefusal,
  say: (error) => {
    const refusal = refusalOf(error)
    return { status: refusal.status, type: 'application/json', body: JSON.stringify(bodyOf(refusal, [])) }
  }
}

export function appStoreErrors (app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply))
}
