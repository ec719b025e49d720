import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Unrouted } from '../http/unrouted.js'
import { NotFound } from '../kernel/errors.js'
import { sendRefusal, unrouted } from './errors.js'

/** What the assets host answers instead of a file that is not there (recorded in speedo's issue 11). */
const notFoundPage =
  '<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head>' +
  '<body><h1>Sauce Labs</h1><h2>Not Found</h2></body></html>\n'

/** A refusal of a host that has files and pages: what is not there is a page, too. */
export function sendPage (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof NotFound)) return sendRefusal(error, request, reply)
  return reply.code(404).type('text/html').send(notFoundPage)
}

/** How the hosts of files and of pages word what cannot be routed. */
export const unroutedPage: Unrouted = {
  ...unrouted,
  notEmulated: (request, reply) => {
    reply.header('x-perftwin-not-emulated', 'true')
    return sendPage(new NotFound('path', request.url), request, reply)
  },
  refuse: sendPage,
  say: (error, target) =>
    error instanceof NotFound ? { status: 404, type: 'text/html', body: notFoundPage } : unrouted.say(error, target)
}
