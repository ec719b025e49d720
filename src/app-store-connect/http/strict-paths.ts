import type { FastifyInstance } from 'fastify'
import { BadPath } from './refusals.js'

/** The path of a request target. */
export const pathOf = (target: string): string => {
  const [path = ''] = target.split('?')
  return path
}

/**
 * Refuses paths with an empty part (`/v1/apps/`, `/v1/builds//icons`), which is how a client with an empty id asks: the
 * service calls them no valid URL, where the router would take them for the list (fastlane#21524).
 */
export function strictPaths (app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const path = pathOf(request.url)
    done(path.endsWith('/') || path.includes('//') ? new BadPath(path) : undefined)
  })
}
