import { Invalid, NotFound } from '../kernel/errors.js'
import { readDuration } from '../kernel/durations.js'
import { begin } from './begin.js'
import { checkWorldFile, builtInWorlds, loadWorldFile } from './files/load.js'
import type { Worlds } from './registry.js'
import { setClock, type ClockRequest } from './timekeeping.js'
import { startOf, type State, type World } from './world.js'
import type { WorldFile } from './files/world-file.schema.js'

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
  return worlds.create(request.name, start, ttl)
}

const lifetimeOf = (text: string): number => readDuration(text, 'ttl', { least: 1, hint: 'such as PT10M' })

async function stateFor (worlds: Worlds, { from, snapshot, world, seed, now }: WorldRequest): Promise<State> {
  const grown = world !== undefined || seed !== undefined || now !== undefined
  if (from === undefined && snapshot === undefined) return grown ? startOf(await baseFor(worlds, world, seed, now)) : startOf(worlds.base)
  if (grown) throw new Invalid('a world is either forked ("from", "snapshot") or grown anew ("world", "seed", "now")', 'from')
  const origin = from === undefined ? worlds.default : worlds.find(from)
  if (origin === undefined) throw new NotFound('world', from!)
  return origin.snapshots.get(snapshot ?? 'now').state
}

async function baseFor (worlds: Worlds, world: WorldRequest['world'], seed: number | undefined, now: string | undefined): Promise<State['base']> {
  const { file: ownFile, seed: ownSeed } = worlds.base.origin
  if (world === undefined) return begin(ownFile, { seed: seed ?? ownSeed, now })
  const file = typeof world === 'string' ? await builtIn(world) : world
  if (typeof world !== 'string') await checkWorldFile(world, 'the world')
  return begin(file, { seed: seed ?? file.seed ?? 1, now })
}

/** A world file of ours by its name; never a path, which a client must not choose. */
async function builtIn (name: string): Promise<WorldFile> {
  if (!(builtInWorlds as readonly string[]).includes(name)) throw new Invalid(`world: "${name.slice(0, 80)}" is not one of ${builtInWorlds.join(', ')}; send the world file itself instead`, 'world')
  return (await loadWorldFile(name)).file
}
