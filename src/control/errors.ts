import type { FastifyReply, FastifyRequest } from 'fastify'
import { tellFault } from '../http/fault-log.js'
import type { Said, Unrouted } from '../http/unrouted.js'
import {
  DomainError, Forbidden, Invalid, MethodNotAllowed, NotFound, NotReady, StorageFailed, TooLarge, Unauthorized
} from '../kernel/errors.js'
import { problemBody, WorldFileRefused } from '../worlds/check/problem.js'

const statuses: Array<[type: new (...args: never[]) => DomainError, status: number]> = [
  [NotFound, 404],
  [Invalid, 400],
  [NotReady, 409],
  [Unauthorized, 401],
  [Forbidden, 403],
  [MethodNotAllowed, 405],
  [TooLarge, 413],
  [StorageFailed, 507]
]

const wordsByStatus: Readonly<Record<number, string>> = {
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'TimedOut',
  413: 'TooLarge',
  415: 'UnsupportedMediaType',
  431: 'HeaderTooLarge'
}

/** What may be known of something thrown: Fastify's refusals have a status, those of its validation say so. */
interface Thrown {
  statusCode?: number
  validation?: unknown
  /** A sentence about a word that a schema does not have. */
  unknown?: string
  message?: string
  name?: string
}

const isThrown = (error: unknown): error is Thrown => typeof error === 'object' && error !== null

/** What is nobody's refusal is a fault of ours, 500. */
function statusOf (error: unknown, { validation, statusCode }: Thrown): number {
  const known = statuses.find(([type]) => error instanceof type)
  if (known !== undefined) return known[1]
  if (validation !== undefined) return 400
  return statusCode !== undefined && statusCode < 500 ? statusCode : 500
}

/** The control plane's refusals: `{error, message}`, the message a sentence that says what to do. */
export function controlRefusal (
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown = new NotFound('path', request.url)
): FastifyReply {
  const { status, type, body } = said(error)
  if (status === 500) tellFault(error)
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="perftwin"')
  return reply.code(status).type(type).send(body)
}

function said (error: unknown): Said {
  const thrown = isThrown(error) ? error : {}
  const { validation, unknown, message = 'Internal Server Error', name = 'Error' } = thrown
  const status = statusOf(error, thrown)
  const body = {
    error: validation === undefined ? wordOf(error, status, name) : 'Invalid',
    message: status === 500 ? 'Internal Server Error' : unknown ?? message,
    ...(error instanceof WorldFileRefused ? { problems: error.problems.map(problemBody) } : {})
  }
  return { status, type: 'application/json', body: JSON.stringify(body) }
}

/** The kind of a refusal: ours by their own name, those of the server below us by their status. */
function wordOf (error: unknown, status: number, name: string): string {
  if (error instanceof DomainError) return name
  return wordsByStatus[status] ?? (status === 500 ? 'Error' : 'Invalid')
}

export const unrouted: Unrouted = {
  notEmulated: controlRefusal,
  wrongMethod: (request, reply) => controlRefusal(request, reply, new MethodNotAllowed(request.method)),
  refuse: (error, request, reply) => controlRefusal(request, reply, error),
  say: said
}
