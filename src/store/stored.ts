import type { StateRecord } from './states.js'
import type { StoredState } from './store.js'

export const format = 'perftwin data'

/** The line that ends the document of a data file; what stands below it was added later, a line each time. */
export const documentEnd = '}}\n'

/** A snapshot, and the world's time when it was saved, ms. */
export interface StoredSnapshot { readonly saved: number, readonly state: StateRecord }

/** One world's difference from its base; where it was forked from elsewhere, also the state it was forked from. */
export interface StoredWorld extends StateRecord {
  start?: StateRecord
  snapshots?: Record<string, StoredSnapshot>
  /** ms of disuse after which the world is gone. */
  ttl?: number
}

/** The content of a data file. */
export interface DataFile extends StoredState {
  format: typeof format
  version: number
  worlds: Record<string, StoredWorld>
}
