import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLooking } from '../http/looking.js'
import { minute, second } from '../kernel/durations.js'
import { RateLimited } from '../kernel/errors.js'
import { inSeconds, vendorLimits, type Allowance, type SauceLimits } from '../traffic/quotas.js'
import type { AuthMode } from '../http/auth-mode.js'
import { provenAccount, readCredentials } from './credentials.js'

/**
 * Where the world has a quota, says with every answer how much is left, and refuses what is beyond it: 10 requests a
 * second and 3,500 an hour of an account, 2 a minute of an address without good credentials (Sauce docs, Getting
 * Started), `X-Ratelimit-*` with the seconds until the reset and `Retry-After` (Sauce Labs' announcement of the limits,
 * 2016). Where none holds nothing is said, for nothing would be true: the documents of today name no headers. Time is
 * the world's: a frozen second does not end. Comes before auth, whose refusals are the unauthenticated requests.
 */
export function sauceRateLimit (app: FastifyInstance, mode: AuthMode): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { sauce } = request.world.quotas.settings
    if (sauce === null || isLooking(request.raw)) {
      done()
      return
    }
    const allowance = take(request, mode, sauce)
    say(reply, allowance)
    done(allowance.refused ? new RateLimited('Too Many Requests', allowance.reset) : undefined)
  })
}

function take (request: FastifyRequest, mode: AuthMode, limits: SauceLimits): Allowance {
  const { world: { quotas, clock }, ip } = request
  const account = provenAccount(request, mode)
  // Not request.at: a fault may have moved that back.
  const now = clock.now()
  return account === undefined ? quotas.takeAnonymous(ip, now, limits) : quotas.takeSauce(account, now, limits)
}

function say (reply: FastifyReply, { limit, remaining, reset }: Omit<Allowance, 'refused'>): void {
  reply.headers({ 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset })
}

/**
 * Completes a 429. One that a test asked for looks like a quota's: nothing is left of the second, or of the minute
 * without credentials, and the client is told when to come again. What the test itself said of that stays.
 */
export function sayUsedUp ({ retryAfter }: RateLimited, request: FastifyRequest, reply: FastifyReply): void {
  const { world: { quotas, clock }, headers } = request
  const { perSecond, anonymousPerMinute } = quotas.settings.sauce ?? vendorLimits.sauce
  const isAccount = readCredentials(headers.authorization) !== undefined
  const [limit, length] = isAccount ? [perSecond, second] : [anonymousPerMinute, minute]
  const reset = retryAfter ?? inSeconds(length - clock.now() % length)
  if (!reply.hasHeader('x-ratelimit-remaining')) say(reply, { limit, remaining: 0, reset })
  if (!reply.hasHeader('retry-after')) reply.header('retry-after', reset)
}
