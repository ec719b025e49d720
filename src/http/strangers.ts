import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Worlds } from '../worlds/registry.js'
import { onlyLooks } from './looking.js'

/**
 * A refusal makes no world. One that came to be for a request which is then refused for want of credentials, or which
 * the control plane does not answer, is gone with the refusal. After other refusals it stays, for its journal is what
 * tests look at; but nobody has it before something is granted in it. To be added after whoever records, who has to be
 * done with the request.
 */
export function dropStrangersWorlds (app: FastifyInstance, worlds: Worlds): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { world } = request
    if (reply.statusCode < 400) {
      if (!onlyLooks(request)) world.grant()
    } else if (world.provisional && isToStranger(request, reply)) worlds.dropProvisional(world)
    done(null, payload)
  })
}

/** A vendor's 403 is for somebody known; and a client that prefers a refusal was not refused for what it is. */
const isToStranger = ({ url }: FastifyRequest, reply: FastifyReply): boolean =>
  !reply.hasHeader('preference-applied') &&
  (reply.statusCode === 401 || (reply.statusCode === 403 && url.startsWith('/_perftwin')))
