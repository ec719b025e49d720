import type { FastifyInstance } from 'fastify'
import { RateLimited } from '../kernel/errors.js'

/**
 * Says with every answer how much of the key's rolling hour is left: `user-hour-lim:3600;user-hour-rem:3545;` (Apple,
 * Identifying Rate Limits). What is beyond it is refused only where the world has a quota for keys. Comes after auth,
 * which knows the key; refusals of auth tell what is left without taking of it.
 */
export function rateLimits (app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { quotas, clock } = request.world
    const { limit, remaining, refused } = quotas.takeAppStore(request.keyId, clock.now())
    reply.header('x-rate-limit', headerOf(limit, remaining))
    done(refused ? new RateLimited('the key has used up its hour') : undefined)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!reply.hasHeader('x-rate-limit')) {
      const { quotas, clock } = request.world
      const { limit, remaining } = quotas.leftOfAppStore(request.keyId, clock.now())
      reply.header('x-rate-limit', headerOf(limit, remaining))
    }
    done(null, payload)
  })
}

const headerOf = (limit: number, remaining: number): string => `user-hour-lim:${limit};user-hour-rem:${remaining};`
