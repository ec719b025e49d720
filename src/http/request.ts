import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asError, Forbidden, Invalid } from '../kernel/errors.js'
import { defaultWorld, type Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import { authorityText, type Scheme } from './authority.js'
import { isCrossSite } from './cross-site.js'
import { destinationOf, isEncrypted } from './destination.js'
import { answerForeign } from './foreign.js'
import { ownMethod } from './head.js'
import { onlyLooks, worldLookedAt } from './looking.js'
import type { RefusedTargets } from './refused-targets.js'
import { restoreTarget, worldNamed } from './rewrite.js'
import type { VendorHost } from './way-in.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The world this request is about. */
    world: World
    /** The world's now when the request came in, ms since the Unix epoch. Nothing below http/ asks the time. */
    at: number
  }
}

/**
 * The world that a request names, made on first use, but never because a page of another site says so.
 * @throws Invalid for no name of a world, or one too many; Forbidden; UnknownWorld; MemoryUsedUp
 */
export function worldOf (request: FastifyRequest, worlds: Worlds): World {
  const looked = worldLookedAt(request.raw)
  if (looked !== undefined) return looked
  const name = worldNamed(request.raw)
  if (onlyLooks(request)) return thereOr(worlds, name)
  if (name === undefined) return worlds.ask()
  if (isCrossSite(request) && worlds.find(name) === undefined) {
    throw new Forbidden('a page of another site makes no world')
  }
  return worlds.ask(name)
}

/** Who only looks is told that a world is not there, once it is known that they may ask at all. */
const thereOr = (worlds: Worlds, name: string | undefined): World =>
  (name === undefined ? undefined : worlds.there(name)) ?? worlds.default

/** Stamps every request with its world and its moment; what is for nobody here is refused, and noted. */
export function stampRequests (app: FastifyInstance, worlds: Worlds, refused?: RefusedTargets): void {
  app.decorateRequest('world')
  app.decorateRequest('at', 0)
  const dateOf = dateTexts()
  app.addHook('onRequest', (request, reply, done) => {
    ownMethod(request.raw)
    restoreTarget(request.raw)
    const to = destinationOf(request.raw)
    if (to?.isForeign === true) {
      // Nobody looks at it, but what is done when it has been answered asks for its world.
      request.world = worlds.default
      refused?.note(to)
      answerForeign(to, reply)
      return
    }
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

/**
 * The public base of this request's world, for absolute links: no trailing slash. Who asked a vendor's host gets links
 * to that one, whatever the public URL: it is the way by which they came, and it leads to their world again.
 */
export function baseUrl (request: FastifyRequest, publicUrl: string | undefined): string {
  const origin = originOf(request)
  if (destinationOf(request.raw)?.vendor !== undefined) return origin
  const prefix = request.world.name === defaultWorld ? '' : `/w/${request.world.name}`
  return (publicUrl ?? origin) + prefix
}

/**
 * The base of links to another host of the vendor whose host was asked, `nameOf` that one: by the scheme and the port
 * that the request came by. undefined where no vendor's host was asked, or a proxy says that it was another one.
 */
export function siblingUrl (request: FastifyRequest, nameOf: (asked: VendorHost) => string): string | undefined {
  const to = destinationOf(request.raw)
  if (to?.vendor === undefined || request.headers['x-forwarded-host'] !== undefined) return undefined
  const scheme = schemeOf(request)
  return `${scheme}://${authorityText({ host: nameOf(to.vendor), port: to.authority.port }, scheme)}`
}

/** Scheme and host, as the client or whoever stands between wrote them. */
function originOf (request: FastifyRequest): string {
  const { headers, raw } = request
  const scheme = schemeOf(request)
  const named = destinationOf(raw)?.authority
  const asked = named === undefined ? headers.host : authorityText(named, scheme)
  const host = first(headers['x-forwarded-host']) ?? asked
  return `${scheme}://${host !== undefined && plainHost.test(host) ? host : 'localhost'}`
}

function schemeOf ({ headers, raw }: FastifyRequest): Scheme {
  const forwarded = first(headers['x-forwarded-proto'])
  if (forwarded !== undefined) return forwarded === 'https' ? 'https' : 'http'
  return destinationOf(raw)?.scheme ?? (isEncrypted(raw.socket) ? 'https' : 'http')
}

const plainHost = /^[\w.:[\]-]+$/

const first = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim()

/**
 * Where this machine answers, for a client that came by another name: the address that it came in at. undefined for
 * what came in by none.
 */
export function reachedAt ({ raw: { socket } }: FastifyRequest): string | undefined {
  const { localAddress: host, localPort: port } = socket
  return host === undefined ? undefined : authorityText({ host: host.replace(/^::ffff:/, ''), port }, 'http')
}
