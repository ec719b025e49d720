/** Refusals as WebDriver has them, W3C's shape whatever was refused; and Sauce Labs' own words where they are known. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DriverError, type DriverCode } from '../browser/errors.js'
import { tellFault } from '../http/fault-log.js'
import type { Said, Unrouted } from '../http/unrouted.js'
import {
  DomainError, Forbidden, Injected, Invalid, messageOf, MethodNotAllowed, NotFound, RateLimited, StorageFailed,
  TooLarge, Unauthorized, UnknownWorld
} from '../kernel/errors.js'
import { isJsonObject, isNumber } from '../kernel/json.js'

/** W3C says UTF-8 aloud. */
export const driverType = 'application/json; charset=utf-8'

export interface DriverRefusal {
  readonly status: number
  readonly code: DriverCode
  readonly message: string
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/** Refused in Sauce Labs' own way, with a status of its own. */
export class SauceRefusal extends DriverError {
  override name = 'SauceRefusal'
  constructor (code: DriverCode, message: string, readonly ownStatus: number) {
    super(code, message)
  }

  override get status (): number { return this.ownStatus }
}

/**
 * In Sauce Labs' words (wdio-sauce-service#29). Which status they have is not public.
 */
export const unauthenticated = (username: string | undefined, accessKey: string | undefined): SauceRefusal =>
  new SauceRefusal('session not created', [
    'Misconfigured -- Sauce Labs Authentication Error.',
    `You used username '${username ?? 'None'}' and access key '${masked(accessKey)}' to authenticate, which are not ` +
    'valid Sauce Labs credentials.'
  ].join('\n'), 401)

/** Of a key that was sent nobody needs to read more than its end. */
const masked = (key: string | undefined): string =>
  key === undefined || key === '' ? 'None' : `XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXX${key.slice(-4).padStart(4, 'X')}`

/** In Sauce Labs' words (status-legacy#15348). */
export const finished = (id: string, link: string): DriverError => new DriverError('invalid session id', [
  `ERROR The test with session id ${id} has already finished, and can't receive further commands.`,
  `You can learn more at ${link}`,
  'For help, please check https://docs.saucelabs.com/dev/error-messages'
].join('\n'))

export const unknownSession = (id: string): DriverError =>
  new DriverError('invalid session id', `invalid session id: there is no session ${id.slice(0, 80)}`)

export const unknownCommand = (method: string, path: string): DriverError =>
  new DriverError('unknown command', `unknown command: ${method} ${path.slice(0, 200)}`)

export const unknownMethod = (method: string, path: string): DriverError =>
  new DriverError('unknown method', `unknown method: ${path.slice(0, 200)} takes no ${method.slice(0, 20)}`)

/** What Fastify refuses by itself, with the status it has for that. */
const ownStatus = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'statusCode' in error && isNumber(error.statusCode)
    ? error.statusCode
    : undefined

/** The code that comes nearest to a status which has none of its own. */
function codeFor (error: unknown, status: number): DriverCode {
  if (error instanceof Injected || error instanceof UnknownWorld) return 'unknown error'
  switch (status) {
    case 400: case 415: return 'invalid argument'
    case 401: return 'session not created'
    case 404: return 'unknown command'
    case 405: return 'unknown method'
    default: return 'unknown error'
  }
}

/** Which status a refusal of ours, in no vendor's words, has here. */
function statusOf (error: unknown): number {
  if (error instanceof Injected) return error.status
  if (error instanceof Unauthorized) return 401
  if (error instanceof Forbidden) return 403
  if (error instanceof NotFound) return 404
  if (error instanceof MethodNotAllowed) return 405
  if (error instanceof TooLarge) return 413
  if (error instanceof RateLimited) return 429
  if (error instanceof StorageFailed) return 507
  if (error instanceof Invalid) return 400
  const status = ownStatus(error) ?? 500
  return status >= 400 && status < 500 ? status : 500
}

/** Any error as this protocol says it. What is no refusal is a fault of ours, and told on stderr. */
export function refusalOf (error: unknown): DriverRefusal {
  if (error instanceof DriverError) {
    const { status, code, message, data } = error
    return { status, code, message, data }
  }
  const status = statusOf(error)
  const code = codeFor(error, status)
  const isFault = status === 500 && !(error instanceof DomainError)
  if (isFault) tellFault(error)
  const said = isFault || !isSaying(error) ? 'Internal Server Error' : messageOf(error)
  return { status, code, message: said.startsWith(`${code}: `) ? said : `${code}: ${said}` }
}

const isSaying = (error: unknown): boolean => error instanceof DomainError || ownStatus(error) !== undefined

/** The JSON wire protocol's numbers, which older clients and logs still have; 13 where there is none. */
const numbers: Partial<Record<DriverCode, number>> = {
  'invalid session id': 6,
  'no such element': 7,
  'no such frame': 8,
  'unknown command': 9,
  'unknown method': 9,
  'stale element reference': 10,
  'element not interactable': 11,
  'invalid element state': 12,
  'javascript error': 17,
  timeout: 21,
  'no such window': 23,
  'invalid cookie domain': 24,
  'unable to set cookie': 25,
  'unexpected alert open': 26,
  'no such alert': 27,
  'script timeout': 28,
  'invalid selector': 32,
  'session not created': 33,
  'move target out of bounds': 34,
  'invalid argument': 61,
  'no such cookie': 62,
  'unable to capture screen': 63,
  'element click intercepted': 64
}

export const numberOf = (code: DriverCode): number => numbers[code] ?? 13

/** What goes into `value`: all three are always there. */
export const valueOf = ({ code, message, data }: DriverRefusal): Record<string, unknown> =>
  ({ error: code, message, stacktrace: '', ...(isJsonObject(data) ? { data } : {}) })

function said (error: unknown): Said {
  const refusal = refusalOf(error)
  return { status: refusal.status, type: driverType, body: JSON.stringify({ value: valueOf(refusal) }) }
}

export function sendRefusal (error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, type, body } = said(error)
  return reply.code(status).header('cache-control', 'no-cache').type(type).send(body)
}

export const unrouted: Unrouted = {
  notEmulated: (request, reply) => {
    reply.header('x-perftwin-not-emulated', 'true')
    return sendRefusal(unknownCommand(request.method, request.url), request, reply)
  },
  wrongMethod: (request, reply) => sendRefusal(unknownMethod(request.method, request.url), request, reply),
  refuse: sendRefusal,
  say: said
}
