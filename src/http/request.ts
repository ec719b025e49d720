import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asError, Forbidden, Invalid } from '../kernel/errors.js'
import { defaultWorld, type Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import { isCrossSite } from './cross-site.js'
import { ownMethod, routeHeadAsGet } from './head.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The world this request is about. */
    world: World
    /** The world's now when the request came in, ms since the Unix epoch. Nothing below http/ asks the time. */
    at: number
  }
}

const chosen = Symbol('the world named by the path')

declare module 'http' {
  interface IncomingMessage { [chosen]?: string }
}

/**
 * Strips what is not the vendor's from a request target: the scheme and host that a client behind a forward proxy sends
 * (`GET http://api…/rest/…`), and the world's prefix (`/w/test-17/rest/…`), whose name comes back.
 */
export function readTarget (target: string): { readonly url: string, readonly world?: string } {
  let url = target
  if (!url.startsWith('/')) {
    const path = url.indexOf('/', url.indexOf('://') + 3)
    url = url.includes('://') && path !== -1 ? url.slice(path) : '/'
  }
  if (!url.startsWith('/w/')) return { url }
  const end = url.slice(3).search(/[/?]/) + 3
  // No end at all: 2.
  if (end < 3) return { url: '/', world: url.slice(3) }
  const rest = url.slice(end)
  return { url: rest.startsWith('/') ? rest : `/${rest}`, world: url.slice(3, end) }
}

/** The target that is routed, its method for the router; the world it names is remembered. */
export function rewriteUrl (request: IncomingMessage): string {
  routeHeadAsGet(request)
  const { url, world } = readTarget(request.url ?? '/')
  if (world !== undefined) request[chosen] = world
  return url
}

/**
 * The world that a request names, made on first use, but never because a page of another site says so.
 * @throws Invalid for no name of a world, or one too many; Forbidden; UnknownWorld; MemoryUsedUp
 */
export function worldOf (request: FastifyRequest, worlds: Worlds): World {
  const name = request.raw[chosen] ?? request.headers['x-perftwin-world']
  if (name === undefined) return worlds.ask()
  if (isCrossSite(request) && worlds.find(String(name)) === undefined) {
    throw new Forbidden('a page of another site makes no world')
  }
  return worlds.ask(String(name))
}

/** Stamps every request with its world and its moment. */
export function stampRequests (app: FastifyInstance, worlds: Worlds): void {
  app.decorateRequest('world')
  app.decorateRequest('at', 0)
  const dateOf = dateTexts()
  app.addHook('onRequest', (request, reply, done) => {
    ownMethod(request.raw)
    try {
      request.world = worldOf(request, worlds)
    } catch (error) {
      request.world = worlds.default
      done(asError(error))
      return
    }
    request.at = request.world.clock.now()
    request.world.goOn(request.at)
    // A clock that goes with the machine's needs nothing: Node writes that date itself.
    if (request.world.clock.setting.mode !== 'real') reply.header('date', dateOf(request.at))
    done(isHostMissing(request) ? new Invalid('the Host header is missing') : undefined)
  })
}

/** HTTP/1.1 asks for a Host (RFC 9112, 3.2); Node would refuse it with no body at all. */
const isHostMissing = ({ headers, raw }: FastifyRequest): boolean =>
  headers.host === undefined && raw.httpVersion === '1.1'

/** Writes moments (ms) as HTTP dates; most requests in a row fall into one second. */
function dateTexts (): (at: number) => string {
  let second = NaN
  let text = ''
  return (at) => {
    const wanted = Math.floor(at / 1000)
    if (wanted !== second) {
      second = wanted
      text = new Date(at).toUTCString()
    }
    return text
  }
}

/** The public base of this request's world, for absolute links: no trailing slash. */
export function baseUrl (request: FastifyRequest, publicUrl: string | undefined): string {
  const prefix = request.world.name === defaultWorld ? '' : `/w/${request.world.name}`
  if (publicUrl !== undefined) return publicUrl + prefix
  const { headers } = request
  const host = first(headers['x-forwarded-host']) ?? headers.host
  const scheme = first(headers['x-forwarded-proto']) === 'https' ? 'https' : 'http'
  return `${scheme}://${host !== undefined && /^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}${prefix}`
}

const first = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim()
