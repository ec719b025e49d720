import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, Forbidden, Injected, Invalid, MethodNotAllowed, NotFound, StorageFailed, TooLarge, Unauthorized } from '../kernel/errors.js'
import { tellFault } from '../http/fault-log.js'
import { uuid } from '../kernel/ids.js'
import { requestId, requestNumber } from './http/request-id.js'
import { BadParameters, BadPath, NotAcceptable, OperationNotAllowed, RateLimited, type ParameterFault } from './http/refusals.js'
import { notEmulatedPath } from './unserved.js'

interface AppleError { id?: string, status: string, code: string, title: string, detail: string, source?: { parameter: string } }
type Wording = Omit<AppleError, 'id' | 'status'>

const invalid = (parameter: string, detail: string): Wording =>
  ({ code: 'PARAMETER_ERROR.INVALID', title: 'A parameter has an invalid value', detail, source: { parameter } })
const illegal = (parameter: string, detail: string): Wording =>
  ({ code: 'PARAMETER_ERROR.ILLEGAL', title: 'A given parameter is not allowed for this request', detail, source: { parameter } })

/** Apple's words for a parameter. Those of `value`, `limit` and the title of `repeated` are not publicly known. */
function parameterWording (fault: ParameterFault): Wording {
  const { parameter } = fault
  switch (fault.kind) {
    case 'illegal': return illegal(parameter, `The parameter '${parameter}' can not be used with this request`)
    case 'repeated': return illegal(parameter, `The parameter '${parameter}' can only be included once`)
    case 'empty': return invalid(parameter, `A parameter '${parameter}' has an invalid value : 'Empty filter values are not supported.'`)
    case 'filter': return invalid(parameter, `'${fault.value}' is not a valid filter type`)
    case 'cursor': return invalid(parameter, `'${fault.value}' is not a valid cursor for this request`)
    case 'field': return invalid(parameter, `'${fault.value}' is not a valid field name`)
    case 'relationship': return invalid(parameter, `'${fault.value}' is not a valid relationship name`)
    case 'value': return invalid(parameter, `'${fault.value}' is not a valid value for the parameter '${parameter}'. Expected one of: ${fault.expected.map((value) => `'${value}'`).join(', ')}`)
    case 'limit': return invalid(parameter, `'${fault.value}' is not a valid value for the parameter '${parameter}'. It must be a number from 1 to ${fault.most}`)
  }
}

const unauthorized: Wording = {
  code: 'NOT_AUTHORIZED',
  title: 'Authentication credentials are missing or invalid.',
  detail: 'Provide a properly configured and signed bearer token, and make sure that it has not expired. Learn more about Generating Tokens for API Requests https://developer.apple.com/go/?id=api-generating-tokens'
}

function pathWording ({ path, relationship }: BadPath): Wording {
  const detail = relationship === undefined ? `'${path}' is not a valid URL` : `The relationship '${relationship}' does not exist`
  return { code: 'PATH_ERROR', title: 'The URL path is not valid', detail }
}

const unexpected: Wording = {
  code: 'UNEXPECTED_ERROR',
  title: 'An unexpected error occurred.',
  detail: 'An unexpected error occurred on the server side. If this issue continues, contact us at https://developer.apple.com/contact/.'
}

/** Words for a status that a test asked for. Apple's for 409, 410, 415 and 422 are not publicly known beyond their codes. */
function injectedWording (status: number): Wording {
  if (status >= 500) return unexpected
  const reason = STATUS_CODES[status] ?? 'Bad Request'
  const code = status === 409 ? 'STATE_ERROR' : status === 422 ? 'ENTITY_UNPROCESSABLE' : reason.toUpperCase().replace(/\W+/g, '_')
  return { code, title: `${reason}.`, detail: `The request could not be completed: ${reason}.` }
}

/** An Accept header as the service prints what it made of it (captured from sales reports). */
const mediaRanges = (accept: string): string => accept.split(',').map((range) => {
  const [media = '', ...parameters] = range.split(';').map((part) => part.trim())
  const [type = '', subtype = '*'] = media.split('/')
  const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
  const others = parameters.filter((parameter) => parameter !== '' && !parameter.startsWith('q=')).join(', ')
  return `MediaRangeImpl{type=${type}, subtype=${subtype}, parameters={${others}}, quality=${Number.isFinite(quality) ? quality.toFixed(1) : '1.0'}}`
}).join(', ')

/** Status and words of a refusal, as captured from the live service where captures are public. */
function refusal (error: unknown): { status: number, errors: Wording[] } {
  const one = (status: number, code: string, title: string, detail: string): { status: number, errors: Wording[] } => ({ status, errors: [{ code, title, detail }] })
  if (error instanceof BadParameters) return { status: 400, errors: error.faults.map(parameterWording) }
  if (error instanceof BadPath) return { status: 404, errors: [pathWording(error)] }
  if (error instanceof Unauthorized) return { status: 401, errors: [unauthorized] }
  if (error instanceof OperationNotAllowed) return one(403, 'FORBIDDEN_ERROR', 'The given operation is not allowed', `The resource '${error.type}' does not allow '${error.operation}'. Allowed operations are: ${error.allowed.join(', ')}`)
  if (error instanceof Forbidden) return one(403, 'FORBIDDEN_ERROR', 'This request is forbidden for security reasons', 'The API key in use does not allow this request')
  if (error instanceof NotFound) return one(404, 'NOT_FOUND', 'The specified resource does not exist', `There is no resource of type '${error.type}' with id '${error.id}'`)
  if (error instanceof MethodNotAllowed) return one(405, 'METHOD_NOT_ALLOWED', 'The request method is not valid for the resource path.', 'The request method used for this request is not valid for the resource path. Please consult the documentation.')
  if (error instanceof NotAcceptable) return one(406, 'NOT_ACCEPTABLE', 'The specified Accept header is not acceptable', `The provided Accept header is not supported for this request.\nRequested: ${mediaRanges(error.accept)}\nAllowed: ${error.allowed}`)
  if (error instanceof RateLimited) return one(429, 'RATE_LIMIT_EXCEEDED', 'The request rate limit has been reached.', "We've received too many requests for this API. Please wait and try again or slow down your request rate.")
  if (error instanceof Invalid) return { status: 400, errors: [invalid(error.parameter ?? 'request', error.message)] }
  if (error instanceof TooLarge) return one(413, 'ENTITY_TOO_LARGE', 'The request entity is too large.', error.message)
  if (error instanceof StorageFailed) return one(507, 'UNEXPECTED_ERROR', 'An unexpected error occurred.', error.message)
  if (error instanceof Injected) return { status: error.status, errors: [injectedWording(error.status)] }
  const { statusCode } = error as { statusCode?: number }
  if (statusCode === 415) return one(415, 'UNSUPPORTED_MEDIA_TYPE', 'The request media type is not supported.', 'Use application/json.')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return one(statusCode, 'BAD_REQUEST', 'The request could not be understood.', (error as Error).message)
  return { status: 500, errors: [unexpected] }
}

/** Puts a refusal into App Store Connect's words. An error that is no refusal is a fault of ours: a 500, and told on stderr. */
export function sendRefusal (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, errors } = refusal(error)
  if (status === 500 && !(error instanceof DomainError)) tellFault(error)
  const number = requestNumber(request)
  const body = {
    // A 401 carries no id (seen in captures).
    errors: errors.map((wording, index): AppleError => status === 401
      ? { status: '401', ...wording }
      : { id: uuid(request.world.seed, 'asc-error', number, index), status: String(status), ...wording })
  }
  // A fault answers before the hook that names the request.
  if (!reply.hasHeader('x-request-id')) reply.header('x-request-id', requestId(request.world.seed, number))
  return reply.code(status).type('application/json').send(body)
}

/** A path that App Store Connect may have but perftwin has not: the vendor's 404, marked as ours by a header. */
export function sendNotEmulated (request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('x-perftwin-not-emulated', 'true')
  return sendRefusal(notEmulatedPath(request.method, request.url.split('?')[0]!), request, reply)
}

export function appStoreErrors (app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply))
}
