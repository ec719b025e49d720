import {
  adoptIndex, drop, emptyIndex, forkIndex, groupsIn, insert, listIn, loadIndex, replace, unshareIndex, type Index,
  type IndexSpec
} from './collection-index.js'

export interface CollectionSpec<T> {
  key (record: T): string
  indexes: Record<string, IndexSpec<T>>
  /** The SHA-256 of stored bytes that a record stands for. */
  bytes? (record: T): string
}

/** Is told which records are held beyond those that were loaded, and which no longer are. */
export interface RecordHolder {
  hold (record: object, spec: CollectionSpec<object>): void
  release (record: object): void
}

/** Hears of what happens to a world's records. */
export interface RecordListener {
  /** One change: the record before and after, undefined where there is none. */
  changed (collection: Collection<object>, key: string, before: object | undefined, after: object | undefined): void
  /** All collections were replaced at once. */
  restored (): void
}

/** One change: what was there before and after, undefined where there was nothing. */
export interface Write {
  readonly collection: Collection<object>
  readonly key: string
  readonly before: object | undefined
  readonly after: object | undefined
}

/** Counts changes, so that a request can tell whether it changed anything. Shared by all collections of a world. */
export interface Revision {
  count: number
  /** Each is told of every change. */
  listeners?: readonly RecordListener[]
  /** What is written, in its order, while somebody keeps it to take it back. */
  written?: Write[] | undefined
  /** Told of every record that is put, and of the one it takes the place of. */
  holder?: RecordHolder | undefined
}

/** Tells a listener of every change from now on. */
export function listen (revision: Revision, listener: RecordListener): void {
  revision.listeners = [...revision.listeners ?? [], listener]
}

const none: readonly never[] = Object.freeze([])

/**
 * Immutable records by key, with sorted indexes. Records are replaced, never changed, and the records loaded at the
 * start are shared by all forks for good: a collection holds only what differs from them. So a fork costs nothing, a
 * write in one costs what was written before, whatever the number of records, and a change is told by identity.
 */
export class Collection<T extends object> {
  #loaded = new Map<string, T>()
  /** What differs from the loaded records: the record, or undefined for a loaded one that was deleted. */
  #changed = new Map<string, T | undefined>()
  #size = 0
  #indexes = new Map<string, Index<T>>()
  /** Whether a fork shares the maps of what changed. */
  #shared = false

  constructor (readonly spec: CollectionSpec<T>, readonly revision: Revision = { count: 0 }) {
    for (const [name, index] of Object.entries(spec.indexes)) this.#indexes.set(name, emptyIndex(index))
  }

  get size (): number { return this.#size }
  get changed (): ReadonlyMap<string, T | undefined> { return this.#changed }
  has (key: string): boolean { return this.get(key) !== undefined }

  get (key: string): T | undefined {
    const changed = this.#changed.get(key)
    if (changed !== undefined || (this.#changed.size > 0 && this.#changed.has(key))) return changed
    return this.#loaded.get(key)
  }

  /** The loaded records in their order, then those that were added, in theirs. */
  values (): IterableIterator<T> {
    return this.#changed.size === 0 ? this.#loaded.values() : this.#merged()
  }

  /** The records of one group of an index, in the index's order. Not to be kept across writes. */
  in (index: string, group: string): readonly T[] {
    return listIn(this.#index(index), group) ?? none
  }

  /** The groups of an index. */
  groups (index: string): IterableIterator<string> {
    return groupsIn(this.#index(index))
  }

  /** Fills an empty collection at once, sorting each index once; not counted as a change. */
  load (records: Iterable<T>): this {
    for (const record of records) this.#loaded.set(this.spec.key(record), record)
    this.#size = this.#loaded.size
    for (const index of this.#indexes.values()) loadIndex(index, this.#loaded.values())
    return this
  }

  /**
   * Goes on with what another collection has loaded: all that this one has, and more. What was changed stays changed;
   * nothing of this counts as a change.
   */
  adopt (source: Collection<T>): void {
    if (source.#loaded === this.#loaded) return
    this.#own()
    const added: T[] = []
    const hidden: T[] = []
    for (const [key, record] of source.#loaded) {
      if (this.#loaded.has(key)) continue
      if (this.#changed.has(key)) hidden.push(record)
      else added.push(record)
    }
    this.#loaded = source.#loaded
    this.#size += added.length
    for (const [name, index] of this.#indexes) adoptIndex(index, source.#index(name), added, hidden)
  }

  /** Adds or replaces a record. */
  put (record: T): T {
    const key = this.spec.key(record)
    const before = this.get(key)
    if (before === record) return record
    this.#own()
    for (const index of this.#indexes.values()) {
      if (before !== undefined) drop(index, before)
      insert(index, record)
    }
    this.#set(key, before, record)
    return record
  }

  /** Removes a record; false when there was none. */
  delete (key: string): boolean {
    const before = this.get(key)
    if (before === undefined) return false
    this.#own()
    for (const index of this.#indexes.values()) drop(index, before)
    this.#set(key, before, undefined)
    return true
  }

  /**
   * Deletes and puts many records at once: each group that is touched is sorted once. Keys that are not there are
   * passed over.
   */
  apply (put: readonly T[], gone: readonly string[]): void {
    this.#own()
    const dropped = new Set<T>()
    const added = new Set<T>()
    const change = (key: string, before: T | undefined, after: T | undefined): void => {
      if (before !== undefined && !added.delete(before)) dropped.add(before)
      if (after !== undefined) added.add(after)
      this.#set(key, before, after)
    }
    for (const key of gone) {
      const before = this.get(key)
      if (before !== undefined) change(key, before, undefined)
    }
    for (const record of put) {
      const key = this.spec.key(record)
      const before = this.get(key)
      if (before !== record) change(key, before, record)
    }
    for (const index of this.#indexes.values()) replace(index, dropped, added)
  }

  /**
   * A collection with the same records; from now on neither sees the other's writes. Costs no copying until a write.
   */
  fork (revision: Revision = { count: 0 }): Collection<T> {
    const copy = new Collection(this.spec, revision)
    copy.#loaded = this.#loaded
    copy.#changed = this.#changed
    copy.#size = this.#size
    copy.#shared = this.#shared = true
    for (const [name, index] of this.#indexes) copy.#indexes.set(name, forkIndex(index))
    return copy
  }

  #index (name: string): Index<T> {
    const index = this.#indexes.get(name)
    if (index === undefined) throw new TypeError(`no index "${name}"`)
    return index
  }

  * #merged (): IterableIterator<T> {
    for (const [key, record] of this.#loaded) {
      const changed = this.#changed.get(key)
      if (changed !== undefined) yield changed
      else if (!this.#changed.has(key)) yield record
    }
    for (const [key, record] of this.#changed) if (record !== undefined && !this.#loaded.has(key)) yield record
  }

  /** Before a write: what a fork shares is copied, which is only what changed. */
  #own (): void {
    if (!this.#shared) return
    this.#shared = false
    this.#changed = new Map(this.#changed)
    for (const index of this.#indexes.values()) unshareIndex(index)
  }

  #set (key: string, before: T | undefined, after: T | undefined): void {
    if (after === undefined && !this.#loaded.has(key)) this.#changed.delete(key)
    else this.#changed.set(key, after)
    this.#size += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
    const { revision } = this
    revision.count++
    if (revision.holder !== undefined) {
      if (after !== undefined) revision.holder.hold(after, this.spec)
      if (before !== undefined) revision.holder.release(before)
    }
    revision.written?.push({ collection: this, key, before, after })
    if (revision.listeners === undefined) return
    for (const listener of revision.listeners) listener.changed(this, key, before, after)
  }
}
