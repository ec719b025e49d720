/**
 * HEAD is answered by what answers GET, and Node leaves the body out. A route of its own for each GET, as Fastify makes
 * them, would nearly double what a start registers, so the router is asked for GET instead: only the router, for from
 * the first hook on a request has its own method again.
 */
import type { IncomingMessage } from 'node:http'

const isHead = Symbol('routed as GET')

declare module 'http' {
  interface IncomingMessage { [isHead]?: true }
}

/** Before a request is routed. */
export function routeHeadAsGet (request: IncomingMessage): void {
  if (request.method !== 'HEAD') return
  request[isHead] = true
  request.method = 'GET'
}

/** As soon as it is routed. */
export function ownMethod (request: IncomingMessage): void {
  if (request[isHead] === true) request.method = 'HEAD'
}
