import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AuthMode } from '../../http/auth-mode.js'
import { authenticator, everybody } from '../auth/auth.js'
import { sayWhatIsLeft, takeRequest } from './rate-limit.js'

/**
 * What every request passes before its path is looked at: the token, then the key's hour. For requests that no route
 * takes, which the vendor's own hooks do not see. @throws Unauthorized, RateLimited
 */
export function admission (mode: AuthMode): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const authenticate = authenticator(mode)
  return async (request, reply) => {
    sayWhatIsLeft(request, reply, everybody)
    const key = await authenticate(request)
    const refused = takeRequest(request, reply, key?.keyId ?? everybody)
    if (refused !== undefined) throw refused
  }
}
