import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { admission } from './app-store-connect/http/admission.js'
import { BadPath } from './app-store-connect/http/refusals.js'
import type { ControlOptions } from './control/context.js'
import { Webhooks } from './control/webhooks.js'
import { allOrNothing } from './http/all-or-nothing.js'
import { announceRequests } from './http/announce.js'
import { ownMethod } from './http/head.js'
import { plainJsonReply, plainJsonType } from './http/json-type.js'
import { lazyValidation } from './http/lazy-validation.js'
import { rewriteUrl, stampRequests, worldOf } from './http/request.js'
import { refuseWithoutRoom } from './http/room.js'
import { vendorServer } from './http/server.js'
import { dropStrangersWorlds } from './http/strangers.js'
import { answerUnrouted } from './http/unrouted.js'
import { NotFound } from './kernel/errors.js'
import { pathOf } from './kernel/target.js'
import { admitToSauce } from './sauce/credentials.js'
import { webhookBody } from './sauce/webhook.body.js'
import { injectFaults } from './traffic/faults/inject.js'
import { recordAnswers, recordRequests, recordUnreadable } from './traffic/journal/record.js'
import { KnownOperations } from './traffic/known-operations.js'
import type { Twin } from './twin.js'
import { traitsOf, unroutedOf, vendorOf, vendors } from './vendors.js'
import { version } from './version.js'
import { webdriver } from './webdriver/index.js'
import type { Worlds } from './worlds/registry.js'
import type { World } from './worlds/world.js'

/** How long a request may take to come in, its headers and then all of it, before it is answered with 408. ms. */
const patience = { headersTimeout: 30_000, requestTimeout: 120_000, connectionsCheckingInterval: 5_000 } as const

/** Bodies beyond this are refused; routes that take uploads raise it for themselves. Bytes. */
const bodyLimit = 1024 * 1024

export interface AppSettings {
  /** Holds every reply to its route's schema: for tests. */
  strict?: boolean
  /** Given the application before anything answers, to look on: for tests. */
  prepare?: (app: FastifyInstance) => void
  /** Without them no request is recorded and no fault strikes: only to measure what they cost. */
  instruments?: boolean
  /** For tests: other times than the usual ones. ms. */
  patience?: { readonly [Name in keyof typeof patience]: number }
}

/** Puts the parts together: what every request passes through, then whoever answers it. */
export async function createApp (twin: Twin, settings: AppSettings = {}): Promise<FastifyInstance> {
  const { strict = false, instruments = true, prepare } = settings
  const { options: { auth = 'any', ascProfile = 'live', publicUrl }, worlds, store } = twin
  const operations = new KnownOperations(traitsOf)
  const app = bareApp(worlds, operations, settings.patience)
  plainJsonType(app)
  stampRequests(app, worlds)
  if (instruments) {
    recordRequests(app, vendorOf, operations)
    injectFaults(app, (error, request, reply) => {
      unroutedOf(request.url).refuse(error, request, reply)
    })
    recordAnswers(app)
  }
  dropStrangersWorlds(app, worlds)
  allOrNothing(app)
  refuseWithoutRoom(app, worlds)
  announceRequests(app, worlds)
  const admitToAppStore = admission(auth)
  answerUnrouted(app, unroutedOf, async (path, request, reply) => {
    const vendor = vendorOf(path)
    if (vendor === 'app-store-connect') await admitToAppStore(request, reply)
    if (vendor === 'sauce') admitToSauce(request, auth)
  })
  if (strict) await holdReplies(app)
  prepare?.(app)
  if (store.durable) (await import('./store/durable-replies.js')).durableReplies(app, store)
  const shared = { auth, profile: ascProfile, publicUrl, store, memory: worlds.memory }
  await vendors.sauce.register(app, shared)
  await vendors['app-store-connect'].register(app, shared)
  await app.register(webdriver, { ...shared, version })
  const webhooks = webhooksOf(twin)
  await vendors.control.register(app, { ...controlOptions(twin, webhooks), operations })
  app.addHook('onClose', async () => {
    webhooks.close()
    await store.close()
  })
  return app
}

/** Holds replies to what the OpenAPI documents say of them. Only tests load what that takes. */
async function holdReplies (app: FastifyInstance): Promise<void> {
  const [{ strictReplies }, { refusalsOf }] =
    await Promise.all([import('./http/strict-replies.js'), import('./openapi/refusals.js')])
  strictReplies(app, refusalsOf)
}

/** Fastify, with nobody yet who answers. */
function bareApp (
  worlds: Worlds, operations: KnownOperations, { requestTimeout, ...checks }: AppSettings['patience'] = patience
): FastifyInstance {
  return fastify({
    bodyLimit,
    requestTimeout,
    rewriteUrl,
    exposeHeadRoutes: false,
    serverFactory: vendorServer((error, target) => unroutedOf(target).say(error, target), checks),
    // The server has refused it already.
    clientErrorHandler: () => {},
    forceCloseConnections: true,
    schemaController: lazyValidation,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 1024 },
    // The router gives up before any hook runs, so nobody has said yet which world it is about.
    frameworkErrors: (error, request, reply) => {
      ownMethod(request.raw)
      const world = namedWorld(request, worlds)
      Object.assign(request, { world, at: world.clock.now() })
      plainJsonReply(reply)
      unroutedOf(request.url).refuse(unreadable(error, request.url), request, reply)
      recordUnreadable(request, reply, operations.of(vendorOf(request.url), undefined))
    }
  })
}

/** The world that a request names; where it names none, the one at the root. */
function namedWorld (request: FastifyRequest, worlds: Worlds): World {
  try {
    return worldOf(request, worlds)
  } catch {
    return worlds.default
  }
}

/** A path too long or not decodable names nothing that is there. */
function unreadable (error: Error & { code?: string }, url: string): Error {
  if (error.code !== 'FST_ERR_MAX_PARAM_LENGTH' && error.code !== 'FST_ERR_BAD_URL') return error
  const path = pathOf(url).slice(0, 200)
  return vendorOf(url) === 'app-store-connect' ? new BadPath(path) : new NotFound('path', path)
}

function webhooksOf ({ worlds, options: { webhookTargets = '' } }: Twin): Webhooks {
  const targets = webhookTargets.split(',').map((target) => target.trim()).filter((target) => target !== '')
  return new Webhooks(worlds.events, { targets, bodyOf: webhookBody })
}

/** The documents are made when they are first asked for: their makers take longer to load than all the rest. */
function controlOptions (
  { options, worlds, store, controlToken }: Twin, webhooks: Webhooks
): Omit<ControlOptions, 'operations'> {
  return {
    worlds,
    store,
    webhooks,
    version,
    host: options.host ?? '127.0.0.1',
    token: controlToken,
    publicUrl: options.publicUrl,
    document: async (name) => await (await import('./openapi/documents.js')).openApiDocument(name),
    collection: async (file, world, base) =>
      await (await import('./openapi/collections/served.js')).servedCollection({ file, world, base, worlds, store }),
    docs: async (url) => await (await import('./openapi/docs.js')).docsPage(url)
  }
}
