import type { Worlds } from '../worlds/registry.js'

/** What a data file says of the world it belongs to. Times in ms since the Unix epoch. */
export interface StoredState {
  /** The world file's name and the SHA-256 of its text. */
  readonly world: string
  readonly hash: string
  readonly seed: number
  readonly epoch: number
  /** The moment the world was first grown. */
  readonly start: number
}

/**
 * Where the facts of a twin's worlds are kept beyond the process. The worlds themselves live in memory; a store is told
 * that something changed and answers when that is safe. All of it is asynchronous, so that a shared store can follow.
 */
export interface Store {
  /** What was kept before; undefined when there is nothing yet. Throws Invalid when it cannot be read. */
  load (): Promise<StoredState | undefined>
  /** Puts what was kept into the worlds, and from now on keeps their changes. Called once, after load. */
  attach (worlds: Worlds, state: StoredState): Promise<void>
  /** Whether changes outlive the process: if not, nobody needs to wait for commit. */
  readonly durable: boolean
  /** Resolves when every change made before the call is safe; writes asked for at once share one. Throws StorageFailed. */
  commit (): Promise<void>
  /** Keeps bytes under their SHA-256 and returns it. */
  putBytes (bytes: Uint8Array): Promise<string>
  getBytes (hash: string): Promise<Uint8Array | undefined>
  close (): Promise<void>
}
