import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Store } from './store.js'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Headers that describe the answer that is not given. */
const ofTheBody = ['content-encoding', 'content-disposition', 'content-range', 'etag', 'last-modified', 'location']

/**
 * Answers a request that may have changed something only when all changes up to then are safe; where that fails, the
 * vendor's words for StorageFailed are sent instead. Nothing waits where nothing changed, and a store that keeps
 * nothing costs no hook. Reads never wait, so a full disk does not stop them, and neither do refusals: they promise
 * nothing.
 */
export function durableReplies (app: FastifyInstance, store: Pick<Store, 'durable' | 'commit'>): void {
  if (!store.durable) return
  app.addHook('onSend', async (request, reply, payload) => {
    if (safeMethods.has(request.method) || reply.statusCode >= 400) return payload
    try {
      await store.commit()
    } catch (error) {
      for (const name of ofTheBody) reply.removeHeader(name)
      abandon(payload)
      throw error
    }
    return payload
  })
}

/** Lets go of a stream that will not be sent. */
function abandon (payload: unknown): void {
  if (payload instanceof Readable) payload.destroy()
  else if (payload instanceof ReadableStream) payload.cancel().catch(() => {})
}
