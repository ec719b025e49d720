import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createApp, type AppSettings } from './app.js'
import { listenFault } from './http/listen-faults.js'
import type { TwinOptions } from './options.js'
import { openTwin, type Tell, type Twin } from './twin.js'

/** A twin that listens. `url`: its base URL, without a slash at the end; `tlsPort`: its second port, if asked for. */
export interface StartedTwin { twin: Twin, app: FastifyInstance, url: string, port: number, tlsPort?: number }

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
    const tlsPort = await listen(app, options)
    const address = addressOf(app.server)
    const url = `http://${hostOf(address)}:${address.port}`
    return { twin, app, url, port: address.port, ...(tlsPort === undefined ? {} : { tlsPort }) }
  } catch (error) {
    await (app ?? twin.store).close()
    throw error
  }
}

/** Resolves with the second port, if there is to be one. */
async function listen (
  app: FastifyInstance, { port = 0, host = '127.0.0.1', tlsPort }: TwinOptions
): Promise<number | undefined> {
  const listenToo = tlsPort === undefined ? undefined : (await import('./http/second-port.js')).secondPort(app, tlsPort)
  try {
    await app.listen({ port, host })
  } catch (error) {
    throw listenFault(error, { port, host })
  }
  return await listenToo?.()
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
