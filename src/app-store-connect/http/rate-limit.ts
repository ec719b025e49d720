import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { minute } from '../../kernel/durations.js'
import { isLooking } from '../../http/looking.js'
import { RateLimited } from '../../kernel/errors.js'
import { inSeconds, vendorLimits, type KeyAllowance, type Left } from '../../traffic/quotas.js'

/**
 * Says with every answer how much of the key's rolling hour is left: `user-hour-lim:3600;user-hour-rem:3545;` (Apple,
 * Identifying Rate Limits), and of its minute where the endpoint has a limit for that. Only where the world has a quota
 * for keys is anything counted and refused; else all of it is left, for nothing is taken. Comes after auth, which knows
 * the key; refusals of auth tell what is left without taking of it.
 */
export function rateLimits (app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    done(isLooking(request.raw) ? undefined : takeRequest(request, reply, request.keyId))
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!reply.hasHeader('x-rate-limit')) sayWhatIsLeft(request, reply, request.keyId)
    done(null, payload)
  })
}

/**
 * Whether an endpoint limits minutes too. Some do, as seen on the wire, and which is not public: here those that read
 * what customers' devices reported, which cost the most.
 */
const limitsMinutes = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config.access === 'metrics'

/** Takes a request of what a key may, and says what is left; the refusal if nothing was. */
export function takeRequest (request: FastifyRequest, reply: FastifyReply, keyId: string): RateLimited | undefined {
  const { quotas, clock } = request.world
  const { retryAfter, ...allowance } = quotas.takeAppStore(keyId, clock.now(), limitsMinutes(request))
  reply.header('x-rate-limit', headerOf(allowance))
  return retryAfter === undefined ? undefined : new RateLimited('the key has used up what it may', retryAfter)
}

/** Says what a key has left without taking of it. */
export function sayWhatIsLeft (request: FastifyRequest, reply: FastifyReply, keyId: string): void {
  const { quotas, clock } = request.world
  reply.header('x-rate-limit', headerOf(quotas.leftOfAppStore(keyId, clock.now(), limitsMinutes(request))))
}

const headerOf = ({ hour, minute }: KeyAllowance): string => partOf('hour', hour) + partOf('minute', minute)

const partOf = (span: 'hour' | 'minute', left: Left | undefined): string =>
  left === undefined ? '' : `user-${span}-lim:${left.limit};user-${span}-rem:${left.remaining};`

/**
 * Completes a 429. One that a test asked for looks like a quota's: nothing is left, and since requests are counted by
 * the minute, some are given back when the next one begins. Apple documents no Retry-After; clients read it all the
 * same. What the test itself said of that stays.
 */
export function sayUsedUp ({ retryAfter }: RateLimited, request: FastifyRequest, reply: FastifyReply): void {
  const { quotas, clock } = request.world
  const { perHour, perMinute } = quotas.settings.asc ?? vendorLimits.asc
  const none = (limit: number): Left => ({ limit, remaining: 0 })
  const usedUp = { hour: none(perHour), minute: limitsMinutes(request) ? none(perMinute) : undefined }
  if (!reply.hasHeader('x-rate-limit')) reply.header('x-rate-limit', headerOf(usedUp))
  if (reply.hasHeader('retry-after')) return
  reply.header('retry-after', retryAfter ?? inSeconds(minute - clock.now() % minute))
}
