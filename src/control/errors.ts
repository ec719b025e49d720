import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, Forbidden, Invalid, MethodNotAllowed, NotFound, NotReady, StorageFailed, TooLarge, Unauthorized } from '../kernel/errors.js'
import { tellFault } from '../http/fault-log.js'

const statuses: Array<[type: new (...args: never[]) => DomainError, status: number]> = [
  [NotFound, 404], [Invalid, 400], [NotReady, 409], [Unauthorized, 401], [Forbidden, 403], [MethodNotAllowed, 405], [TooLarge, 413], [StorageFailed, 507]
]

/** The control plane's refusals: `{error, message}`, the message a sentence that says what to do. */
export function controlRefusal (request: FastifyRequest, reply: FastifyReply, error: unknown = new NotFound('path', request.url)): FastifyReply {
  const { statusCode, validation, message = 'Internal Server Error', name = 'Error' } = error as { statusCode?: number, validation?: unknown, message?: string, name?: string }
  const known = statuses.find(([type]) => error instanceof type)?.[1]
  const status = known ?? (validation !== undefined ? 400 : statusCode !== undefined && statusCode < 500 ? statusCode : 500)
  if (status === 500) tellFault(error)
  return reply.code(status).type('application/json').send({ error: validation === undefined ? name : 'Invalid', message: status === 500 ? 'Internal Server Error' : message })
}
