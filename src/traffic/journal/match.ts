import { glob, longestGlob } from '../../kernel/glob.js'
import { Type, type Static } from '../../kernel/schema.js'
import type { Operation } from './journal-counts.js'
import type { Entry } from './journal.js'
import { bodyOf, headersOf, pathOf, queryOf } from './record-view.js'
import { differences, leaves } from './json-difference.js'

const Glob = Type.String({ maxLength: longestGlob, description: '* stands for any run of characters without a slash, ** for any run.' })

/** What a request must be like. What is left out may be anything. */
export const RequestMatch = Type.Object({
  vendor: Type.Optional(Type.Enum(['sauce', 'app-store-connect'])),
  operation: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'An operationId of the OpenAPI documents.' })),
  method: Type.Optional(Type.String({ pattern: '^[A-Za-z]{1,10}$' })),
  path: Type.Optional(Glob),
  status: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 599 }), Type.String({ pattern: '^[1-5]xx$' })], { description: 'A status, a class such as 4xx, or 0 for a connection that a fault broke.' })),
  query: Type.Optional(Type.Record(Glob, { description: 'Parameters and their values; others may be there too.' })),
  headers: Type.Optional(Type.Record(Glob)),
  body: Type.Optional(Type.Unknown({ description: 'A part of the JSON body: members not named may be there too; lists must have the same length.' })),
  fault: Type.Optional(Type.String({ maxLength: 64, description: 'The id of a fault rule that struck it; prefer for a Prefer header.' }))
}, { $id: 'RequestMatch', additionalProperties: false })
export type RequestMatch = Static<typeof RequestMatch>

/** One thing that is not as asked for. `share`: how much of it is wrong, from 0 to 1. */
export interface Difference { field: string, expected: unknown, actual: unknown, share: number }

type Check = (entry: Entry) => Difference[]

/** A match that is ready to be held against many entries. */
export interface Matcher {
  readonly match: RequestMatch
  fits (entry: Entry): boolean
  differences (entry: Entry): Difference[]
}

/** How unlike two texts are: the share of path segments (or words) they do not share. */
function unlikeness (expected: string, actual: string): number {
  const a = expected.split(/[/?&=]+/)
  const b = new Set(actual.split(/[/?&=]+/))
  return Math.max(0.1, a.filter((part) => !part.includes('*') && !b.has(part)).length / a.length)
}

/** Another value is less wrong than none. */
const wrongness = (actual: unknown): number => actual === undefined || actual === null ? 1 : 0.7

const oneOf = (field: string, expected: unknown, actual: unknown): Difference[] =>
  expected === actual ? [] : [{ field, expected, actual, share: 1 }]

const statusFits = (wanted: number | string, status: number | null): boolean =>
  typeof wanted === 'number' ? status === wanted : status !== null && `${Math.floor(status / 100)}xx` === wanted

function namedGlobs (field: string, wanted: Record<string, string>, valuesOf: (entry: Entry, name: string) => string[]): Check {
  const patterns = Object.entries(wanted).map(([name, value]) => ({ name, value, fits: glob(value) }))
  return (entry) => patterns.flatMap(({ name, value, fits }) => {
    const values = valuesOf(entry, name)
    return values.some(fits) ? [] : [{ field: `${field}.${name}`, expected: value, actual: values.length > 1 ? values : values[0] ?? null, share: wrongness(values[0]) / patterns.length }]
  })
}

/** The checks of a match, cheap ones first. */
function checksOf ({ vendor, operation, method, path, status, query, headers, body, fault }: RequestMatch): Check[] {
  const checks: Check[] = []
  if (vendor !== undefined) checks.push((entry) => oneOf('vendor', vendor, entry.operation.vendor))
  if (operation !== undefined) checks.push((entry) => oneOf('operation', operation, entry.operation.name))
  if (method !== undefined) checks.push((entry) => oneOf('method', method.toUpperCase(), entry.method))
  if (status !== undefined) checks.push((entry) => statusFits(status, entry.status) ? [] : [{ field: 'status', expected: status, actual: entry.status, share: 0.5 }])
  if (fault !== undefined) checks.push((entry) => entry.faults.includes(fault) ? [] : [{ field: 'fault', expected: fault, actual: entry.faults, share: 0.5 }])
  if (path !== undefined) {
    const fits = glob(trimmed(path))
    checks.push((entry) => {
      const actual = trimmed(pathOf(entry))
      return fits(actual) ? [] : [{ field: 'path', expected: path, actual, share: unlikeness(path, actual) }]
    })
  }
  if (query !== undefined) checks.push(namedGlobs('query', query, (entry, name) => ownValues(queryOf(entry), name)))
  if (headers !== undefined) checks.push(namedGlobs('headers', headers, (entry, name) => ownValues(headersOf(entry), name.toLowerCase())))
  if (body !== undefined) {
    const asked = leaves(body)
    checks.push((entry) => differences(body, bodyOf(entry), 'body').map((difference) => ({ ...difference, share: wrongness(difference.actual) / asked })))
  }
  return checks
}

const trimmed = (path: string): string => path.replace(/(?<=.)\/+$/, '')

const ownValues = (values: Record<string, string | string[]>, name: string): string[] => Object.hasOwn(values, name) ? [values[name]!].flat() : []

export function matcherOf (match: RequestMatch): Matcher {
  const checks = checksOf(match)
  return {
    match,
    fits: (entry) => checks.every((check) => check(entry).length === 0),
    differences: (entry) => checks.flatMap((check) => check(entry))
  }
}

/** Whether the counts alone can tell how many requests fit: the match names nothing that they do not keep. */
export const isCounted = ({ path, method, query, headers, body, fault }: RequestMatch): boolean =>
  [path, method, query, headers, body, fault].every((part) => part === undefined)

/** Whether a request for this operation can fit. */
export const mayFit = ({ vendor, operation }: RequestMatch, of: Operation): boolean =>
  (vendor === undefined || vendor === of.vendor) && (operation === undefined || operation === of.name)

export { statusFits }
