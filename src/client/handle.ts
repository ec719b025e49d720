import type { WorldRequest } from '../worlds/fork.js'
import type { WorldReading } from './readings.js'
import { checkName } from '../worlds/names.js'
import { asControlError, type Send } from './transport.js'
import { worldHandle, type WorldHandle } from './world-handle.js'

export type * from './readings.js'
export type * from './world-handle.js'

/** A world that was made to be used for a while: `await using world = await twin.createWorld({ name })` deletes it. */
export interface OwnWorld extends WorldHandle {
  [Symbol.asyncDispose] (): Promise<void>
}

/** A twin, wherever it runs: its default world, and all others. */
export interface TwinHandle extends WorldHandle {
  /**
   * A world of that name, made on first use as a fork of the base; any text becomes a name by `worldName`.
   * @throws ControlError (400) for what no world can be called
   */
  world (name: string): WorldHandle
  /** Makes a world: a fork of another one or of a snapshot, or one with a seed, a time or a world file of its own. */
  createWorld (request: WorldRequest): Promise<OwnWorld>
  listWorlds (): Promise<WorldReading[]>
  deleteWorld (name: string): Promise<void>
}

function checkWorldName (name: string): void {
  try {
    checkName(name, 'world', 'name')
  } catch (error) {
    throw asControlError(error)
  }
}

export function twinHandle (send: Send, base: string): TwinHandle {
  const world = (name: string): WorldHandle => {
    checkWorldName(name)
    return worldHandle(send, base, name, `/w/${encodeURIComponent(name)}`)
  }
  const deleteWorld = async (name: string): Promise<void> => {
    await send<'deleteWorld'>('DELETE', `/_perftwin/worlds/${encodeURIComponent(name)}`)
  }
  return {
    ...worldHandle(send, base, 'default', ''),
    world,
    createWorld: async (request) => {
      const { name } = await send<'createWorld'>('POST', '/_perftwin/worlds', request)
      return { ...world(name), [Symbol.asyncDispose]: async () => { await deleteWorld(name) } }
    },
    listWorlds: async () => (await send<'listWorlds'>('GET', '/_perftwin/worlds')).worlds,
    deleteWorld
  }
}
