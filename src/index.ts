import { checkOptions, type TwinOptions } from './options.js'
import { startTwin } from './start.js'

export type { TwinOptions } from './options.js'
export type { WorldFile } from './worlds/world-file.schema.js'

/** A running emulator. */
export interface RunningTwin {
  /** The base URL to point clients at, for example http://127.0.0.1:4010; no trailing slash. */
  readonly url: string
  readonly port: number
  /** The accounts of the default world: whom a client can be. */
  readonly accounts: ReadonlyArray<{ username: string, accessKey: string }>
  /** The base URL of a world of that name, made on first use. */
  world (name: string): { url: string }
  /** Puts the default world back to its start. */
  reset (): Promise<void>
  /** Stops listening and lets the data file go. */
  close (): Promise<void>
}

/**
 * Starts a twin in this process, on a free port of the loopback interface unless told otherwise.
 * @throws Invalid with a sentence when an option or the world file is at fault.
 * @example
 * const twin = await createTwin({ world: 'demo', seed: 7, now: '2026-04-15T12:00:00Z' })
 * const api = new SauceLabs({ user: 'demo', key: '…', host: twin.url })
 */
export async function createTwin (options: TwinOptions = {}): Promise<RunningTwin> {
  const { twin, app, url, port } = await startTwin(checkOptions(options))
  const { worlds, store } = twin
  return {
    url,
    port,
    accounts: [...worlds.default.facts.users.values()].map(({ username, accessKey }) => ({ username, accessKey })),
    world: (name) => ({ url: `${url}/w/${worlds.get(name).name}` }),
    reset: async () => {
      worlds.default.reset()
      await store.commit()
    },
    close: async () => { await app.close() }
  }
}
