import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Said, Unrouted } from '../../http/unrouted.js'
import { NotFound, Unauthorized } from '../../kernel/errors.js'
import { sendRefusal, unrouted } from '../errors.js'

/** What the assets host answers instead of a file (the one that is not there was recorded in speedo's issue 11). */
const page = (title: string, text: string): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head>` +
  `<body><h1>Sauce Labs</h1><h2>${text}</h2></body></html>\n`

const notFoundPage = page('404 Not Found', 'Not Found')
const unauthorizedPage = page('401 Unauthorized', 'Not authorized')

/** A refusal of a file: one that is not there is a page. */
export function sendFileRefusal (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof NotFound)) return sendRefusal(error, request, reply)
  return reply.code(404).type('text/html').send(notFoundPage)
}

/** A refusal of a page: a browser asks who is there, and shows what it is told. */
export function sendPageRefusal (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof Unauthorized)) return sendFileRefusal(error, request, reply)
  reply.header('www-authenticate', 'Basic realm="Sauce Labs"')
  return reply.code(401).type('text/html').send(unauthorizedPage)
}

function sayRefusal (error: unknown, target: string): Said {
  if (error instanceof NotFound) return { status: 404, type: 'text/html', body: notFoundPage }
  return unrouted.say(error, target)
}

/** How the hosts of files and of pages word what cannot be routed. */
export const unroutedPage: Unrouted = {
  ...unrouted,
  notEmulated: (request, reply) => {
    reply.header('x-perftwin-not-emulated', 'true')
    return sendFileRefusal(new NotFound('path', request.url), request, reply)
  },
  refuse: sendPageRefusal,
  say: sayRefusal
}
