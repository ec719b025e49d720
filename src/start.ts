import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createApp, type AppSettings } from './app.js'
import { listenFault } from './http/listen-faults.js'
import type { TwinOptions } from './options.js'
import { openTwin, type Tell, type Twin } from './twin.js'

/** A twin that listens. `url`: its base URL, without a slash at the end. */
export interface StartedTwin { twin: Twin, app: FastifyInstance, url: string, port: number }

export interface StartSettings extends AppSettings {
  /** Told why a start takes longer than usual, a sentence at a time. */
  tell?: Tell
}

/**
 * Opens a twin and listens. The world is seeded before the port opens.
 * @throws Invalid for options that cannot be met, Taken when the port is taken.
 */
export async function startTwin (options: TwinOptions, settings: StartSettings = {}): Promise<StartedTwin> {
  const twin = await openTwin(options, settings.tell)
  let app: FastifyInstance | undefined
  try {
    app = await createApp(twin, settings)
    await listen(app, { port: options.port ?? 0, host: options.host ?? '127.0.0.1' })
  } catch (error) {
    await (app ?? twin.store).close()
    throw error
  }
  const address = addressOf(app.server)
  return { twin, app, url: `http://${hostOf(address)}:${address.port}`, port: address.port }
}

async function listen (app: FastifyInstance, address: { port: number, host: string }): Promise<void> {
  try {
    await app.listen(address)
  } catch (error) {
    throw listenFault(error, address)
  }
}

function addressOf (server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error(`the server listens on no port: ${address}`)
  return address
}

/** The host of a URL at which this machine can ask: all addresses are also its loopback. */
function hostOf ({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1'
  return family === 'IPv6' ? `[${address}]` : address
}
