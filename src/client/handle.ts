import type { WorldRequest } from '../worlds/fork.js'
import type { WorldReading } from './readings.js'
import type { Send } from './transport.js'
import { worldHandle, type WorldHandle } from './world-handle.js'

export type * from './readings.js'
export type * from './world-handle.js'

/** A twin, wherever it runs: its default world, and all others. */
export interface TwinHandle extends WorldHandle {
  /** A world of that name, made on first use as a fork of the base. */
  world (name: string): WorldHandle
  /** Makes a world: a fork of another one or of a snapshot, or one with a seed, a time or a world file of its own. */
  createWorld (request: WorldRequest): Promise<WorldHandle>
  listWorlds (): Promise<WorldReading[]>
  deleteWorld (name: string): Promise<void>
}

export function twinHandle (send: Send, base: string): TwinHandle {
  const world = (name: string): WorldHandle => worldHandle(send, base, name, `/w/${encodeURIComponent(name)}`)
  return {
    ...worldHandle(send, base, 'default', ''),
    world,
    createWorld: async (request) => {
      const { name } = await send<'createWorld'>('POST', '/_perftwin/worlds', request)
      return world(name)
    },
    listWorlds: async () => (await send<'listWorlds'>('GET', '/_perftwin/worlds')).worlds,
    deleteWorld: async (name) => {
      await send<'deleteWorld'>('DELETE', `/_perftwin/worlds/${encodeURIComponent(name)}`)
    }
  }
}
