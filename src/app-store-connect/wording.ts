import { STATUS_CODES } from 'node:http'
import { choicesOf } from '../http/negotiation.js'
import type { BadPath, NotAcceptable, NothingRelated, OperationNotAllowed, ParameterFault } from './http/refusals.js'

/** Apple's words for a refusal, without what each answer gives them: an id and the status. */
export interface Wording {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly source?: { readonly parameter: string }
}

export const invalidParameter = (parameter: string, detail: string): Wording =>
  ({ code: 'PARAMETER_ERROR.INVALID', title: 'A parameter has an invalid value', detail, source: { parameter } })

const illegalParameter = (parameter: string, detail: string): Wording => ({
  code: 'PARAMETER_ERROR.ILLEGAL',
  title: 'A given parameter is not allowed for this request',
  detail,
  source: { parameter }
})

/** Apple's words for a parameter. Those of `value`, `limit` and the title of `repeated` are not publicly known. */
export function parameterWording (fault: ParameterFault): Wording {
  const { parameter } = fault
  switch (fault.kind) {
    case 'illegal':
      return illegalParameter(parameter, `The parameter '${parameter}' can not be used with this request`)
    case 'repeated':
      return illegalParameter(parameter, `The parameter '${parameter}' can only be included once`)
    case 'empty': {
      const why = 'Empty filter values are not supported.'
      return invalidParameter(parameter, `A parameter '${parameter}' has an invalid value : '${why}'`)
    }
    case 'filter':
      return invalidParameter(parameter, `'${fault.value}' is not a valid filter type`)
    case 'cursor':
      return invalidParameter(parameter, `'${fault.value}' is not a valid cursor for this request`)
    case 'field':
      return invalidParameter(parameter, `'${fault.value}' is not a valid field name`)
    case 'relationship':
      return invalidParameter(parameter, `'${fault.value}' is not a valid relationship name`)
    case 'value':
      return invalidParameter(parameter, `${notValid(fault)}. Expected one of: ${quoted(fault.expected)}`)
    case 'limit':
      return invalidParameter(parameter, `${notValid(fault)}. It must be a number from 1 to ${fault.most}`)
  }
}

const notValid = ({ parameter, value }: { parameter: string, value: string }): string =>
  `'${value}' is not a valid value for the parameter '${parameter}'`

const quoted = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')

export function pathWording ({ path, relationship }: BadPath): Wording {
  const detail = relationship === undefined
    ? `'${path}' is not a valid URL`
    : `The relationship '${relationship}' does not exist`
  return { code: 'PATH_ERROR', title: 'The URL path is not valid', detail }
}

export const unauthorized: Wording = {
  code: 'NOT_AUTHORIZED',
  title: 'Authentication credentials are missing or invalid.',
  detail: 'Provide a properly configured and signed bearer token, and make sure that it has not expired. ' +
    'Learn more about Generating Tokens for API Requests https://developer.apple.com/go/?id=api-generating-tokens'
}

/** Both forms are captured: `Allowed operations are: GET_COLLECTION, …` of apps, `Allowed operation is: DELETE`. */
export function notAllowed ({ type, operation, allowed }: OperationNotAllowed): Wording {
  const which = allowed.length === 1 ? 'Allowed operation is' : 'Allowed operations are'
  return {
    code: 'FORBIDDEN_ERROR',
    title: 'The given operation is not allowed',
    detail: `The resource '${type}' does not allow '${operation}'. ${which}: ${allowed.join(', ')}`
  }
}

export const nothingRelated = ({ type, id, relationship }: NothingRelated): Wording => ({
  code: 'NOT_FOUND',
  title: 'The specified resource does not exist',
  detail: `The relationship '${relationship}' of the resource of type '${type}' with id '${id}' is empty`
})

export const forbidden: Wording = {
  code: 'FORBIDDEN_ERROR',
  title: 'This request is forbidden for security reasons',
  detail: 'The API key in use does not allow this request'
}

export const methodNotAllowed: Wording = {
  code: 'METHOD_NOT_ALLOWED',
  title: 'The request method is not valid for the resource path.',
  detail: 'The request method used for this request is not valid for the resource path. ' +
    'Please consult the documentation.'
}

export const rateLimited: Wording = {
  code: 'RATE_LIMIT_EXCEEDED',
  title: 'The request rate limit has been reached.',
  detail: "We've received too many requests for this API. Please wait and try again or slow down your request rate."
}

export const unexpected: Wording = {
  code: 'UNEXPECTED_ERROR',
  title: 'An unexpected error occurred.',
  detail: 'An unexpected error occurred on the server side. ' +
    'If this issue continues, contact us at https://developer.apple.com/contact/.'
}

export const notAcceptable = ({ accept, allowed }: NotAcceptable): Wording => ({
  code: 'NOT_ACCEPTABLE',
  title: 'The specified Accept header is not acceptable',
  detail: 'The provided Accept header is not supported for this request.\n' +
    `Requested: ${mediaRanges(accept)}\nAllowed: ${allowed}`
})

/** An Accept header as the service prints what it made of it (captured from sales reports). */
function mediaRanges (accept: string): string {
  return choicesOf(accept).map(({ name, parameters, weight = '1' }) => {
    const [type = '', subtype = '*'] = name.split('/')
    const quality = Number.isFinite(Number(weight)) ? Number(weight).toFixed(1) : '1.0'
    const rest = `parameters={${parameters.join(', ')}}, quality=${quality}`
    return `MediaRangeImpl{type=${type}, subtype=${subtype}, ${rest}}`
  }).join(', ')
}

/** Words for a status that a test asked for. Of Apple's for 409, 410, 415 and 422 only the codes are publicly known. */
export function injectedWording (status: number): Wording {
  if (status >= 500) return unexpected
  const reason = STATUS_CODES[status] ?? 'Bad Request'
  return { code: codeOf(status, reason), title: `${reason}.`, detail: `The request could not be completed: ${reason}.` }
}

function codeOf (status: number, reason: string): string {
  if (status === 409) return 'STATE_ERROR'
  if (status === 422) return 'ENTITY_UNPROCESSABLE'
  return reason.toUpperCase().replace(/\W+/g, '_')
}
