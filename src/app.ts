import fastify, { type FastifyInstance } from 'fastify'
import { NotFound } from './kernel/errors.js'
import { plainJsonType } from './http/json-type.js'
import { lazyValidation } from './http/lazy-validation.js'
import { rewriteUrl, stampRequests } from './http/request.js'
import { answerUnrouted } from './http/unrouted.js'
import type { Twin } from './twin.js'
import { unroutedOf, vendors } from './vendors.js'
import { version } from './version.js'

/** Bodies beyond this are refused; routes that take uploads raise it for themselves. Bytes. */
const bodyLimit = 1024 * 1024

export interface AppSettings {
  /** Holds every reply to its route's schema: for tests. */
  strict?: boolean
}

/** A path too long or not decodable names nothing that is there. */
const unreadable = (error: Error & { code?: string }, url: string): Error =>
  error.code === 'FST_ERR_MAX_PARAM_LENGTH' || error.code === 'FST_ERR_BAD_URL' ? new NotFound('path', url.slice(0, 200)) : error

/** Puts the parts together: what every request passes through, then whoever answers it. */
export async function createApp (twin: Twin, { strict = false }: AppSettings = {}): Promise<FastifyInstance> {
  const { options, worlds, store } = twin
  const app = fastify({
    bodyLimit,
    rewriteUrl,
    forceCloseConnections: true,
    schemaController: lazyValidation,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 1024 },
    // The router gives up before any hook runs, so nobody has said yet which world it is about.
    frameworkErrors: (error, request, reply) => {
      Object.assign(request, { world: worlds.default, at: worlds.default.clock.now() })
      unroutedOf(request.url).refuse(unreadable(error, request.url), request, reply)
    }
  })
  plainJsonType(app)
  stampRequests(app, worlds)
  answerUnrouted(app, unroutedOf)
  if (strict) (await import('./http/strict-replies.js')).strictReplies(app)
  if (store.durable) {
    const { durableReplies } = await import('./http/durable.js')
    durableReplies(app, store)
  }
  const shared = { auth: options.auth ?? 'any', publicUrl: options.publicUrl }
  await vendors.sauce.register(app, shared)
  await vendors['app-store-connect'].register(app, shared)
  await vendors.control.register(app, {
    worlds,
    version,
    host: options.host ?? '127.0.0.1',
    token: twin.controlToken,
    document: async (name) => await (await import('./openapi/documents.js')).openApiDocument(name),
    docs: async (url) => await (await import('./openapi/docs.js')).docsPage(url)
  })
  app.addHook('onClose', async () => { await store.close() })
  return app
}
