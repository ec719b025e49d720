import type { FastifyInstance, FastifyReply } from 'fastify'
import { isJsonObject } from '../kernel/json.js'

const plain = 'application/json'
const withCharset = 'application/json; charset=utf-8'

/**
 * `application/json` goes out without a charset: several clients compare the whole string (node-saucelabs,
 * node-app-store-connect-api), and Fastify adds one.
 */
export function plainJsonType (app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.getHeader('content-type') === withCharset) reply.header('content-type', plain)
    done(null, payload)
  })
}

/** The same for one answer that no hook sees: a path that the router cannot read. Call it before the answer is sent. */
export function plainJsonReply ({ raw }: FastifyReply): void {
  const { writeHead } = raw
  raw.writeHead = (status: number, ...rest: unknown[]) => Reflect.apply(writeHead, raw, [status, ...rest.map(plainly)])
}

/** Headers with the plain type; whatever else there is stays as it is. */
const plainly = (headers: unknown): unknown =>
  isJsonObject(headers) && headers['content-type'] === withCharset ? { ...headers, 'content-type': plain } : headers
