import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { tellFault } from '../http/fault-log.js'
import type { Said, Unrouted } from '../http/unrouted.js'
import {
  DomainError, Forbidden, Injected, Invalid, MethodNotAllowed, NotFound, RateLimited, StorageFailed, TooLarge,
  Unauthorized, UnknownWorld, messageOf
} from '../kernel/errors.js'

/** Status and error code of a refusal (WebDriver, 6.6): what it has no code for is an unknown error. */
interface Refusal { readonly status: number, readonly code: string, readonly message: string }

const refusal = (status: number, code: string, message: string): Refusal => ({ status, code, message })

function refusalOf (error: unknown): Refusal {
  const message = messageOf(error)
  if (error instanceof UnknownWorld) return refusal(404, 'unknown error', message)
  if (error instanceof NotFound) return refusal(404, 'unknown command', `unknown command: ${error.id}`)
  if (error instanceof MethodNotAllowed) return refusal(405, 'unknown method', `unknown method: ${message}`)
  if (error instanceof Invalid) return refusal(400, 'invalid argument', message)
  if (error instanceof Unauthorized) return refusal(401, 'session not created', message)
  if (error instanceof Forbidden) return refusal(403, 'unknown error', message)
  if (error instanceof TooLarge) return refusal(413, 'unknown error', message)
  if (error instanceof RateLimited) return refusal(429, 'unknown error', message)
  if (error instanceof StorageFailed) return refusal(507, 'unknown error', message)
  if (error instanceof Injected) return refusal(error.status, 'unknown error', STATUS_CODES[error.status] ?? 'Error')
  return refusalOfServer(error) ?? refusal(500, 'unknown error', 'Internal Server Error')
}

/** What the server below refuses by itself: a body that it cannot read, say. */
function refusalOfServer (error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined
  const { statusCode, message } = error
  if (statusCode < 400 || statusCode >= 500) return undefined
  return refusal(statusCode, statusCode === 400 ? 'invalid argument' : 'unknown error', message)
}

function said (error: unknown): Said {
  const { status, code, message } = refusalOf(error)
  const body = JSON.stringify({ value: { error: code, message, stacktrace: '' } })
  return { status, type: 'application/json; charset=utf-8', body }
}

/** Puts a refusal into WebDriver's words. An error that is no refusal is a fault of ours: a 500, and told on stderr. */
export function sendRefusal (error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, type, body } = said(error)
  if (status === 500 && !(error instanceof DomainError)) tellFault(error)
  return reply.code(status).type(type).header('cache-control', 'no-cache').send(body)
}

export const unrouted: Unrouted = {
  notEmulated: (request, reply) => {
    reply.header('x-perftwin-not-emulated', 'true')
    return sendRefusal(new NotFound('command', `${request.method} ${request.url}`), request, reply)
  },
  wrongMethod: (request, reply) => sendRefusal(new MethodNotAllowed(request.method), request, reply),
  refuse: sendRefusal,
  say: said
}
