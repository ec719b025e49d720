import type { FastifyRequest } from 'fastify'
import { pathOf, queryOf, withoutClosingSlash } from '../../kernel/target.js'
import type { Matchable } from '../checks.js'
import { gather, type NamedValues } from '../named-values.js'
import type { Operation } from '../operation.js'

const none: readonly never[] = []

/** A request that is coming in, with its secrets: nobody has answered it, and perhaps nobody has read its body yet. */
export class ArrivingRequest implements Matchable {
  readonly status = null
  readonly faults = none

  constructor (readonly request: FastifyRequest, readonly operation: Operation) {}

  get body (): unknown { return this.request.body }
  get method (): string { return this.request.method }
  get path (): string { return withoutClosingSlash(pathOf(this.request.url)) }
  get query (): NamedValues { return gather(new URLSearchParams(queryOf(this.request.url))) }
  get headers (): NamedValues { return this.request.headers }
}
