import type { FastifyInstance } from 'fastify'
import type { Write } from '../facts/collection.js'
import { keepingWrites, takeBack } from '../facts/take-back.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What its handler wrote before it first waited for anything; null: nothing. */
    written: Write[] | null
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/**
 * A request that is refused has changed nothing: what its handler had written of the facts by then is taken back. A
 * handler that waits writes either before it waits or last of all. A change that could not be put on disk stays
 * (decisions/0005-data-file.md): this looks at answers before they are kept there.
 */
export function allOrNothing (app: FastifyInstance): void {
  app.decorateRequest('written', null)
  app.addHook('onRoute', (route) => {
    if ([route.method].flat().every((method) => safeMethods.has(method))) return
    const { handler } = route
    route.handler = function (request, reply) {
      const written: Write[] = []
      try {
        return keepingWrites(request.world.revision, written, () => handler.call(this, request, reply))
      } finally {
        if (written.length > 0) request.written = written
      }
    }
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    const { written } = request
    if (written !== null) {
      request.written = null
      if (reply.statusCode >= 400) takeBack(written)
    }
    done(null, payload)
  })
}
