import type { Authority } from './edge/authority.js'
import { isLoopback } from './http/loopback.js'
import { RefusedTargets } from './http/refused-targets.js'
import { Invalid } from './kernel/errors.js'
import { secret, sha256 } from './kernel/ids.js'
import type { TwinOptions } from './options.js'
import type { Tell } from './store/lock.js'
import type { Store, StoredState } from './store/store.js'
import { defaultMemory, MemoryBudget } from './kernel/memory-budget.js'
import { bytesOf } from './option-values.js'
import { noQuotas, vendorLimits, type QuotaSettings } from './traffic/quotas.js'
import { checkAuthorityOptions, isAuthorityAsked, lazyAuthority } from './twin-authority.js'
import { begin } from './worlds/begin.js'
import { checkWorldFile, loadWorldFile, type LoadedWorld } from './worlds/files/load.js'
import { withRoomForLoads } from './worlds/room-for-loads.js'
import type { WorldFile } from './worlds/files/world-file.schema.js'
import { Worlds } from './worlds/registry.js'

export type { Tell } from './store/lock.js'

/** The state of one running emulator, of no HTTP: its options, its worlds and the store that keeps them. */
export interface Twin {
  readonly options: TwinOptions
  readonly worlds: Worlds
  readonly store: Store
  /** What the control plane asks for; undefined when it asks for nothing. */
  readonly controlToken: string | undefined
  /** What of its world file, or of the authority it was told to use, will hardly do as meant: a sentence each. */
  readonly warnings: readonly string[]
  /** Who signs its certificates; opened when it is first asked for. */
  authority (): Promise<Authority>
  /** Where clients wanted to go by way of this twin, and were not let. */
  readonly refused: RefusedTargets
}

/** Whom a client of the default world can be. */
export const accountsOf = ({ worlds }: Twin): Array<{ username: string, accessKey: string }> =>
  [...worlds.default.facts.users.values()].map(({ username, accessKey }) => ({ username, accessKey }))

/** What a twin will hardly do as it was meant, a sentence each. */
export function warningsOf ({ options: { auth }, worlds, warnings }: Twin): string[] {
  const { default: { facts }, base } = worlds
  if (auth !== 'strict' || facts.apiKeys.size > 0) return [...warnings]
  return [
    ...warnings,
    `the world "${base.origin.file.name}" has no App Store Connect key, so with --auth strict every request to ` +
    'App Store Connect is a 401: make one with "perftwin keys create" and put its line into the world file'
  ]
}

/** On loopback nobody is asked for a token unless one was set; beyond it one is made if none was. */
function controlTokenOf ({ host = '127.0.0.1', controlToken }: TwinOptions): string | undefined {
  if (controlToken === 'none') return undefined
  return controlToken ?? (isLoopback(host) ? undefined : secret())
}

function quotasOf (whose = 'off'): QuotaSettings {
  const named = whose === 'on' ? ['sauce', 'asc'] : whose.split(',')
  return {
    ...noQuotas,
    sauce: named.includes('sauce') ? vendorLimits.sauce : null,
    asc: named.includes('asc') ? vendorLimits.asc : null
  }
}

async function readWorld (world: string | WorldFile): Promise<LoadedWorld> {
  if (typeof world === 'string') return await loadWorldFile(world)
  const warnings = await checkWorldFile(world, 'the world')
  return { file: world, text: JSON.stringify(world), warnings }
}

/**
 * Grows the worlds that the options ask for, or takes them up again from the data file. Does not listen.
 * @param tell is told when it must wait for the data file
 */
export async function openTwin (options: TwinOptions, tell?: Tell): Promise<Twin> {
  checkAuthorityOptions(options)
  const { file, text, warnings } = await readWorld(options.world ?? 'demo')
  const memory = new MemoryBudget(options.memory === undefined ? defaultMemory() : bytesOf(options.memory))
  const store = await openStore(options, memory, tell)
  try {
    const stored = await store.load()
    const seed = options.seed ?? stored?.seed ?? file.seed ?? 1
    const hash = sha256(text)
    if (stored !== undefined) checkSameWorld(stored, file.name, hash, options)
    const base = await withRoomForLoads(begin(file, { seed, now: options.now, kept: stored }))
    const { epoch, start } = base.origin
    const named = options.worlds === 'named'
    const worlds = new Worlds({ ...base, quotas: quotasOf(options.rateLimits) }, { memory, named })
    await store.attach(worlds, { world: file.name, hash, seed, epoch, start })
    const authority = lazyAuthority(options)
    const notes = isAuthorityAsked(options) ? (await authority()).notes : []
    const controlToken = controlTokenOf(options)
    const refused = new RefusedTargets()
    return { options, worlds, store, controlToken, warnings: [...warnings, ...notes], authority, refused }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Why a data file does not go with what is asked for; undefined when it does. */
function mismatch (stored: StoredState, name: string, hash: string, seed: number | undefined): string | undefined {
  if (stored.world !== name) return `was made with the world "${stored.world}", not "${name}"`
  if (stored.hash !== hash) return `was made with another version of the world "${name}"`
  if (seed !== undefined && seed !== stored.seed) return `was made with --seed ${stored.seed}, not ${seed}`
  return undefined
}

function checkSameWorld (stored: StoredState, name: string, hash: string, { data, seed }: TwinOptions): void {
  const because = mismatch(stored, name, hash, seed)
  if (because === undefined) return
  const remedy = 'start with what it was made with, or with another --data file'
  throw new Invalid(`the data file ${data} ${because}: ${remedy}`)
}

async function openStore ({ data, fsync = false }: TwinOptions, memory: MemoryBudget, tell?: Tell): Promise<Store> {
  if (data === undefined) {
    if (fsync) throw new Invalid('fsync is about a data file: it needs --data FILE', 'fsync')
    const { memoryStore } = await import('./store/memory.js')
    return memoryStore(memory)
  }
  const { fileStore } = await import('./store/file.js')
  return await fileStore(data, { fsync, tell })
}
