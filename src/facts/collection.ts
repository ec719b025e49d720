import { firstIndex } from '../kernel/sorted.js'

/** How one index groups and orders records. A record whose group is undefined is left out of the index. */
export interface IndexSpec<T> {
  group: (record: T) => string | undefined
  compare: (a: T, b: T) => number
}

export interface CollectionSpec<T> {
  key: (record: T) => string
  indexes: Record<string, IndexSpec<T>>
}

/** Counts changes, so that a request can tell whether it changed anything. Shared by all collections of a world. */
export interface Revision {
  count: number
  /** Told of every change while somebody listens: the record before and after, undefined where there is none. */
  listener?: ((collection: Collection<object>, key: string, before: object | undefined, after: object | undefined) => void) | undefined
  /** Told when all collections were replaced at once. */
  restored?: (() => void) | undefined
}

/** The lists as loaded, which nobody changes any more, and above them the lists of groups that changed. */
interface Index<T> {
  readonly spec: IndexSpec<T>
  readonly loaded: Map<string, T[]>
  changed: Map<string, T[] | undefined>
  /** The changed lists that no fork shares. */
  owned: Set<string>
}

const none: readonly never[] = Object.freeze([])

/**
 * Immutable records by key, with sorted indexes. Records are replaced, never changed, and the records loaded at the start
 * are shared by all forks for good: a collection holds only what differs from them. So a fork costs nothing, a write in
 * one costs what was written before, whatever the number of records, and a change is told by identity.
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
    for (const [name, index] of Object.entries(spec.indexes)) {
      this.#indexes.set(name, { spec: index, loaded: new Map(), changed: new Map(), owned: new Set() })
    }
  }

  get size (): number { return this.#size }
  get changed (): ReadonlyMap<string, T | undefined> { return this.#changed }
  has (key: string): boolean { return this.get(key) !== undefined }

  get (key: string): T | undefined {
    const changed = this.#changed.get(key)
    return changed !== undefined || (this.#changed.size > 0 && this.#changed.has(key)) ? changed : this.#loaded.get(key)
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
  * groups (index: string): IterableIterator<string> {
    const { loaded, changed } = this.#index(index)
    for (const group of loaded.keys()) if (!changed.has(group) || changed.get(group) !== undefined) yield group
    for (const [group, list] of changed) if (list !== undefined && !loaded.has(group)) yield group
  }

  /** Fills an empty collection at once, sorting each index once; not counted as a change. */
  load (records: Iterable<T>): this {
    for (const record of records) this.#loaded.set(this.spec.key(record), record)
    this.#size = this.#loaded.size
    for (const index of this.#indexes.values()) {
      for (const record of this.#loaded.values()) {
        const group = index.spec.group(record)
        if (group === undefined) continue
        const list = index.loaded.get(group)
        if (list === undefined) index.loaded.set(group, [record])
        else list.push(record)
      }
      for (const list of index.loaded.values()) list.sort(index.spec.compare)
    }
    return this
  }

  /** Adds or replaces a record. */
  put (record: T): T {
    const key = this.spec.key(record)
    const before = this.get(key)
    if (before === record) return record
    this.#own()
    for (const index of this.#indexes.values()) {
      if (before !== undefined) drop(index, before)
      const group = index.spec.group(record)
      if (group === undefined) continue
      const list = ownList(index, group)
      list.splice(position(list, record, index.spec.compare), 0, record)
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
   * Deletes and puts many records at once: each group that is touched is sorted once. Keys that are not there are passed
   * over.
   */
  apply (put: readonly T[], gone: readonly string[]): void {
    this.#own()
    const dropped = new Set<T>()
    const added = new Set<T>()
    const replace = (key: string, before: T | undefined, after: T | undefined): void => {
      if (before !== undefined && !added.delete(before)) dropped.add(before)
      if (after !== undefined) added.add(after)
      this.#set(key, before, after)
    }
    for (const key of gone) {
      const before = this.get(key)
      if (before !== undefined) replace(key, before, undefined)
    }
    for (const record of put) {
      const key = this.spec.key(record)
      const before = this.get(key)
      if (before !== record) replace(key, before, record)
    }
    for (const index of this.#indexes.values()) {
      const touched = new Map<string, T[]>()
      const listOf = (record: T): T[] | undefined => {
        const group = index.spec.group(record)
        if (group === undefined) return undefined
        let list = touched.get(group)
        if (list === undefined) touched.set(group, list = (listIn(index, group) ?? []).filter((one) => !dropped.has(one)))
        return list
      }
      for (const record of dropped) listOf(record)
      for (const record of added) listOf(record)?.push(record)
      for (const [group, list] of touched) setList(index, group, list.sort(index.spec.compare))
    }
  }

  /** A collection with the same records; from now on neither sees the other's writes. Costs no copying until a write. */
  fork (revision: Revision = { count: 0 }): Collection<T> {
    const copy = new Collection(this.spec, revision)
    copy.#loaded = this.#loaded
    copy.#changed = this.#changed
    copy.#size = this.#size
    copy.#shared = this.#shared = true
    for (const [name, { spec, loaded, changed }] of this.#indexes) copy.#indexes.set(name, { spec, loaded, changed, owned: new Set() })
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
    for (const index of this.#indexes.values()) {
      index.changed = new Map(index.changed)
      index.owned = new Set()
    }
  }

  #set (key: string, before: T | undefined, after: T | undefined): void {
    if (after === undefined && !this.#loaded.has(key)) this.#changed.delete(key)
    else this.#changed.set(key, after)
    this.#size += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
    this.revision.count++
    this.revision.listener?.(this as unknown as Collection<object>, key, before, after)
  }
}

const listIn = <T>({ loaded, changed }: Index<T>, group: string): T[] | undefined => {
  const list = changed.get(group)
  return list !== undefined || (changed.size > 0 && changed.has(group)) ? list : loaded.get(group)
}

function setList<T> (index: Index<T>, group: string, list: T[]): T[] {
  if (list.length === 0 && !index.loaded.has(group)) index.changed.delete(group)
  else index.changed.set(group, list.length === 0 ? undefined : list)
  index.owned.add(group)
  return list
}

/** The group's list, for writing: copied if it is shared. */
function ownList<T> (index: Index<T>, group: string): T[] {
  const list = listIn(index, group)
  if (list !== undefined && index.owned.has(group)) return list
  const copy = list?.slice() ?? []
  index.changed.set(group, copy)
  index.owned.add(group)
  return copy
}

function drop<T> (index: Index<T>, record: T): void {
  const group = index.spec.group(record)
  if (group === undefined) return
  const list = ownList(index, group)
  let at = position(list, record, index.spec.compare)
  if (list[at] !== record) at = list.indexOf(record)
  list.splice(at, 1)
  if (list.length === 0) setList(index, group, list)
}

/** The first place at which `record` would keep the list sorted. */
const position = <T>(list: readonly T[], record: T, compare: (a: T, b: T) => number): number =>
  firstIndex(list, (other) => compare(other, record) >= 0)
