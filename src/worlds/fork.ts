import { Invalid, NotFound } from '../kernel/errors.js'
import { readDuration } from '../kernel/durations.js'
import type { Base } from './base.js'
import { begin } from './begin.js'
import { builtInWorlds, checkWorldFile, isBuiltIn, loadWorldFile } from './files/load.js'
import { withRoomForLoads } from './room-for-loads.js'
import type { WorldFile } from './files/world-file.schema.js'
import { defaultWorld, type Worlds } from './registry.js'
import { startOf, type State } from './state.js'
import { setClock, type ClockRequest } from './timekeeping.js'
import type { World } from './world.js'

/** What a new world is to be: forked from another one, or grown from a world file of its own. */
export interface WorldRequest {
  name: string
  /** Fork this world as it is now. */
  from?: string | undefined
  /** Fork this snapshot of it. */
  snapshot?: string | undefined
  /** Grow another world file: the name of a built-in one, or the file itself. */
  world?: string | WorldFile | undefined
  seed?: number | undefined
  now?: string | undefined
  clock?: ClockRequest | undefined
  /** ISO 8601 duration of real time: the world is gone when nobody used it for so long. */
  ttl?: string | undefined
}

/** Makes a world as asked for. @throws Invalid when the request makes no sense, NotFound for what it refers to. */
export async function makeWorld (worlds: Worlds, request: WorldRequest): Promise<World> {
  const ttl = request.ttl === undefined ? undefined : lifetimeOf(request.ttl)
  let start = await stateFor(worlds, request)
  if (request.clock !== undefined) {
    const clock = start.clock.fork()
    setClock(clock, request.clock)
    start = { ...start, clock }
  }
  const isForked = request.from !== undefined || request.snapshot !== undefined
  return worlds.create(request.name, start, ttl, isForked ? request.from ?? defaultWorld : null)
}

const lifetimeOf = (text: string): number => readDuration(text, 'ttl', { least: 1, hint: 'such as PT10M' })

async function stateFor (worlds: Worlds, request: WorldRequest): Promise<State> {
  const { from, snapshot, world, seed, now } = request
  const forked = from !== undefined || snapshot !== undefined
  const grown = world !== undefined || seed !== undefined || now !== undefined
  if (forked && grown) {
    throw new Invalid('a world is either forked ("from", "snapshot") or grown anew ("world", "seed", "now")', 'from')
  }
  if (forked) return forkedWorld(worlds, from).snapshots.get(snapshot ?? 'now').state
  return startOf(grown ? await baseFor(worlds, request) : worlds.base)
}

function forkedWorld (worlds: Worlds, from: string | undefined): World {
  if (from === undefined) return worlds.default
  const world = worlds.find(from)
  if (world === undefined) throw new NotFound('world', from)
  return world
}

/** A base of its own: of another world file, or of the one the twin runs with. */
async function baseFor (worlds: Worlds, { world, seed, now }: WorldRequest): Promise<Base> {
  if (world === undefined) {
    const { file, seed: ownSeed } = worlds.base.origin
    return await withRoomForLoads(begin(file, { seed: seed ?? ownSeed, now }))
  }
  const file = await fileOf(world)
  return await withRoomForLoads(begin(file, { seed: seed ?? file.seed ?? 1, now }))
}

async function fileOf (world: string | WorldFile): Promise<WorldFile> {
  if (typeof world === 'string') return await builtIn(world)
  await checkWorldFile(world, 'the world')
  return world
}

/** A world file of ours by its name; never a path, which a client must not choose. */
async function builtIn (name: string): Promise<WorldFile> {
  if (!isBuiltIn(name)) {
    const choice = `is not one of ${builtInWorlds.join(', ')}; send the world file itself instead`
    throw new Invalid(`world: "${name.slice(0, 80)}" ${choice}`, 'world')
  }
  return (await loadWorldFile(name)).file
}
