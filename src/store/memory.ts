import { sha256 } from '../kernel/ids.js'
import type { Store } from './store.js'

/** Keeps nothing beyond the process. */
export function memoryStore (): Store {
  const bytes = new Map<string, Uint8Array>()
  return {
    durable: false,
    load: async () => undefined,
    attach: async () => {},
    commit: async () => {},
    putBytes: async (content) => {
      const hash = sha256(content)
      bytes.set(hash, content)
      return hash
    },
    getBytes: async (hash) => bytes.get(hash),
    close: async () => { bytes.clear() }
  }
}
