import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLooking } from '../../http/looking.js'
import { stream } from '../../kernel/random.js'
import { Beside } from '../../worlds/beside.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's number in its world since the last reset, from 1; 0: not counted yet. */
    ascNumber: number
  }
}

const counts = new Beside(() => ({ count: 0 }))

/** Numbers the requests of each world, so that ids of requests and errors are the same in every run. */
export function requestNumber (request: FastifyRequest): number {
  if (request.ascNumber !== undefined && request.ascNumber > 0) return request.ascNumber
  // Who only looks shifts no number of others.
  if (isLooking(request.raw)) return 0
  return ++counts.of(request.world).count
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** `WK4RIJQ3ZTSFKZKBRTUPXZ3ZRM.0.0`: 26 base-32 digits, as X-Request-ID carries them. */
export function requestId (seed: number, number: number): string {
  const draw = stream(seed, 'asc-request', number)
  let id = ''
  for (let word = 0; word < 5; word++) {
    let bits = draw.u32()
    for (let digit = 0; digit < 6 && id.length < 26; digit++, bits >>>= 5) id += alphabet.charAt(bits & 31)
  }
  return `${id}.0.0`
}

/** Sends X-Request-ID with every answer. */
export function requestIds (app: FastifyInstance): void {
  app.decorateRequest('ascNumber', 0)
  app.addHook('onRequest', (request, reply, done) => {
    request.ascNumber = requestNumber(request)
    reply.header('x-request-id', requestId(request.world.seed, request.ascNumber))
    done()
  })
}
