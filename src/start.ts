import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createApp, type AppSettings } from './app.js'
import type { TwinOptions } from './options.js'
import { openTwin, type Twin } from './twin.js'

/** Opens a twin and listens. The world is seeded before the port opens. */
export async function startTwin (options: TwinOptions, settings: AppSettings = {}): Promise<{ twin: Twin, app: FastifyInstance, url: string, port: number }> {
  const twin = await openTwin(options)
  let app: FastifyInstance | undefined
  try {
    app = await createApp(twin, settings)
    await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })
  } catch (error) {
    await (app ?? twin.store).close()
    throw error
  }
  const { port, address, family } = app.server.address() as AddressInfo
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address
  return { twin, app, url: `http://${host}:${port}`, port }
}
