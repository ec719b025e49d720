/** A request that a page makes, before anything is timed: most are the same in all loads. */
import type { Host } from './hosts.js'
import type { Intercepted } from './interception.js'
import type { ResourceType } from './media.js'
import type { LoadingBehaviour, Priority } from './page.schema.js'
import type { AffectedKind } from './releases.js'

/**
 * Where in the load a request belongs. `tag` is a third party's script, put in after DOMContentLoaded and run in order;
 * `beacon` is what such a script sends home.
 */
export type Stage = LoadingBehaviour | 'document' | 'tag' | 'beacon'

/** How a request goes wrong: the connection is reset, or the server answers with an error. */
export type Failure = 'reset' | 'server error' | 'not found'

export interface PlannedRequest {
  /**
   * Its place among the requests of the page before any release; one that a release added shares the place of its
   * neighbour of the same group.
   */
  readonly place: number
  /** Whether a release added it. */
  readonly added: boolean
  /** Which causes it feels; null for what a release of the page cannot change. */
  readonly kind: AffectedKind | null
  readonly type: ResourceType
  readonly stage: Stage
  readonly url: string
  /** The server, without a load's jitter. */
  readonly host: Host
  readonly method: 'GET' | 'POST'
  readonly priority: Priority
  /** Decoded body, bytes. */
  readonly resourceSize: number
  /** Response headers, bytes. */
  readonly headersSize: number
  /** On the wire, headers included, bytes. */
  readonly transferSize: number
  readonly encoding: 'gzip' | null
  /** The server's usual thinking time, ms. */
  readonly latency: number
  /** Where in the document the resource is mentioned, 0 … 1. */
  readonly position: number
  /** The script's usual evaluation, ms at CPU rate 1. */
  readonly work: number
  readonly failure: Failure | null
  /** What a client has made of it; null if none did. */
  readonly intercepted: Intercepted | null
  /** How long after the load event the script looks again, ms; null if it sets no timer. */
  readonly timer: number | null
  /** Index, among a page's requests, of the script that sends a beacon. */
  readonly sender: number | null
}

/**
 * The request with these properties. All are made here: objects that are put together in one way have one hidden class,
 * and hundreds of them are read in every load.
 */
export const plannedRequest = ({
  place, added, kind, type, stage, url, host, method, priority, resourceSize, headersSize, transferSize, encoding,
  latency, position, work, failure, intercepted, timer, sender
}: PlannedRequest): PlannedRequest => ({
  place,
  added,
  kind,
  type,
  stage,
  url,
  host,
  method,
  priority,
  resourceSize,
  headersSize,
  transferSize,
  encoding,
  latency,
  position,
  work,
  failure,
  intercepted,
  timer,
  sender
})
