import type { FastifyInstance, FastifyRequest } from 'fastify'
import { realNow } from '../../kernel/clock.js'
import type { AuthMode } from '../../http/auth-mode.js'
import { isLooking } from '../../http/looking.js'
import { Forbidden, Unauthorized } from '../../kernel/errors.js'
import type { ApiKey } from '../../facts/app-store.js'
import { mayAccess, type Access } from './roles.js'
import { Signatures, checkClaims } from './token.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the rate limit counts by: the key's id in strict mode, one for all otherwise. */
    keyId: string
  }
  interface FastifyContextConfig {
    access?: Access
  }
}

export const everybody = 'any'

export type Authenticator = (request: FastifyRequest) => Promise<ApiKey | undefined>

/**
 * Finds out who asks, by the mode: the key of the bearer token, or nobody in particular, as who only looks is.
 * What it returns throws Unauthorized.
 */
export function authenticator (mode: AuthMode): Authenticator {
  const signatures = new Signatures()
  return async ({ headers, world, method, url, raw }) => {
    if (mode === 'off' || isLooking(raw)) return undefined
    const token = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
    if (token === undefined) throw new Unauthorized('a bearer token is missing')
    if (mode === 'any') return undefined
    const verified = await signatures.verify(token, (kid) => world.facts.apiKeys.get(kid))
    // Clients stamp tokens with the machine's time; a world whose clock was moved on has moved them too.
    checkClaims(verified, realNow() + world.clock.advanced, method, url)
    return verified.key
  }
}

/** Checks the bearer token of every request below. */
export function appStoreAuth (app: FastifyInstance, authenticate: Authenticator): void {
  app.decorateRequest('keyId', everybody)
  app.addHook('onRequest', async (request) => {
    const key = await authenticate(request)
    if (key === undefined) return
    request.keyId = key.keyId
    const { access } = request.routeOptions.config
    if (access !== undefined && !mayAccess(key.role, access)) {
      throw new Forbidden(`a key with the role ${key.role} may not do this`)
    }
  })
}
