/**
 * Reads of the emulated APIs that leave no trace: the control plane hands a request that it has let in to the vendor
 * whose path it names. Nothing that a client sends makes a request one of these.
 */
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { World } from '../worlds/world.js'

const looked = Symbol('the world that is only looked at')

declare module 'http' {
  interface IncomingMessage { [looked]?: World }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It only looks at worlds: asking for it makes none, and keeps none alive. */
    looks?: boolean
  }
}

/** What a request that looks is to become. */
export interface Look {
  readonly world: World
  /** Path and query of the vendor's. */
  readonly target: string
  /** The credentials to read with; undefined: none, where none will be asked for. */
  readonly authorization: string | undefined
}

/** Makes of a request one that looks. It has to be routed anew. */
export function lookAt (request: IncomingMessage, { world, target, authorization }: Look): void {
  request[looked] = world
  request.url = target
  request.headers.authorization = authorization
}

/** Whether a request only looks: it is not recorded, not struck, not counted, and moves nothing on. */
export const isLooking = (request: IncomingMessage): boolean => request[looked] !== undefined

/** The world that a request looks at; undefined: it does not only look. */
export const worldLookedAt = (request: IncomingMessage): World | undefined => request[looked]

/** What a page of the twin's own says that it is, in a header; an event stream, which can send none, in its query. */
const ownPage = 'dashboard'

/**
 * Whether a request to the control plane only looks at worlds, and neither makes one nor keeps one alive: it is for
 * such a route, or a page of the twin's own reads, which is open for longer than many a world.
 */
export function onlyLooks ({ method, headers, query, routeOptions: { config, url = '' } }: FastifyRequest): boolean {
  if (config.looks === true) return true
  if ((method !== 'GET' && method !== 'HEAD') || !url.startsWith('/_perftwin/')) return false
  const { actor } = query as { actor?: unknown }
  return headers['perftwin-actor'] === ownPage || actor === ownPage
}
