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
 * that something may have changed and answers when it is safe. All of it is asynchronous, so that a shared store can
 * follow.
 */
export interface Store {
  /** Whether changes outlive the process: if not, nobody needs to wait for commit. */
  readonly durable: boolean
  /** What was kept before; undefined when there is nothing yet. Throws Invalid when it cannot be read. */
  load (): Promise<StoredState | undefined>
  /**
   * Puts what was kept into the worlds, and from now on keeps what differs from their base: facts and clocks. Called
   * once, after load. Throws Invalid when what was kept is damaged, StorageFailed when nothing can be kept.
   */
  attach (worlds: Worlds, state: StoredState): Promise<void>
  /**
   * Resolves when every change made before the call is safe, at once when there is none; calls made together share one
   * write. Throws StorageFailed: the changes then stay in the worlds, and are part of every later write.
   */
  commit (): Promise<void>
  /** Keeps bytes and returns their SHA-256, by which they are found. Safe when it resolves. Throws StorageFailed. */
  putBytes (bytes: Uint8Array): Promise<string>
  /**
   * Runs a task that stores bytes and then writes records that stand for them, or that reads such bytes: until it is
   * done none are let go of. Else stored bytes go when no record of any world or snapshot stands for them.
   */
  keeping<T> (task: () => Promise<T>): Promise<T>
  /** The bytes of that SHA-256; undefined when there are none, or when it is no SHA-256. Throws StorageFailed. */
  getBytes (hash: string): Promise<Uint8Array | undefined>
  /** Keeps what is not kept yet and lets go; a second call does nothing. Throws StorageFailed if changes were lost. */
  close (): Promise<void>
}

/** What those need who store bytes, or read them. */
export type StoredBytes = Pick<Store, 'putBytes' | 'getBytes' | 'keeping'>
