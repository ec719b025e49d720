import { DomainError, NotFound } from '../../kernel/errors.js'

/** One thing that is wrong with a query parameter. `errors.ts` puts it into Apple's words. */
export type ParameterFault =
  | { kind: 'illegal' | 'repeated' | 'empty', parameter: string }
  | { kind: 'filter' | 'cursor', parameter: string, value: string }
  | { kind: 'value' | 'field' | 'relationship', parameter: string, value: string, expected: readonly string[] }
  | { kind: 'limit', parameter: string, value: string, most: number }

/** The query does not fit the endpoint. */
export class BadParameters extends DomainError {
  override name = 'BadParameters'
  constructor (readonly faults: readonly ParameterFault[]) {
    super(`bad query parameters: ${faults.map(({ parameter }) => parameter).join(', ')}`)
  }
}

/** The client accepts none of the media types that the endpoint has. */
export class NotAcceptable extends DomainError {
  override name = 'NotAcceptable'
  constructor (readonly accept: string, readonly allowed: string) {
    super(`${accept} is not acceptable, ${allowed} is`)
  }
}

/** The path has a shape that App Store Connect does not know. */
export class BadPath extends DomainError {
  override name = 'BadPath'
  constructor (readonly path: string, readonly relationship?: string) {
    super(`${path} is not a valid path`)
  }
}

/** The resource exists, but not this way of asking for it. */
export class OperationNotAllowed extends DomainError {
  override name = 'OperationNotAllowed'
  constructor (readonly type: string, readonly operation: string, readonly allowed: readonly string[]) {
    super(`${type} does not allow ${operation}`)
  }
}

/** A resource has nothing behind a to-one relationship, and the profile has no empty document for it. */
export class NothingRelated extends NotFound {
  override name = 'NothingRelated'
  /** `type` and `id` name the resource that has nothing. */
  constructor (type: string, id: string, readonly relationship: string) {
    super(type, id)
  }
}

export { RateLimited } from '../../kernel/errors.js'
