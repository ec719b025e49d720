import type { FastifyInstance } from 'fastify'
import { acceptsType } from '../../http/negotiation.js'
import { NotAcceptable } from './refusals.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media type a route answers with, where it is not application/json: a client must accept it. */
    produces?: string
  }
}

/** Media types go out bare: Fastify adds a charset to everything that ends in json, and the vendor does not. */
export function bareMediaTypes (app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    const type = reply.getHeader('content-type')
    if (typeof type === 'string' && type.endsWith('json; charset=utf-8')) {
      reply.header('content-type', type.slice(0, type.indexOf(';')))
    }
    done(null, payload)
  })
}

/** Answers 406 where a client accepts only something else: `application/json` is not enough for metrics and logs. */
export function checkAccept (app: FastifyInstance): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const { produces } = request.routeOptions.config
    const { accept } = request.headers
    if (produces === undefined || accept === undefined || acceptsType(accept, produces)) done()
    else done(new NotAcceptable(accept, produces))
  })
}
