import type { FastifyReply } from 'fastify'
import { authorityText } from './authority.js'
import type { Destination } from './destination.js'

/** What a client is told that takes a twin for a proxy: many print the reason phrase, hardly any the body. */
export interface NotServed { readonly reason: string, readonly body: string }

/** @param authority whom the client asked for: `host:port` */
export function notServed (authority: string): NotServed {
  const named = /^[\w.:[\]-]{1,200}$/.test(authority) ? authority : 'this'
  const reason = `perftwin answers for the vendors' hosts and itself, not for ${named}`
  return { reason, body: `${reason}. It forwards nothing: put the name into NO_PROXY.\n` }
}

/** Refuses a request whose absolute target a twin does not answer for. It is of no world, so nobody records it. */
export function answerForeign ({ authority, scheme }: Destination, reply: FastifyReply): void {
  const { reason, body } = notServed(authorityText(authority, scheme))
  reply.hijack()
  reply.raw.writeHead(403, reason, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close'
  })
  reply.raw.end(body)
}
