import type { FastifyRequest } from 'fastify'
import { isCrossSite } from '../http/cross-site.js'
import { onlyLooks } from '../http/looking.js'
import { isLoopback } from '../http/loopback.js'
import { worldNamed } from '../http/rewrite.js'
import { Forbidden, NotFound, Unauthorized } from '../kernel/errors.js'
import type { ControlApp } from './context.js'
import { hasSession, isSame } from './session.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without the control token: health checks. */
    withoutToken?: boolean
    /** A page that a link of another site may lead to: it tells nothing of the twin. */
    linkable?: boolean
  }
}

/** Requests that change nothing, whatever their method. */
const lookingPaths = new Set([
  '/_perftwin/verify', '/_perftwin/journal/find', '/_perftwin/journal/wait', '/_perftwin/session'
])

const changes = ({ method, routeOptions: { url = '' } }: FastifyRequest): boolean =>
  method !== 'GET' && method !== 'HEAD' && !lookingPaths.has(url)

/** Somebody follows a link: what the browser loads is not the linking page's to read. */
const followsLink = ({ method, headers, routeOptions: { config } }: FastifyRequest): boolean =>
  config.linkable === true && method === 'GET' && headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document'

const hostnameOf = (authority: string): string => authority.replace(/:\d+$/, '')

/** Whether a page may ask: only one that the twin served itself. */
const isOwnOrigin = (origin: string, host: string): boolean => URL.canParse(origin) && new URL(origin).host === host

/** The scheme may be written in any case (RFC 9110, section 11.1). */
const bearsToken = (header: string | undefined, token: string): boolean =>
  isSame(header?.replace(/^bearer +/i, 'Bearer ') ?? '', `Bearer ${token}`)

/** Who only looks, and may, is told of a world that nobody has: it is not made for that. A shell shows no world yet. */
function absenceOf (request: FastifyRequest): NotFound | undefined {
  const name = worldNamed(request.raw)
  if (name === undefined || name === request.world.name || !onlyLooks(request)) return undefined
  if (request.routeOptions.config.withoutToken === true) return undefined
  return new NotFound('world', name)
}

/**
 * Keeps web pages away from the control plane: a browser sends the page's Origin, and a page that made its own name
 * resolve to this machine sends that name as Host. Where no Origin is sent (an image, a link), Fetch Metadata says that
 * another site asks. On loopback only loopback names are answered; beyond it a token is asked for, unless the operator
 * said none.
 */
export function guardControl (app: ControlApp, bind: { host: string, token: string | undefined }): void {
  const local = isLoopback(bind.host)
  const refusalOf = (request: FastifyRequest): Forbidden | Unauthorized | undefined => {
    const { method, headers, routeOptions } = request
    const { origin, host = '', authorization } = headers
    if (isCrossSite(request) && !followsLink(request)) {
      return new Forbidden('the control plane does not answer pages of other sites')
    }
    if (origin !== undefined && !isOwnOrigin(origin, host)) {
      return new Forbidden(`the control plane does not answer pages of ${origin}`)
    }
    if (local && !isLoopback(hostnameOf(host))) {
      return new Forbidden(`the control plane listens on loopback and does not answer to the name ${host}`)
    }
    if (bind.token === undefined || routeOptions.config.withoutToken === true) return undefined
    if (bearsToken(authorization, bind.token) || hasSession(method, headers, bind.token)) return undefined
    return new Unauthorized('the control plane needs its token beyond loopback: ' +
      'send Authorization: Bearer <token>, set by --control-token')
  }
  app.addHook('onRequest', (request, _reply, done) => {
    const refusal = refusalOf(request) ?? absenceOf(request)
    if (refusal === undefined && changes(request)) request.world.controlled = true
    done(refusal)
  })
}
