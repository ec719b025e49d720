import type { Holdings } from './holdings.js'

/** What takes bytes for good. */
interface Keeper { readonly putBytes: (bytes: Uint8Array) => Promise<string> }

/** The bytes of one request on their way in: they take memory before anything of them is kept. */
export class Incoming {
  #held = 0

  constructor (private readonly holdings: Holdings) {}

  /** Counts so many bytes more as held. @throws MemoryUsedUp when there is no room for them. */
  take (bytes: number): void {
    this.holdings.checkRoom(bytes)
    this.#add(bytes)
  }

  /** They are not held any more, or not by the request. */
  release (bytes = this.#held): void { this.#add(-Math.min(bytes, this.#held)) }

  /** Hands bytes on to a store, which counts what it keeps in memory. */
  handingTo (store: Keeper): Keeper {
    return {
      putBytes: async (bytes) => {
        this.release(bytes.length)
        return await store.putBytes(bytes)
      }
    }
  }

  #add (bytes: number): void {
    this.#held += bytes
    this.holdings.memory.accounts.uploads.add(bytes)
  }
}

/** Does something with what a request sends; at its end nothing of that is held any more, whatever became of it. */
export async function withIncoming<T> (holdings: Holdings, work: (incoming: Incoming) => Promise<T>): Promise<T> {
  const incoming = new Incoming(holdings)
  try {
    return await work(incoming)
  } finally {
    incoming.release()
  }
}
