import { baseUrl } from '../http/request.js'
import { Unauthorized } from '../kernel/errors.js'
import type { ControlApp, ControlOptions } from './context.js'
import { beginSession, endSession, isSame } from './session.js'
import { sessionOperations as operations } from './session.schema.js'

/** How a browser proves itself: a page cannot send a header with every file it asks for. */
export function sessionRoutes (app: ControlApp, { token, publicUrl }: ControlOptions): void {
  app.post('/_perftwin/session', {
    config: { withoutToken: true },
    schema: operations.beginSession
  }, async (request, reply) => {
    const { body, headers: { host } } = request
    // Where nobody is asked for a token any will do.
    if (token !== undefined) {
      if (!isSame(body.token, token)) throw new Unauthorized('this is not the control token')
      reply.header('set-cookie', beginSession(host, token, baseUrl(request, publicUrl)))
    }
    return await reply.header('cache-control', 'no-store').code(204).send()
  })

  app.delete('/_perftwin/session', {
    config: { withoutToken: true },
    schema: operations.endSession
  }, async (request, reply) => {
    reply.header('set-cookie', endSession(request.headers.host, baseUrl(request, publicUrl)))
    return await reply.code(204).send()
  })
}
