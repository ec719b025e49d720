import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { isLoopback } from '../http/loopback.js'
import { Forbidden, Unauthorized } from '../kernel/errors.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without the control token: health checks. */
    withoutToken?: boolean
  }
}

const hostnameOf = (authority: string): string => authority.replace(/:\d+$/, '')

/**
 * Keeps web pages away from the control plane: a browser sends the page's Origin, and a page that made its own name
 * resolve to this machine sends that name as Host. On loopback only loopback names are answered; beyond it a token is
 * asked for, unless the operator said none.
 */
export function guardControl (app: FastifyInstance, bind: { host: string, token: string | undefined }): void {
  const local = isLoopback(bind.host)
  app.addHook('onRequest', (request, _reply, done) => {
    const { origin, host = '', authorization } = request.headers
    if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) {
      done(new Forbidden(`the control plane does not answer pages of ${origin}`))
    } else if (local && !isLoopback(hostnameOf(host))) {
      done(new Forbidden(`the control plane listens on loopback and does not answer to the name ${host}`))
    } else if (bind.token !== undefined && request.routeOptions.config.withoutToken !== true && !sameToken(authorization, bind.token)) {
      done(new Unauthorized('the control plane needs its token beyond loopback: send Authorization: Bearer <token>, set by --control-token'))
    } else done()
  })
}

function sameToken (header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
