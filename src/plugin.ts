import type { FastifyPluginAsync } from 'fastify'
import { createApp } from './app.js'
import { twinHandle, type TwinHandle } from './client/handle.js'
import { innerSender } from './client/inner.js'
import { checkOptions, type TwinOptions } from './options.js'
import { openTwin } from './twin.js'

export interface TwinPluginOptions extends Omit<TwinOptions, 'port' | 'tlsPort'> {
  /** Where the twin's paths begin in the host, for example `/vendors`. */
  prefix?: string
  /** Told of the twin when it is ready: to reset it, set its clock, and so on. */
  onTwin?: (twin: TwinHandle) => void
}

/**
 * A twin inside another Fastify application, below a prefix or at its root. Absolute links of its answers need
 * `publicUrl`, which names the host's URL with the prefix.
 * @example
 * app.register(twinPlugin, { prefix: '/vendors', world: 'demo', publicUrl: 'http://localhost:3000/vendors' })
 */
export const twinPlugin: FastifyPluginAsync<TwinPluginOptions> = async (host, settings) => {
  const { prefix: _prefix, onTwin, ...options } = settings
  const twin = await openTwin(checkOptions(options))
  const inner = await createApp(twin)
  await inner.ready()
  onTwin?.(twinHandle(innerSender(twin, inner), options.publicUrl ?? host.prefix))
  // Bodies are the twin's to read.
  host.removeAllContentTypeParsers()
  host.addContentTypeParser('*', (_request, _payload, done) => { done(null) })
  host.all('/*', (request, reply) => {
    reply.hijack()
    request.raw.url = request.url.slice(host.prefix.length) || '/'
    inner.routing(request.raw, reply.raw)
  })
  host.addHook('onClose', async () => { await inner.close() })
}
