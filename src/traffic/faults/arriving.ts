import type { FastifyRequest } from 'fastify'
import { pathOf, queryOf, withoutClosingSlash } from '../../kernel/target.js'
import type { Matchable } from '../checks.js'
import { gather, type NamedValues } from '../named-values.js'
import type { Operation } from '../operation.js'

const none: readonly never[] = []

/** A request that has just come in, with its secrets: nobody has read its body, answered it, or struck it. */
export class ArrivingRequest implements Matchable {
  readonly body = undefined
  readonly status = null
  readonly faults = none

  constructor (readonly request: FastifyRequest, readonly operation: Operation) {}

  get method (): string { return this.request.method }
  get path (): string { return withoutClosingSlash(pathOf(this.request.url)) }
  get query (): NamedValues { return gather(new URLSearchParams(queryOf(this.request.url))) }
  get headers (): NamedValues { return this.request.headers }
}
