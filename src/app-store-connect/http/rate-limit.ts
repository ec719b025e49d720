import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimited } from '../../kernel/errors.js'

/**
 * Says with every answer how much of the key's rolling hour is left: `user-hour-lim:3600;user-hour-rem:3545;` (Apple,
 * Identifying Rate Limits). What is beyond it is refused only where the world has a quota for keys. Comes after auth,
 * which knows the key; refusals of auth tell what is left without taking of it.
 */
export function rateLimits (app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    done(takeRequest(request, reply, request.keyId))
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!reply.hasHeader('x-rate-limit')) sayWhatIsLeft(request, reply, request.keyId)
    done(null, payload)
  })
}

/** Takes a request of a key's hour, and says what is left of it; the refusal if nothing was. */
export function takeRequest (request: FastifyRequest, reply: FastifyReply, keyId: string): RateLimited | undefined {
  const { quotas, clock } = request.world
  const { limit, remaining, refused } = quotas.takeAppStore(keyId, clock.now())
  reply.header('x-rate-limit', headerOf(limit, remaining))
  return refused ? new RateLimited('the key has used up its hour') : undefined
}

/** Says what is left of a key's hour without taking of it. */
export function sayWhatIsLeft (request: FastifyRequest, reply: FastifyReply, keyId: string): void {
  const { quotas, clock } = request.world
  const { limit, remaining } = quotas.leftOfAppStore(keyId, clock.now())
  reply.header('x-rate-limit', headerOf(limit, remaining))
}

const headerOf = (limit: number, remaining: number): string => `user-hour-lim:${limit};user-hour-rem:${remaining};`
