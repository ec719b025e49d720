import { longestGlob } from '../kernel/glob.js'
import { Type, type Static } from '../kernel/schema.js'
import { withoutClosingSlash } from '../kernel/target.js'
import {
  hasBody, hasFault, hasPath, hasStatus, isOperation, isPage, same, type Check, type Difference, type Matchable
} from './checks.js'
import { FieldCondition, hasFields, hasHeaders, hasQuery, TextCondition } from './value-checks.js'

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

/** What may be asked about any request, whether it is arriving or was answered long ago. */
export const requestFields = {
  vendor: Type.Optional(Type.Enum(['sauce', 'app-store-connect', 'webdriver'])),
  operation: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'An operationId of the OpenAPI documents, or the name of a method of the vendors\' clients ' +
      '(listJobs, getPerformanceMetrics, appsGetCollection), which means every path that the method has.'
  })),
  method: Type.Optional(Type.String({ pattern: '^[A-Za-z]{1,10}$' })),
  path: Type.Optional(Glob),
  page: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'Which page of a list is asked for, from 1, by whatever parameters the list is paged.'
  })),
  query: Type.Optional(Type.Record(TextCondition, {
    maxProperties: mostPatterns,
    description: 'Parameters and their values; others may be there too.'
  })),
  headers: Type.Optional(Type.Record(TextCondition, {
    maxProperties: mostPatterns,
    description: 'Values of request headers, by name.'
  })),
  fields: Type.Optional(Type.Record(FieldCondition, {
    maxProperties: mostPatterns,
    description: 'Fields of the JSON body, by path: custom-data.build, tags[0], test_runs[*].status.'
  })),
  body: Type.Optional(Type.Unknown({
    description: 'A part of the JSON body: members not named may be there too; lists must have the same length.'
  }))
}

/** What a request must be like. What is left out may be anything. */
export const RequestMatch = Type.Object({
  ...requestFields,
  status: Type.Optional(Status),
  fault: Type.Optional(Type.String({
    maxLength: 64,
    description: 'The id of a fault rule that struck it; prefer for a Prefer header.'
  }))
}, { $id: 'RequestMatch', additionalProperties: false })
export type RequestMatch = Static<typeof RequestMatch>

/** A match that is ready to be held against many requests. */
export interface Matcher {
  readonly match: RequestMatch
  /** Whether it asks about the body, which is read later than all the rest. */
  readonly readsBody: boolean
  fits (request: Matchable): boolean
  differences (request: Matchable): Difference[]
}

/** How a path is read: `asWritten`, a closing slash in its pattern is one; else it is as good as none. */
export interface PathReading { readonly asWritten?: boolean }

/** The checks of a match, cheap ones first. */
function checksOf (match: RequestMatch, { asWritten = false }: PathReading): Check[] {
  const { vendor, operation, method, status, fault, path, page, query, headers, fields, body } = match
  const checks: Check[] = []
  if (vendor !== undefined) checks.push(same('vendor', vendor, (request) => request.operation.vendor))
  if (operation !== undefined) checks.push(isOperation(operation))
  if (method !== undefined) checks.push(same('method', method.toUpperCase(), (request) => request.method))
  if (status !== undefined) checks.push(hasStatus(status))
  if (fault !== undefined) checks.push(hasFault(fault))
  if (path !== undefined) checks.push(hasPath(path, asWritten ? path : withoutClosingSlash(path)))
  if (page !== undefined) checks.push(isPage(page))
  if (query !== undefined) checks.push(hasQuery(query))
  if (headers !== undefined) checks.push(hasHeaders(headers))
  if (fields !== undefined) checks.push(hasFields(fields))
  if (body !== undefined) checks.push(hasBody(body))
  return checks
}

export function matcherOf (match: RequestMatch, reading: PathReading = {}): Matcher {
  const checks = checksOf(match, reading)
  return {
    match,
    readsBody: match.fields !== undefined || match.body !== undefined,
    fits (request) {
      for (const check of checks) if (!check.fits(request)) return false
      return true
    },
    differences: (request) => checks.flatMap((check) => check.differences(request))
  }
}
