import type { FastifyInstance, FastifyRequest } from 'fastify'
import { stream } from '../kernel/random.js'
import type { World } from '../worlds/world.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's number in its world since the last reset, from 1; 0: not counted yet. */
    ascNumber: number
  }
}

const counts = new WeakMap<World, { resets: number, count: number }>()

/** Numbers the requests of each world, so that ids of requests and errors are the same in every run. */
export function requestNumber (request: FastifyRequest): number {
  if (request.ascNumber !== undefined && request.ascNumber > 0) return request.ascNumber
  const { world } = request
  let counter = counts.get(world)
  if (counter === undefined || counter.resets !== world.resets) {
    counter = { resets: world.resets, count: 0 }
    counts.set(world, counter)
  }
  return ++counter.count
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** `WK4RIJQ3ZTSFKZKBRTUPXZ3ZRM.0.0`: 26 base-32 digits, as X-Request-ID carries them. */
export function requestId (seed: number, number: number): string {
  const draw = stream(seed, 'asc-request', number)
  let id = ''
  for (let word = 0; word < 5; word++) {
    let bits = draw.u32()
    for (let digit = 0; digit < 6 && id.length < 26; digit++, bits >>>= 5) id += alphabet[bits & 31]!
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
