import { glob } from '../kernel/glob.js'
import { differences, leaves } from './json-difference.js'
import type { NamedValues } from './named-values.js'
import { answersTo, type Operation } from './operation.js'

/** What of a request can be asked about. Each part is looked at only where a match names it. */
export interface Matchable {
  readonly operation: Operation
  readonly method: string
  /** Without query and closing slash. */
  readonly path: string
  readonly query: NamedValues
  /** By lower-case name. */
  readonly headers: NamedValues
  /** JSON where it is JSON. */
  readonly body: unknown
  /** null while the request is being answered; 0: the connection was broken by a fault. */
  readonly status: number | null
  /** Ids of the fault rules that struck it. */
  readonly faults: readonly string[]
}

/** One thing that is not as asked for. `share`: how much of it is wrong, from 0 to 1. */
export interface Difference { field: string, expected: unknown, actual: unknown, share: number }

/** One thing that is asked of a request. */
export interface Check {
  fits (request: Matchable): boolean
  /** What of it is wrong; nothing where it fits. */
  differences (request: Matchable): Difference[]
}

/** How a value that is looked at as a whole is judged. */
interface Judgement<V> {
  readonly expected: unknown
  readonly of: (request: Matchable) => V
  readonly fits: (actual: V) => boolean
  readonly share: (actual: V) => number
}

/** `told`: how a value that does not fit is put into words. */
function whole<V> (
  field: string, { expected, of, fits, share }: Judgement<V>, told: (actual: V) => unknown = (actual) => actual
): Check {
  return {
    fits: (request) => fits(of(request)),
    differences: (request) => {
      const actual = of(request)
      return fits(actual) ? [] : [{ field, expected, actual: told(actual) ?? null, share: share(actual) }]
    }
  }
}

/** A value that must be this one. */
export const same = (field: string, expected: string, of: (request: Matchable) => unknown): Check =>
  whole(field, { expected, of, fits: (actual) => actual === expected, share: () => 1 })

/** An operation by its id, or by the name that a client has for it. */
export const isOperation = (expected: string): Check => whole('operation', {
  expected,
  of: ({ operation }) => operation,
  fits: (actual) => answersTo(actual, expected),
  share: () => 1
}, ({ name }) => name)

/** Whether a status is the one wanted, or of the class (`4xx`). */
export function statusFits (wanted: number | string, status: number | null): boolean {
  if (typeof wanted === 'number') return status === wanted
  return status !== null && `${Math.floor(status / 100)}xx` === wanted
}

export const hasStatus = (expected: number | string): Check => whole('status', {
  expected,
  of: ({ status }) => status,
  fits: (actual) => statusFits(expected, actual),
  share: () => 0.5
})

export const hasFault = (expected: string): Check => whole('fault', {
  expected,
  of: ({ faults }) => faults,
  fits: (actual) => actual.includes(expected),
  share: () => 0.5
})

/** `pattern` is what the path must fit, `expected` how the client wrote it. */
export const hasPath = (expected: string, pattern: string): Check => whole('path', {
  expected,
  of: ({ path }) => path,
  fits: glob(pattern),
  share: (actual) => unlikeness(expected, actual)
})

/** How unlike two texts are: the share of path segments (or words) they do not share. */
function unlikeness (expected: string, actual: string): number {
  const a = expected.split(/[/?&=]+/)
  const b = new Set(actual.split(/[/?&=]+/))
  return Math.max(0.1, a.filter((part) => !part.includes('*') && !b.has(part)).length / a.length)
}

/** Another value is less wrong than none. */
export const wrongness = (actual: unknown): number => actual === undefined || actual === null ? 1 : 0.7

/** A page that is another one is a near miss; what has no pages is none at all. */
export const isPage = (expected: number): Check => whole('page', {
  expected,
  of: ({ operation, query }) => operation.pageOf?.(query),
  fits: (actual) => actual === expected,
  share: wrongness
})

/** A body of which this must be a part. */
export function hasBody (wanted: unknown): Check {
  const asked = leaves(wanted)
  return {
    fits: ({ body }) => differences(wanted, body, 'body').length === 0,
    differences: ({ body }) => differences(wanted, body, 'body')
      .map((difference) => ({ ...difference, share: wrongness(difference.actual) / asked }))
  }
}
