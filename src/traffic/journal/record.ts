import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDeeper, isJsonObject } from '../../kernel/json.js'
import type { DeclaredOperation, KnownOperations } from '../known-operations.js'
import type { Operation, Vendor } from '../operation.js'
import type { OpenEntry } from './journal.js'
import { endWithConnection, keptOf, recordReplies } from './record-replies.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The journal's entry; null: the control plane's own requests are not recorded. */
    entry: OpenEntry | null
    /** The body as it came, where it was text. */
    bodyText: string | undefined
  }
  interface FastifyContextConfig {
    /** What the journal calls the route. */
    operation?: Operation
    /** Of a route that is many operations: their names, and which one a request is. */
    commands?: CommandNames
  }
}

/** The operations of one route, by name. */
export interface CommandNames {
  readonly names: readonly string[]
  readonly nameOf: (method: string, target: string) => string | undefined
}

/** A body's text beyond this is cut, in characters: a test looks at fields, not at uploads. */
const longestBody = 64 * 1024

/** What is read of a route's schema. */
interface Declared { readonly operationId?: string, readonly querystring?: unknown }

/** The operation that a route declares; undefined: none. */
function declaredBy ({ operationId: id, querystring }: Declared = {}): DeclaredOperation | undefined {
  if (id === undefined) return undefined
  const { properties = {} }: { properties?: object } = isJsonObject(querystring) ? querystring : {}
  return { id, parameters: Object.keys(properties) }
}

/** Names the vendor of a request, and of a route's path, and says which requests are nobody's business. */
interface Whose {
  readonly request: (request: FastifyRequest) => Vendor
  readonly path: (path: string) => Vendor
  readonly isHidden: (request: IncomingMessage) => boolean
}

/**
 * Writes every request but the control plane's into its world's journal: an entry when it arrives, the answer when that
 * is on its way. `operations` comes to know the routes'.
 */
export function recordRequests (
  app: FastifyInstance,
  whose: Whose,
  operations: KnownOperations
): void {
  app.decorateRequest('entry', null)
  app.decorateRequest('bodyText', undefined)
  app.addHook('onRoute', (route) => {
    const vendor = whose.path(route.url)
    const { commands } = route.config ?? {}
    // So that rules can name them before they are asked for.
    for (const id of commands?.names ?? []) operations.of(vendor, { id, parameters: [] })
    if (commands !== undefined) return
    route.config = { ...route.config, operation: operations.of(vendor, declaredBy(route.schema)) }
  })
  const operationOf = ({ routeOptions: { config }, method, url }: FastifyRequest): Operation | undefined => {
    const { operation, commands } = config
    const id = commands?.nameOf(method, url)
    return id === undefined ? operation : operations.of('webdriver', { id, parameters: [] })
  }
  app.addHook('onRequest', (request, _reply, done) => {
    if (whose.isHidden(request.raw)) {
      done()
      return
    }
    const operation = operationOf(request) ?? operations.of(whose.request(request), undefined)
    if (operation.vendor !== 'control') request.entry = openEntry(request, operation)
    done()
  })
}

/** Writes the answers, as faults have left them: registered after what injects them. */
export function recordAnswers (app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.entry !== null) closeEntry(request.entry, request, reply, payload)
    done(null, payload)
  })
  recordReplies(app)
}

function openEntry (request: FastifyRequest, operation: Operation): OpenEntry {
  const { method, url, raw: { rawHeaders } } = request
  return request.world.journal.open(request.at, method, url, operation, rawHeaders)
}

/** Notes a request that the router could not read, after it was refused. */
export function recordUnreadable (request: FastifyRequest, reply: FastifyReply, operation: Operation): void {
  if (operation.vendor === 'control') return
  const entry = openEntry(request, operation)
  entry.journal.answered(entry, reply.statusCode, null, null)
  entry.journal.ended(entry, '')
}

function closeEntry (entry: OpenEntry, request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
  const hasBody = request.bodyText !== undefined || request.body !== undefined
  if (hasBody && entry.status === null) keepBody(entry, request)
  const size = request.method === 'HEAD' ? 0 : sizeOf(payload, reply)
  const header = reply.getHeader('content-type')
  const type = typeof header === 'string' ? header : null
  entry.sent = request.method === 'HEAD' ? '' : keptOf(payload, type ?? '')
  entry.journal.answered(entry, reply.statusCode, size, type)
  endWithConnection(entry, reply, payload)
}

/** Notes a request whose connection was broken instead of an answer. */
export function closeBroken (request: FastifyRequest): void {
  const { entry } = request
  if (entry === null) return
  entry.journal.answered(entry, 0, 0, null)
  entry.journal.ended(entry, '')
}

function keepBody (entry: OpenEntry, request: FastifyRequest): void {
  const { bodyText, body } = request
  if (bodyText !== undefined) {
    // The copy through bytes lets go of the long text that a slice would hold on to.
    const kept = bodyText.length <= longestBody ? bodyText : Buffer.from(bodyText.slice(0, longestBody)).toString()
    entry.journal.keepBody(entry, kept, 2 * kept.length)
  } else if (typeof body === 'object' && body !== null && !(Symbol.asyncIterator in body)) {
    const bytes = Number(request.headers['content-length'] ?? longestBody)
    if (bytes <= longestBody && !isDeeper(body)) entry.journal.keepBody(entry, body, 8 * bytes)
  }
}

function sizeOf (payload: unknown, reply: FastifyReply): number | null {
  if (typeof payload === 'string') return Buffer.byteLength(payload)
  if (payload === null || payload === undefined) return 0
  if (Buffer.isBuffer(payload)) return payload.length
  const length = reply.getHeader('content-length')
  return length === undefined ? null : Number(length)
}
