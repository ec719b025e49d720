/**
 * What can go wrong, in no vendor's words. A vendor's errors.ts alone turns these into statuses and bodies
 * (for example NotFound → 404 {"errors": "Not Found"} below /rest/v1).
 */
export class DomainError extends Error {
  override name = 'DomainError'
}

/** What was thrown says of itself: JavaScript lets anything be thrown. */
export const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error)

/** Why it was thrown: `fetch` says only that it failed, and names what made it fail as the error's cause. */
export const reasonOf = (error: unknown): string =>
  messageOf(error instanceof Error && error.cause instanceof Error ? error.cause : error)

/** The thing asked for does not exist, or the caller may not know that it does. */
export class NotFound extends DomainError {
  override name = 'NotFound'
  /** `type` and `id` name what was looked for, where a vendor's body repeats them. */
  constructor (readonly type: string, readonly id: string) {
    super(`${type} ${id} not found`)
  }
}

/** A world that is not there, and that asking for it does not make. */
export class UnknownWorld extends NotFound {
  override name = 'UnknownWorld'
  constructor (id: string) {
    super('world', id)
    this.message = `Not Found: there is no world "${id}", and asking for one makes none (--worlds named); ` +
      'make it by POST /_perftwin/worlds'
  }
}

/** The request makes no sense: `parameter` names the part at fault, if one is. */
export class Invalid extends DomainError {
  override name = 'Invalid'
  constructor (message: string, readonly parameter?: string) {
    super(message)
  }
}

/** Not now: the job has not finished, the files are gone already. */
export class NotReady extends DomainError {
  override name = 'NotReady'
}

/** Somebody else has it: a port, a data file. Nothing is wrong with how it was asked for. */
export class Taken extends DomainError {
  override name = 'Taken'
}

/** No credentials, or wrong ones. */
export class Unauthorized extends DomainError {
  override name = 'Unauthorized'
}

/** Good credentials, but not for this. */
export class Forbidden extends DomainError {
  override name = 'Forbidden'
}

/** The path exists, the method does not. */
export class MethodNotAllowed extends DomainError {
  override name = 'MethodNotAllowed'
}

/** A body or a field beyond its limit; `limit` in bytes. */
export class TooLarge extends DomainError {
  override name = 'TooLarge'
  constructor (message: string, readonly limit: number) {
    super(message)
  }
}

/** The data file could not be written; the change is held in memory until a later write succeeds. */
export class StorageFailed extends DomainError {
  override name = 'StorageFailed'
}

/** The memory budget is used up by what may not be let go of: what was written, or is asked for now. */
export class MemoryUsedUp extends StorageFailed {
  override name = 'MemoryUsedUp'
}

/** A quota is used up; `retryAfter` in seconds, where the vendor says when to come again. */
export class RateLimited extends DomainError {
  override name = 'RateLimited'
  constructor (message: string, readonly retryAfter?: number) {
    super(message)
  }
}

/** A status that a test asked for. The vendor finds its own words for it. */
export class Injected extends DomainError {
  override name = 'Injected'
  constructor (readonly status: number) {
    super(`status ${status} was asked for`)
  }
}

/** What was thrown, as an error whatever it is. */
export const asError = (thrown: unknown): Error => thrown instanceof Error ? thrown : new Error(String(thrown))
