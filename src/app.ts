import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { admission } from './app-store-connect/http/admission.js'
import { BadPath } from './app-store-connect/http/refusals.js'
import type { ControlOptions } from './control/context.js'
import { Webhooks } from './control/webhooks.js'
import { allOrNothing } from './http/all-or-nothing.js'
import { routedAt } from './homes.js'
import { ownNames, vendorHost } from './hosts.js'
import { announceRequests } from './http/announce.js'
import { Destinations, type KnownHosts } from './http/destination.js'
import type { OpenEdge } from './http/doors.js'
import { ownMethod } from './http/head.js'
import { plainJsonReply, plainJsonType } from './http/json-type.js'
import { lazyValidation } from './http/lazy-validation.js'
import { isLooking } from './http/looking.js'
import { stampRequests, worldOf } from './http/request.js'
import { ofWorld, pathOfTarget, rewriting } from './http/rewrite.js'
import { refuseWithoutRoom } from './http/room.js'
import { vendorServer } from './http/server.js'
import { dropStrangersWorlds } from './http/strangers.js'
import { answerUnrouted } from './http/unrouted.js'
import { NotFound } from './kernel/errors.js'
import { pathOf } from './kernel/target.js'
import { admitToSauce } from './sauce/credentials.js'
import { Histories } from './sauce/performance/histories.js'
import { webhookBody } from './sauce/webhook.body.js'
import { injectFaults } from './traffic/faults/inject.js'
import { recordAnswers, recordRequests, recordUnreadable } from './traffic/journal/record.js'
import { KnownOperations } from './traffic/known-operations.js'
import type { Twin } from './twin.js'
import { traitsOf, vendorOf, vendorOfPath, vendors, wordsFor, wordsOf } from './vendors.js'
import { version } from './version.js'
import { webdriver } from './webdriver/index.js'
import type { SeriesTeller } from './worlds/judged-series.js'
import type { Worlds } from './worlds/registry.js'
import type { World } from './worlds/world.js'

/**
 * How long a connection may be silent before it is closed, and a request may take to come in, its headers and then all
 * of it, before it is answered with 408. ms.
 */
const patience = {
  firstByteTimeout: 10_000,
  headersTimeout: 30_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000
} as const

type Patience = Readonly<Record<keyof typeof patience, number>>

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
  patience?: Partial<Patience>
}

/** Puts the parts together: what every request passes through, then whoever answers it. */
export async function createApp (twin: Twin, settings: AppSettings = {}): Promise<FastifyInstance> {
  const { strict = false, instruments = true, prepare } = settings
  const { options: { auth = 'any', ascProfile = 'live', publicUrl }, worlds, store } = twin
  const operations = new KnownOperations(traitsOf)
  const app = bareApp(twin, operations, { ...patience, ...settings.patience })
  plainJsonType(app)
  stampRequests(app, worlds, twin.refused)
  if (instruments) {
    recordRequests(app, { request: vendorOf, path: vendorOfPath, isHidden: isLooking }, operations)
    injectFaults(app, (error, request, reply) => {
      wordsOf(request).refuse(error, request, reply)
    })
    recordAnswers(app)
  }
  dropStrangersWorlds(app, worlds)
  allOrNothing(app)
  refuseWithoutRoom(app, worlds)
  announceRequests(app, worlds)
  const admitToAppStore = admission(auth)
  answerUnrouted(app, wordsOf, async (request, reply) => {
    const vendor = vendorOf(request)
    if (vendor === 'app-store-connect') await admitToAppStore(request, reply)
    if (vendor === 'sauce') admitToSauce(request, auth)
  })
  if (strict) await holdReplies(app)
  prepare?.(app)
  if (store.durable) (await import('./store/durable-replies.js')).durableReplies(app, store)
  const histories = new Histories(worlds.memory.accounts.artifacts)
  const shared = { auth, profile: ascProfile, publicUrl, store, memory: worlds.memory, histories }
  await vendors.sauce.register(app, shared)
  await vendors['app-store-connect'].register(app, shared)
  await app.register(webdriver, { ...shared, version })
  const webhooks = webhooksOf(twin)
  await vendors.control.register(app, {
    ...controlOptions(twin, webhooks), operations, series: lazySeries(twin, histories)
  })
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
  twin: Twin, operations: KnownOperations, { requestTimeout, ...checks }: Patience
): FastifyInstance {
  const { worlds } = twin
  const known = { vendorHost, own: ownNames(twin.options) }
  const destinations = new Destinations(known)
  return fastify({
    bodyLimit,
    requestTimeout,
    rewriteUrl: rewriting(destinations, routedAt),
    exposeHeadRoutes: false,
    serverFactory: vendorServer((error, sent) => {
      const { url } = ofWorld(pathOfTarget(sent.url ?? '/'))
      return wordsFor(destinations.of(sent), url).say(error, url)
    }, checks, edgeFor(twin, known)),
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
      wordsOf(request).refuse(unreadable(error, request), request, reply)
      recordUnreadable(request, reply, operations.of(vendorOf(request), undefined))
    }
  })
}

/** TLS and tunnels are loaded when the first client comes with them: many twins never see one. */
function edgeFor ({ refused, authority }: Twin, known: KnownHosts): OpenEdge {
  return async (port) => (await import('./edge/index.js')).edgeOf({ known, refused, authority }, port)
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
function unreadable (error: Error & { code?: string }, request: FastifyRequest): Error {
  if (error.code !== 'FST_ERR_MAX_PARAM_LENGTH' && error.code !== 'FST_ERR_BAD_URL') return error
  const path = pathOf(request.url).slice(0, 200)
  return vendorOf(request) === 'app-store-connect' ? new BadPath(path) : new NotFound('path', path)
}

function webhooksOf ({ worlds, options: { webhookTargets = '' } }: Twin): Webhooks {
  const targets = webhookTargets.split(',').map((target) => target.trim()).filter((target) => target !== '')
  return new Webhooks(worlds.events, { targets, bodyOf: webhookBody })
}

/** One teller for a twin: it remembers what it judged. */
function lazySeries ({ options: { auth = 'any' }, worlds }: Twin, histories: Histories): ControlOptions['series'] {
  let made: SeriesTeller | undefined
  return async () => {
    const { seriesTeller } = await import('./sauce/performance/series-teller.js')
    made ??= seriesTeller(histories, auth, worlds.memory.accounts.artifacts)
    return made
  }
}

/** The documents are made when they are first asked for: their makers take longer to load than all the rest. */
function controlOptions (
  { options, worlds, store, controlToken, authority, refused }: Twin, webhooks: Webhooks
): Omit<ControlOptions, 'operations' | 'series'> {
  return {
    worlds,
    store,
    webhooks,
    vendorOfPath,
    version,
    host: options.host ?? '127.0.0.1',
    auth: options.auth ?? 'any',
    token: controlToken,
    publicUrl: options.publicUrl,
    authority,
    refused,
    document: async (name) => await (await import('./openapi/documents.js')).openApiDocument(name),
    collection: async (file, world, base) =>
      await (await import('./openapi/collections/served.js')).servedCollection({ file, world, base, worlds, store }),
    docs: async (url) => await (await import('./openapi/docs.js')).docsPage(url),
    dashboard: async (url) => await (await import('./dashboard/files.js')).dashboardFile(url)
  }
}
