import type { FastifyInstance } from 'fastify'
import { realNow } from '../../kernel/clock.js'
import { Forbidden, Unauthorized } from '../../kernel/errors.js'
import type { AuthMode } from '../context.js'
import type { Access } from '../json-api/route.js'
import { Signatures, checkClaims } from './token.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the rate limit counts by: the key's id in strict mode, one for all otherwise. */
    keyId: string
  }
}

const everybody = 'any'

/**
 * Who may look at what. That an app manager's key reads metrics and that weaker keys get a 403 has been seen; the rest of
 * the table follows Apple's description of the roles.
 */
const allowed: Record<Access, ReadonlySet<string>> = {
  apps: new Set(['ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER', 'MARKETING', 'SALES', 'FINANCE', 'ACCESS_TO_REPORTS', 'CUSTOMER_SUPPORT']),
  builds: new Set(['ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER', 'MARKETING']),
  metrics: new Set(['ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER'])
}

/** Checks the bearer token of every request below, by the mode. */
export function appStoreAuth (app: FastifyInstance, mode: AuthMode): void {
  const signatures = new Signatures()
  app.decorateRequest('keyId', everybody)
  if (mode === 'off') return
  app.addHook('onRequest', async (request) => {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) throw new Unauthorized('a bearer token is missing')
    if (mode === 'any') return
    const { world } = request
    const verified = await signatures.verify(token, (kid) => world.facts.apiKeys.get(kid))
    // Clients stamp tokens with the machine's time; a world whose clock was moved on has moved them too.
    checkClaims(verified, realNow() + world.clock.advanced, request.method, request.url)
    request.keyId = verified.key.keyId
    const { access } = request.routeOptions.config
    if (access !== undefined && !allowed[access].has(verified.key.role)) throw new Forbidden(`a key with the role ${verified.key.role} may not do this`)
  })
}
