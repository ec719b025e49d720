import { environmentOf } from './client/environment.js'
import { twinHandle, type TwinHandle } from './client/handle.js'
import { innerSender } from './client/inner.js'
import { asControlError, httpSender } from './client/transport.js'
import { checkOptions, type TwinOptions } from './options.js'
import { startTwin } from './start.js'
import { accountsOf, warningsOf } from './twin.js'

export type { TwinOptions } from './options.js'
export type * from './client/handle.js'
export { ControlError } from './client/transport.js'
export { worldName } from './client/world-name.js'
export type { TwinFetch } from './client/twin-fetch.js'
export { twinPlugin, type TwinPluginOptions } from './plugin.js'
export type { WorldRequest } from './worlds/fork.js'
export type { WorldFile } from './worlds/files/world-file.schema.js'
export type { JobSpec } from './worlds/files/job-spec.js'
export type { SeriesSpec } from './control/series.schema.js'
export type { FaultSpec } from './traffic/faults/fault.schema.js'
export type { RequestMatch } from './traffic/match.js'

/** A running emulator. */
export interface RunningTwin extends TwinHandle {
  readonly port: number
  /** The accounts of the default world: whom a client can be. */
  readonly accounts: ReadonlyArray<{ username: string, accessKey: string }>
  /** What it will hardly do as it was meant, a sentence each: `auth: 'strict'` without a key, say. */
  readonly warnings: readonly string[]
  /** What SDKs and command lines read: base URLs and credentials, for a child process's environment. */
  readonly env: Readonly<Record<string, string>>
  /** Stops listening and lets the data file go. */
  close (): Promise<void>
  /** Closes it at the end of a block: `await using twin = await createTwin()`. */
  [Symbol.asyncDispose] (): Promise<void>
}

/**
 * Starts a twin in this process, on a free port of the loopback interface unless told otherwise.
 * @throws ControlError with a sentence: 400 when an option or the world file is at fault, 409 when the port or the data
 * file is another's
 * @example
 * const twin = await createTwin({ world: 'demo', seed: 7, now: '2026-04-15T12:00:00Z' })
 * const api = new SauceLabs({ user: 'demo', key: '…', host: twin.url })
 * await twin.clock.advance('PT5M')
 * await twin.close()
 */
export async function createTwin (options: TwinOptions = {}): Promise<RunningTwin> {
  const { twin, app, url, port } = await started(options)
  const accounts = accountsOf(twin)
  let closed = false
  const close = async (): Promise<void> => {
    closed = true
    await app.close()
  }
  const handle = twinHandle(innerSender(twin, app, () => closed), url)
  return {
    ...handle,
    world: (name) => {
      const world = handle.world(name)
      // Who names a world in code wants it, also where requests make none.
      if (options.worlds === 'named' && twin.worlds.find(name) === undefined) twin.worlds.create(name)
      else twin.worlds.get(name)
      return world
    },
    port,
    accounts,
    warnings: warningsOf(twin),
    env: environmentOf(url, accounts[0], twin.controlToken),
    close,
    [Symbol.asyncDispose]: close
  }
}

async function started (options: TwinOptions): ReturnType<typeof startTwin> {
  try {
    return await startTwin(checkOptions(options))
  } catch (error) {
    throw asControlError(error)
  }
}

/**
 * The handle of a twin that runs elsewhere, in a container for example.
 * @param url its base URL; @param token what it printed at its start, or was given by --control-token
 */
export const connectTwin = (url: string, token?: string): TwinHandle =>
  twinHandle(httpSender(url, token), url.replace(/\/+$/, ''))
