import type { FastifyInstance } from 'fastify'
import { NotAcceptable } from './refusals.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media type a route answers with, where it is not application/json: a client must accept it. */
    produces?: string
  }
}

/** Whether an Accept header lets this media type through; without a header anything goes. Weights of 0 exclude. */
export function accepts (accept: string | undefined, type: string): boolean {
  if (accept === undefined || accept.trim() === '') return true
  const [family] = type.split('/')
  return accept.split(',').some((range) => {
    const [media = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    return ['*/*', `${family!}/*`, type].includes(media) && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}

/** Media types go out bare: Fastify adds a charset to everything that ends in json, and the vendor does not. */
export function bareMediaTypes (app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    const type = reply.getHeader('content-type')
    if (typeof type === 'string' && type.endsWith('json; charset=utf-8')) reply.header('content-type', type.slice(0, type.indexOf(';')))
    done(null, payload)
  })
}

/** Answers 406 where a client accepts only something else: `application/json` is not enough for metrics and logs. */
export function checkAccept (app: FastifyInstance): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const { produces } = request.routeOptions.config
    const { accept } = request.headers
    done(produces === undefined || accepts(accept, produces) ? undefined : new NotAcceptable(accept!, produces))
  })
}
