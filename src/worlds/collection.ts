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
export interface Revision { count: number }

interface Index<T> { spec: IndexSpec<T>, groups: Map<string, T[]>, owned: Set<string> | 'all' }

const none: readonly never[] = Object.freeze([])

/**
 * Immutable records by key, with sorted indexes. Records are replaced, never changed, so a fork shares everything with
 * its origin until either side writes, and a change is told by identity. `changed` holds what differs from the records
 * loaded at the start: the record, or undefined for one that was deleted.
 */
export class Collection<T extends object> {
  #records = new Map<string, T>()
  #ownsRecords = true
  #indexes = new Map<string, Index<T>>()
  #changed = new Map<string, T | undefined>()
  #ownsChanged = true

  constructor (readonly spec: CollectionSpec<T>, readonly revision: Revision = { count: 0 }) {
    for (const [name, index] of Object.entries(spec.indexes)) {
      this.#indexes.set(name, { spec: index, groups: new Map(), owned: 'all' })
    }
  }

  get size (): number { return this.#records.size }
  get changed (): ReadonlyMap<string, T | undefined> { return this.#changed }
  get (key: string): T | undefined { return this.#records.get(key) }
  has (key: string): boolean { return this.#records.has(key) }
  values (): IterableIterator<T> { return this.#records.values() }

  /** The records of one group of an index, in the index's order. Not to be kept across writes. */
  in (index: string, group: string): readonly T[] { return this.#index(index).groups.get(group) ?? none }

  /** The groups of an index. */
  groups (index: string): IterableIterator<string> { return this.#index(index).groups.keys() }

  /** Fills an empty collection at once, sorting each index once; not counted as a change. */
  load (records: Iterable<T>): this {
    for (const record of records) this.#records.set(this.spec.key(record), record)
    for (const index of this.#indexes.values()) {
      for (const record of this.#records.values()) {
        const group = index.spec.group(record)
        if (group === undefined) continue
        const list = index.groups.get(group)
        if (list === undefined) index.groups.set(group, [record])
        else list.push(record)
      }
      for (const list of index.groups.values()) list.sort(index.spec.compare)
    }
    return this
  }

  /** Adds or replaces a record. */
  put (record: T): T {
    const key = this.spec.key(record)
    const before = this.#records.get(key)
    if (before === record) return record
    this.#own()
    this.#records.set(key, record)
    for (const index of this.#indexes.values()) {
      if (before !== undefined) this.#drop(index, before)
      const group = index.spec.group(record)
      if (group === undefined) continue
      const list = this.#ownGroup(index, group)
      list.splice(position(list, record, index.spec.compare), 0, record)
    }
    this.#note(key, record)
    return record
  }

  /** Removes a record; false when there was none. */
  delete (key: string): boolean {
    const before = this.#records.get(key)
    if (before === undefined) return false
    this.#own()
    this.#records.delete(key)
    for (const index of this.#indexes.values()) this.#drop(index, before)
    this.#note(key, undefined)
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
    const drop = (record: T | undefined): void => {
      if (record !== undefined && !added.delete(record)) dropped.add(record)
    }
    for (const key of gone) {
      drop(this.#records.get(key))
      if (this.#records.delete(key)) this.#note(key, undefined)
    }
    for (const record of put) {
      const key = this.spec.key(record)
      const before = this.#records.get(key)
      if (before === record) continue
      drop(before)
      added.add(record)
      this.#records.set(key, record)
      this.#note(key, record)
    }
    for (const index of this.#indexes.values()) {
      const touched = new Map<string, T[]>()
      const listOf = (record: T): T[] | undefined => {
        const group = index.spec.group(record)
        if (group === undefined) return undefined
        let list = touched.get(group)
        if (list === undefined) touched.set(group, list = this.#ownGroup(index, group).filter((one) => !dropped.has(one)))
        return list
      }
      for (const record of dropped) listOf(record)
      for (const record of added) listOf(record)?.push(record)
      for (const [group, list] of touched) {
        if (list.length > 0) index.groups.set(group, list.sort(index.spec.compare))
        else index.groups.delete(group)
      }
    }
  }

  /** A collection with the same records; from now on neither sees the other's writes. Costs no copying until a write. */
  fork (revision: Revision = { count: 0 }): Collection<T> {
    const copy = new Collection(this.spec, revision)
    copy.#records = this.#records
    copy.#changed = this.#changed
    copy.#ownsRecords = copy.#ownsChanged = this.#ownsRecords = this.#ownsChanged = false
    for (const [name, index] of this.#indexes) {
      index.owned = new Set()
      copy.#indexes.set(name, { spec: index.spec, groups: index.groups, owned: new Set() })
    }
    return copy
  }

  #index (name: string): Index<T> {
    const index = this.#indexes.get(name)
    if (index === undefined) throw new TypeError(`no index "${name}"`)
    return index
  }

  #own (): void {
    if (this.#ownsRecords) return
    this.#records = new Map(this.#records)
    for (const index of this.#indexes.values()) index.groups = new Map(index.groups)
    this.#ownsRecords = true
  }

  #ownGroup (index: Index<T>, group: string): T[] {
    const list = index.groups.get(group)
    if (list !== undefined && (index.owned === 'all' || index.owned.has(group))) return list
    const copy = list?.slice() ?? []
    index.groups.set(group, copy)
    if (index.owned !== 'all') index.owned.add(group)
    return copy
  }

  #drop (index: Index<T>, record: T): void {
    const group = index.spec.group(record)
    if (group === undefined) return
    const list = this.#ownGroup(index, group)
    let at = position(list, record, index.spec.compare)
    if (list[at] !== record) at = list.indexOf(record)
    list.splice(at, 1)
    if (list.length === 0) index.groups.delete(group)
  }

  #note (key: string, record: T | undefined): void {
    if (!this.#ownsChanged) {
      this.#changed = new Map(this.#changed)
      this.#ownsChanged = true
    }
    this.#changed.set(key, record)
    this.revision.count++
  }
}

/** The first place at which `record` would keep the list sorted. */
function position<T> (list: readonly T[], record: T, compare: (a: T, b: T) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(list[middle]!, record) < 0) low = middle + 1
    else high = middle
  }
  return low
}
