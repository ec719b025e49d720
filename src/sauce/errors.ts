import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  DomainError, Forbidden, Injected, Invalid, MethodNotAllowed, NotFound, NotReady, RateLimited, StorageFailed, TooLarge,
  Unauthorized, UnknownWorld
} from '../kernel/errors.js'
import { tellFault } from '../http/fault-log.js'
import type { Said, Unrouted } from '../http/unrouted.js'
import type { JsonObject } from '../kernel/json.js'
import { plainPath } from '../kernel/target.js'
import { sayUsedUp } from './rate-limit.js'

/** How the service behind a path words its refusals; Sauce Labs has several services, each with a shape of its own. */
type Wording = (status: number, text: string, parameter: string | undefined) => unknown

/** As a schema says it. */
const isMissing = (text: string): boolean => /^\S+ must have required property /.test(text)

/** {"detail": "Not found."} and {"field": ["…"]} (Sauce docs, Getting Started) */
const teamManagementWording: Wording = (_status, text, parameter) => {
  if (parameter !== undefined) return { [parameter]: [isMissing(text) ? 'This field is required.' : text] }
  return { detail: text === 'Not Found' ? 'Not found.' : text }
}

/** FastAPI's detail list (node-saucelabs' apis/testruns.json) */
const testRunsWording: Wording = (status, text) =>
  status === 422 ? { detail: [{ loc: ['body'], msg: text, type: 'value_error' }] } : { detail: text }

/** {code, title, detail} (Sauce docs, Storage; saucectl reads them) */
const storageWording: Wording = (status, text) => ({
  code: status,
  title: (STATUS_CODES[status] ?? 'Error').replace(/\W/g, ''),
  detail: status === 404 ? 'The file or group does not exist or is not accessible' : text
})

const wordings: Array<[prefix: string, wording: Wording]> = [
  ['/team-management/', teamManagementWording],
  // {status, message} (the Performance API's ErrorResponse in node-saucelabs' apis/performance.json)
  ['/v2/performance/', (status, text) => ({ status: String(status), message: text })],
  // An object whose msg explains (Sauce docs, Builds)
  ['/v2/builds/', (_status, text) => ({ msg: text })],
  ['/test-runs/', testRunsWording],
  ['/v1/storage/', storageWording],
  // Plain text (node-saucelabs' apis/testcomposer.json)
  ['/v1/testcomposer/', (_status, text) => text]
]

/** `{"errors": "Not Found"}`: a string, not a list (recorded by sauce_whisk's cassettes). */
const restWording: Wording = (_status, text) => ({ errors: text })

function wordingOf (path: string): Wording {
  const [, wording = restWording] = wordings.find(([prefix]) => path.startsWith(prefix)) ?? []
  return wording
}

/** What Fastify says of a request that it refuses itself: it broke a schema, or could not be read. */
interface RefusedRequest {
  readonly statusCode?: number
  readonly validation?: ReadonlyArray<{ readonly instancePath?: string, readonly params?: JsonObject }>
  readonly message?: string
}

const isRefusedRequest = (error: unknown): error is RefusedRequest =>
  typeof error === 'object' && error !== null && ('statusCode' in error || 'validation' in error)

interface Refusal { readonly status: number, readonly text: string }

/** The status and the text of a refusal. */
function refusalOf (error: unknown, path: string): Refusal {
  if (error instanceof UnknownWorld) return { status: 404, text: error.message }
  if (error instanceof NotFound) return { status: 404, text: 'Not Found' }
  if (error instanceof Unauthorized) return { status: 401, text: 'Not authorized' }
  if (error instanceof Forbidden) return { status: 403, text: 'Forbidden' }
  if (error instanceof MethodNotAllowed) return { status: 405, text: 'Method Not Allowed' }
  if (error instanceof TooLarge) return { status: 413, text: error.message }
  if (error instanceof StorageFailed) return { status: 507, text: error.message }
  if (error instanceof Invalid || error instanceof NotReady) return { status: badInput(path), text: error.message }
  if (error instanceof RateLimited) return { status: 429, text: 'Too Many Requests' }
  if (error instanceof Injected) return { status: error.status, text: STATUS_CODES[error.status] ?? 'Error' }
  if (isRefusedRequest(error)) return refusalOfRequest(error, path)
  return faultOfOurs
}

const faultOfOurs: Refusal = { status: 500, text: 'Internal Server Error' }

function refusalOfRequest ({ statusCode, validation, message = 'Bad Request' }: RefusedRequest, path: string): Refusal {
  if (validation !== undefined) return { status: badInput(path), text: message }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { status: statusCode, text: message }
  return faultOfOurs
}

/** These services answer bad input with 422 where the others say 400 (Sauce docs, Builds; node-saucelabs' apis). */
const unprocessable = ['/v2/builds/', '/test-runs/', '/v1/testcomposer/reports']

const badInput = (path: string): number => unprocessable.some((prefix) => path.startsWith(prefix)) ? 422 : 400

/** The parameter at fault, or the top-level field of the body. */
function parameterOf (error: unknown): string | undefined {
  if (error instanceof Invalid) return error.parameter
  const [fault] = isRefusedRequest(error) ? error.validation ?? [] : []
  const missing = fault?.params?.missingProperty
  return fault?.instancePath?.split('/')[1] ?? (typeof missing === 'string' ? missing : undefined)
}

/** Puts a refusal into Sauce Labs' words. An error that is no refusal is a fault of ours: a 500, and told on stderr. */
export function sendRefusal (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // The route's own path where there is one: the client's may have slashes too many.
  const path = request.routeOptions?.url ?? plainPath(request.url)
  const { status, text } = refusalOf(error, path)
  if (status === 500 && !(error instanceof DomainError)) tellFault(error)
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Sauce Labs"')
  if (error instanceof RateLimited) sayUsedUp(error, request, reply)
  reply.code(status)
  if (error instanceof NotReady && request.method === 'DELETE') {
    return reply.type('application/json').send({ error: text })
  }
  const { type, body } = said(error, path, { status, text })
  return reply.type(type).send(body)
}

/** A refusal in the words of the service behind a path. */
function said (error: unknown, path: string, { status, text }: Refusal): Said {
  const body = wordingOf(path)(status, text, parameterOf(error))
  if (typeof body === 'string') return { status, type: 'text/plain; charset=utf-8', body }
  return { status, type: 'application/json', body: JSON.stringify(body) }
}

/** A path Sauce Labs may have but perftwin has not: the vendor's 404, marked as ours by a header. */
function sendNotEmulated (request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('x-perftwin-not-emulated', 'true')
  return sendRefusal(new NotFound('path', request.url), request, reply)
}

export const unrouted: Unrouted = {
  notEmulated: sendNotEmulated,
  wrongMethod: (request, reply) => sendRefusal(new MethodNotAllowed(request.method), request, reply),
  refuse: sendRefusal,
  say: (error, target) => {
    const path = plainPath(target)
    return said(error, path, refusalOf(error, path))
  }
}

export function sauceErrors (app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply))
}
