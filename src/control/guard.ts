import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../http/loopback.js'
import { Forbidden, Unauthorized } from '../kernel/errors.js'
import type { ControlApp } from './context.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without the control token: health checks. */
    withoutToken?: boolean
  }
}

const hostnameOf = (authority: string): string => authority.replace(/:\d+$/, '')

/** Whether a page may ask: only one that the twin served itself. */
const isOwnOrigin = (origin: string, host: string): boolean => URL.canParse(origin) && new URL(origin).host === host

/**
 * Keeps web pages away from the control plane: a browser sends the page's Origin, and a page that made its own name
 * resolve to this machine sends that name as Host. On loopback only loopback names are answered; beyond it a token is
 * asked for, unless the operator said none.
 */
export function guardControl (app: ControlApp, bind: { host: string, token: string | undefined }): void {
  const local = isLoopback(bind.host)
  const refusalOf = ({ headers, routeOptions }: FastifyRequest): Forbidden | Unauthorized | undefined => {
    const { origin, host = '', authorization } = headers
    if (origin !== undefined && !isOwnOrigin(origin, host)) {
      return new Forbidden(`the control plane does not answer pages of ${origin}`)
    }
    if (local && !isLoopback(hostnameOf(host))) {
      return new Forbidden(`the control plane listens on loopback and does not answer to the name ${host}`)
    }
    if (bind.token === undefined || routeOptions.config.withoutToken === true) return undefined
    if (sameToken(authorization, bind.token)) return undefined
    return new Unauthorized('the control plane needs its token beyond loopback: ' +
      'send Authorization: Bearer <token>, set by --control-token')
  }
  app.addHook('onRequest', (request, _reply, done) => { done(refusalOf(request)) })
}

/** The scheme may be written in any case (RFC 9110, section 11.1). */
function sameToken (header: string | undefined, token: string): boolean {
  const given = Buffer.from(header?.replace(/^bearer +/i, 'Bearer ') ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
