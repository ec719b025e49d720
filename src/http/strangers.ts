import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Worlds } from '../worlds/registry.js'

/**
 * A stranger makes no world: one that came to be for a request which is then refused for want of credentials, or which
 * the control plane does not answer, is gone with the refusal. Other refusals keep it: its journal is what tests look
 * at. To be added after whoever records, who has to be done with the request.
 */
export function dropStrangersWorlds (app: FastifyInstance, worlds: Worlds): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode >= 400 && request.world.provisional && isToStranger(request, reply)) {
      worlds.dropProvisional(request.world)
    }
    done(null, payload)
  })
}

/** A vendor's 403 is for somebody known; and a client that prefers a refusal has been answered. */
const isToStranger = ({ url }: FastifyRequest, reply: FastifyReply): boolean =>
  !reply.hasHeader('preference-applied') &&
  (reply.statusCode === 401 || (reply.statusCode === 403 && url.startsWith('/_perftwin')))
