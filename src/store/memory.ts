import { MemoryUsedUp } from '../kernel/errors.js'
import { sha256 } from '../kernel/ids.js'
import { MemoryBudget } from '../kernel/memory-budget.js'
import type { Store } from './store.js'
import { Unreferred } from './unreferred.js'

/** Keeps nothing beyond the process; bytes lie in memory as long as a record of a world or snapshot stands for them. */
export function memoryStore (memory = new MemoryBudget()): Store {
  const bytes = new Map<string, Uint8Array>()
  const unreferred = new Unreferred()
  const { uploads } = memory.accounts

  const remove = (hash: string): void => {
    uploads.add(-(bytes.get(hash)?.length ?? 0))
    bytes.delete(hash)
  }
  const collect = (): void => { for (const hash of unreferred.take()) remove(hash) }

  return {
    durable: false,
    load: async () => undefined,
    attach: async ({ holdings }) => {
      unreferred.refersTo = (hash) => holdings.refersTo(hash)
      holdings.whenFree = (hash) => {
        unreferred.note(hash)
        collect()
      }
    },
    commit: async () => {},
    putBytes: async (content) => {
      const hash = sha256(content)
      unreferred.note(hash)
      if (bytes.has(hash)) return hash
      if (!memory.hasRoom(content.length)) throw new MemoryUsedUp(noRoom(content.length, memory.limit))
      bytes.set(hash, content)
      uploads.add(content.length)
      return hash
    },
    getBytes: async (hash) => bytes.get(hash),
    keeping: async (task) => {
      try {
        return await unreferred.keeping(task)
      } finally {
        collect()
      }
    },
    close: async () => { for (const hash of [...bytes.keys()]) remove(hash) }
  }
}

const noRoom = (size: number, limit: number): string =>
  `there is no room for ${size} bytes in the memory budget of ${Math.floor(limit / 1024 / 1024)} MB; ` +
  'delete uploads or worlds, keep them on disk with --data, or start with a larger --memory'
