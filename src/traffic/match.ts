import { longestGlob } from '../kernel/glob.js'
import { Type, type Static } from '../kernel/schema.js'
import { withoutClosingSlash } from '../kernel/target.js'
import {
  hasBody, hasFault, hasHeaders, hasPath, hasQuery, hasStatus, same, type Check, type Difference, type Matchable
} from './checks.js'

/** Each is held against all requests that a journal holds. */
export const mostPatterns = 20

const Glob = Type.String({
  maxLength: longestGlob,
  description: '* stands for any run of characters without a slash, ** for any run.'
})
const Status = Type.Union([
  Type.Integer({ minimum: 0, maximum: 599 }),
  Type.String({ pattern: '^[1-5]xx$' })
], { description: 'A status, a class such as 4xx, or 0 for a connection that a fault broke.' })

/** What may be asked about the operation, wherever a request is described. */
export const operationFields = {
  vendor: Type.Optional(Type.Enum(['sauce', 'app-store-connect'])),
  operation: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'An operationId of the OpenAPI documents.'
  })),
  method: Type.Optional(Type.String({ pattern: '^[A-Za-z]{1,10}$' }))
}

/** What a request must be like. What is left out may be anything. */
export const RequestMatch = Type.Object({
  ...operationFields,
  path: Type.Optional(Glob),
  status: Type.Optional(Status),
  query: Type.Optional(Type.Record(Glob, {
    maxProperties: mostPatterns,
    description: 'Parameters and their values; others may be there too.'
  })),
  headers: Type.Optional(Type.Record(Glob, {
    maxProperties: mostPatterns,
    description: 'Values of request headers, by name.'
  })),
  body: Type.Optional(Type.Unknown({
    description: 'A part of the JSON body: members not named may be there too; lists must have the same length.'
  })),
  fault: Type.Optional(Type.String({
    maxLength: 64,
    description: 'The id of a fault rule that struck it; prefer for a Prefer header.'
  }))
}, { $id: 'RequestMatch', additionalProperties: false })
export type RequestMatch = Static<typeof RequestMatch>

/** A match that is ready to be held against many requests. */
export interface Matcher {
  readonly match: RequestMatch
  fits (request: Matchable): boolean
  differences (request: Matchable): Difference[]
}

/** How a path is read: `asWritten`, a closing slash in its pattern is one; else it is as good as none. */
export interface PathReading { readonly asWritten?: boolean }

/** The checks of a match, cheap ones first. */
function checksOf (match: RequestMatch, { asWritten = false }: PathReading): Check[] {
  const { vendor, operation, method, status, fault, path, query, headers, body } = match
  const checks: Check[] = []
  if (vendor !== undefined) checks.push(same('vendor', vendor, (request) => request.operation.vendor))
  if (operation !== undefined) checks.push(same('operation', operation, (request) => request.operation.name))
  if (method !== undefined) checks.push(same('method', method.toUpperCase(), (request) => request.method))
  if (status !== undefined) checks.push(hasStatus(status))
  if (fault !== undefined) checks.push(hasFault(fault))
  if (path !== undefined) checks.push(hasPath(path, asWritten ? path : withoutClosingSlash(path)))
  if (query !== undefined) checks.push(hasQuery(query))
  if (headers !== undefined) checks.push(hasHeaders(headers))
  if (body !== undefined) checks.push(hasBody(body))
  return checks
}

export function matcherOf (match: RequestMatch, reading: PathReading = {}): Matcher {
  const checks = checksOf(match, reading)
  return {
    match,
    fits (request) {
      for (const check of checks) if (!check.fits(request)) return false
      return true
    },
    differences: (request) => checks.flatMap((check) => check.differences(request))
  }
}
