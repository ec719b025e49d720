import type { FastifyInstance } from 'fastify'
import { asError } from '../kernel/errors.js'
import type { Worlds } from '../worlds/registry.js'

const adding = new Set(['POST', 'PUT', 'PATCH'])

/**
 * Refuses what would write when the memory budget is used up by what was written before: a request that is refused at
 * its beginning leaves nothing half-written. The control plane is asked even then: it makes room.
 */
export function refuseWithoutRoom (app: FastifyInstance, { memory, holdings }: Worlds): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (memory.used <= memory.limit || !adding.has(request.method) || request.url.startsWith('/_perftwin')) {
      done()
      return
    }
    try {
      holdings.checkRoom()
      done()
    } catch (error) {
      done(asError(error))
    }
  })
}
