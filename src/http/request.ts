import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asError, Forbidden, Invalid } from '../kernel/errors.js'
import { defaultWorld, type Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import { isCrossSite } from './cross-site.js'
import { destinationOf, isEncrypted } from './destination.js'
import { answerForeign } from './foreign.js'
import { ownMethod } from './head.js'
import type { RefusedTargets } from './refused-targets.js'
import { restoreTarget, worldNamed } from './rewrite.js'

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
  const name = worldNamed(request.raw)
  if (name === undefined) return worlds.ask()
  if (isCrossSite(request) && worlds.find(name) === undefined) {
    throw new Forbidden('a page of another site makes no world')
  }
  return worlds.ask(name)
}

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
  const { headers, raw } = request
  const to = destinationOf(raw)
  const scheme = first(headers['x-forwarded-proto']) ?? to?.scheme ?? (isEncrypted(raw.socket) ? 'https' : 'http')
  const host = first(headers['x-forwarded-host']) ?? to?.authority ?? headers.host
  const name = host !== undefined && plainHost.test(host) ? host : 'localhost'
  const origin = `${scheme === 'https' ? 'https' : 'http'}://${name}`
  if (to?.vendor !== undefined) return origin
  const prefix = request.world.name === defaultWorld ? '' : `/w/${request.world.name}`
  return (publicUrl ?? origin) + prefix
}

const plainHost = /^[\w.:[\]-]+$/

const first = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim()
