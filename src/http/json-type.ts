import type { FastifyInstance } from 'fastify'

/**
 * `application/json` goes out without a charset: several clients compare the whole string (node-saucelabs,
 * node-app-store-connect-api), and Fastify adds one.
 */
export function plainJsonType (app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.getHeader('content-type') === 'application/json; charset=utf-8') reply.header('content-type', 'application/json')
    done(null, payload)
  })
}
