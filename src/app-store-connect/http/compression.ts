import type { FastifyInstance, onSendAsyncHookHandler } from 'fastify'
import { acceptsCoding } from '../../http/negotiation.js'

/** Answers shorter than this are not worth packing. Characters. */
const worthwhile = 2048

/** Packs longer answers for clients that say they can unpack them. */
export function compressReplies (app: FastifyInstance): void {
  // A hook of each route, after those that others gave it: they see the text.
  app.addHook('onRoute', (route) => { route.onSend = [...[route.onSend ?? []].flat(), pack] })
}

const pack: onSendAsyncHookHandler = async (request, reply, payload) => {
  if (typeof payload !== 'string' || payload.length < worthwhile) return payload
  reply.header('vary', 'accept-encoding')
  if (!acceptsCoding(request.headers['accept-encoding']?.toString(), 'gzip')) return payload
  const { gzip } = await import('node:zlib')
  reply.header('content-encoding', 'gzip').removeHeader('content-length')
  return await new Promise<Buffer>((resolve, reject) => {
    gzip(payload, { level: 1 }, (error, packed) => {
      if (error === null) resolve(packed)
      else reject(error)
    })
  })
}
