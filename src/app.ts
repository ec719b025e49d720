import fastify, { type FastifyInstance } from 'fastify'
import { admission } from './app-store-connect/http/admission.js'
import { BadPath } from './app-store-connect/http/refusals.js'
import { NotFound } from './kernel/errors.js'
import { pathOf } from './kernel/target.js'
import { announceRequests } from './http/announce.js'
import { plainJsonReply, plainJsonType } from './http/json-type.js'
import { lazyValidation } from './http/lazy-validation.js'
import { rewriteUrl, stampRequests } from './http/request.js'
import { injectFaults } from './traffic/faults/inject.js'
import { recordRequests, recordUnreadable } from './traffic/journal/record.js'
import { answerUnrouted } from './http/unrouted.js'
import { Webhooks } from './control/webhooks.js'
import { webhookBody } from './sauce/webhook.body.js'
import type { Twin } from './twin.js'
import { unroutedOf, vendorOf, vendors } from './vendors.js'
import { version } from './version.js'

/** Bodies beyond this are refused; routes that take uploads raise it for themselves. Bytes. */
const bodyLimit = 1024 * 1024

export interface AppSettings {
  /** Holds every reply to its route's schema: for tests. */
  strict?: boolean
  /** Without them no request is recorded and no fault strikes: only to measure what they cost. */
  instruments?: boolean
}

/** A path too long or not decodable names nothing that is there. */
function unreadable (error: Error & { code?: string }, url: string): Error {
  if (error.code !== 'FST_ERR_MAX_PARAM_LENGTH' && error.code !== 'FST_ERR_BAD_URL') return error
  const path = pathOf(url).slice(0, 200)
  return vendorOf(url) === 'app-store-connect' ? new BadPath(path) : new NotFound('path', path)
}

/** Puts the parts together: what every request passes through, then whoever answers it. */
export async function createApp (twin: Twin, { strict = false, instruments = true }: AppSettings = {}): Promise<FastifyInstance> {
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
      plainJsonReply(reply)
      unroutedOf(request.url).refuse(unreadable(error, request.url), request, reply)
      recordUnreadable(request, reply, vendorOf(request.url))
    }
  })
  plainJsonType(app)
  stampRequests(app, worlds)
  if (instruments) {
    recordRequests(app, vendorOf)
    injectFaults(app, (error, request, reply) => {
      unroutedOf(pathOf(request.url)).refuse(error, request, reply)
    })
  }
  announceRequests(app, worlds)
  const admitToAppStore = admission(options.auth ?? 'any')
  answerUnrouted(app, unroutedOf, async (path, request, reply) => {
    if (vendorOf(path) === 'app-store-connect') await admitToAppStore(request, reply)
  })
  if (strict) (await import('./http/strict-replies.js')).strictReplies(app)
  if (store.durable) {
    const { durableReplies } = await import('./store/durable-replies.js')
    durableReplies(app, store)
  }
  const shared = { auth: options.auth ?? 'any', profile: options.ascProfile ?? 'live', publicUrl: options.publicUrl, store }
  await vendors.sauce.register(app, shared)
  await vendors['app-store-connect'].register(app, shared)
  const targets = options.webhookTargets?.split(',').map((target) => target.trim()).filter((target) => target !== '') ?? []
  const webhooks = new Webhooks(worlds.events, { targets, bodyOf: webhookBody })
  await vendors.control.register(app, {
    worlds,
    store,
    webhooks,
    version,
    host: options.host ?? '127.0.0.1',
    token: twin.controlToken,
    publicUrl: options.publicUrl,
    document: async (name) => await (await import('./openapi/documents.js')).openApiDocument(name),
    docs: async (url) => await (await import('./openapi/docs.js')).docsPage(url)
  })
  app.addHook('onClose', async () => {
    webhooks.close()
    await store.close()
  })
  return app
}
