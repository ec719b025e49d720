import { realNow } from './kernel/clock.js'
import { secret, sha256 } from './kernel/ids.js'
import { Invalid } from './kernel/errors.js'
import { parseInstant, startOfDay } from './kernel/time.js'
import { isLoopback } from './http/loopback.js'
import type { TwinOptions } from './options.js'
import { Worlds } from './worlds/registry.js'
import { checkWorldFile, loadWorldFile } from './worlds/load.js'
import { growBase } from './worlds/world.js'
import type { WorldFile } from './worlds/world-file.schema.js'
import type { Store, StoredState } from './store/store.js'

/** The state of one running emulator, of no HTTP: its options, its worlds and the store that keeps them. */
export interface Twin {
  readonly options: TwinOptions
  readonly worlds: Worlds
  readonly store: Store
  /** What the control plane asks for; undefined when it asks for nothing. */
  readonly controlToken: string | undefined
}

/** On loopback nobody is asked for a token unless one was set; beyond it one is made if none was. */
function controlTokenOf ({ host = '127.0.0.1', controlToken }: TwinOptions): string | undefined {
  if (controlToken === 'none') return undefined
  return controlToken ?? (isLoopback(host) ? undefined : secret())
}

async function readWorld (world: string | WorldFile): Promise<{ file: WorldFile, text: string }> {
  if (typeof world === 'string') return await loadWorldFile(world)
  await checkWorldFile(world, 'the world')
  return { file: world, text: JSON.stringify(world) }
}

const instantOf = (text: string, what: string): number => {
  const at = parseInstant(text)
  if (at === undefined) throw new Invalid(`${what}: "${text}" is no ISO 8601 time`)
  return at
}

/** Grows the worlds that the options ask for, or takes them up again from the data file. Does not listen. */
export async function openTwin (options: TwinOptions): Promise<Twin> {
  const { file, text } = await readWorld(options.world ?? 'demo')
  const store = await openStore(options.data)
  try {
    const stored = await store.load()
    const seed = options.seed ?? stored?.seed ?? file.seed ?? 1
    const hash = sha256(text)
    if (stored !== undefined) checkSameWorld(stored, file.name, hash, options)
    const frozenText = options.now ?? file.clock?.frozen
    const frozen = frozenText === undefined ? undefined : instantOf(frozenText, 'now')
    const start = stored?.start ?? frozen ?? realNow()
    const epochText = options.now ?? file.epoch
    const epoch = stored?.epoch ?? (epochText === undefined ? startOfDay(frozen ?? start) : instantOf(epochText, 'epoch'))
    const worlds = new Worlds(growBase({ file, seed, epoch, start }, frozen))
    await store.attach(worlds, { world: file.name, hash, seed, epoch, start })
    return { options, worlds, store, controlToken: controlTokenOf(options) }
  } catch (error) {
    await store.close()
    throw error
  }
}

function checkSameWorld (stored: StoredState, name: string, hash: string, options: TwinOptions): void {
  const because = stored.world !== name
    ? `was made with the world "${stored.world}", not "${name}"`
    : stored.hash !== hash
      ? `was made with another version of the world "${name}"`
      : options.seed !== undefined && options.seed !== stored.seed ? `was made with --seed ${stored.seed}, not ${options.seed}` : undefined
  if (because !== undefined) {
    throw new Invalid(`the data file ${options.data} ${because}: start with what it was made with, or with another --data file`)
  }
}

async function openStore (path: string | undefined): Promise<Store> {
  if (path === undefined) {
    const { memoryStore } = await import('./store/memory.js')
    return memoryStore()
  }
  const { fileStore } = await import('./store/file.js')
  return await fileStore(path)
}
