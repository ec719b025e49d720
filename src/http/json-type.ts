import type { FastifyInstance, FastifyReply } from 'fastify'

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

/** The same for one answer that no hook sees: a path that the router cannot read. Call it before the answer is sent. */
export function plainJsonReply ({ raw }: FastifyReply): void {
  const writeHead = raw.writeHead.bind(raw) as (status: number, headers: Record<string, unknown>) => typeof raw
  raw.writeHead = ((status: number, headers: Record<string, unknown>) =>
    writeHead(status, headers['content-type'] === 'application/json; charset=utf-8' ? { ...headers, 'content-type': 'application/json' } : headers)) as typeof raw.writeHead
}
