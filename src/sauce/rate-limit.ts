import type { FastifyInstance } from 'fastify'
import { RateLimited } from '../kernel/errors.js'
import { readCredentials } from './credentials.js'

/**
 * Where the world has a quota for accounts, says with every answer how much is left, and refuses what is beyond it:
 * 10 requests a second and 3,500 an hour (Sauce docs, Getting Started), `X-Ratelimit-*` with the seconds until the
 * reset and `Retry-After` (Sauce Labs' announcement of the limits, 2016). Time is the world's: a frozen second does
 * not end.
 */
export function sauceRateLimit (app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { quotas, clock } = request.world
    const { sauce } = quotas.settings
    const account = sauce === null ? undefined : readCredentials(request.headers.authorization)?.username
    if (sauce === null || account === undefined) {
      done()
      return
    }
    // Not request.at: a fault may have moved that back.
    const { limit, remaining, reset, refused } = quotas.takeSauce(account, clock.now(), sauce)
    reply.headers({ 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset })
    done(refused ? new RateLimited('Too Many Requests', reset) : undefined)
  })
}
