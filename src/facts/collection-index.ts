/** The sorted lists of a collection: its records by group. */
import { firstIndex } from '../kernel/sorted.js'

/**
 * How one index groups and orders records. A record whose group is undefined is left out of the index. These are
 * methods so that a collection of jobs is also a collection of objects, for whoever treats all collections alike.
 */
export interface IndexSpec<T> {
  group (record: T): string | undefined
  compare (a: T, b: T): number
}

/** The lists as loaded, which nobody changes any more, and above them the lists of groups that changed. */
export interface Index<T> {
  readonly spec: IndexSpec<T>
  loaded: Map<string, T[]>
  changed: Map<string, T[] | undefined>
  /** The changed lists that no fork shares. */
  owned: Set<string>
}

export const emptyIndex = <T>(spec: IndexSpec<T>): Index<T> =>
  ({ spec, loaded: new Map(), changed: new Map(), owned: new Set() })

/** The same lists, none of them owned. */
export const forkIndex = <T>({ spec, loaded, changed }: Index<T>): Index<T> =>
  ({ spec, loaded, changed, owned: new Set() })

/** Before a write, when a fork shares what changed. */
export function unshareIndex<T> (index: Index<T>): void {
  index.changed = new Map(index.changed)
  index.owned = new Set()
}

/** Fills an empty index at once. */
export function loadIndex<T> ({ spec, loaded }: Index<T>, records: Iterable<T>): void {
  for (const record of records) {
    const group = spec.group(record)
    if (group === undefined) continue
    const list = loaded.get(group)
    if (list === undefined) loaded.set(group, [record])
    else list.push(record)
  }
  for (const list of loaded.values()) list.sort(spec.compare)
}

/**
 * Goes on with lists as loaded for another index: all that this one's have, and more. `added` are the records that only
 * those have; `hidden` are those of them that something else stands for here already. Nobody shares what changed.
 */
export function adoptIndex<T> (
  index: Index<T>, { loaded }: Index<T>, added: readonly T[], hidden: readonly T[]
): void {
  const changed = new Set(index.changed.keys())
  index.loaded = loaded
  const isHere = (record: T): boolean => {
    const group = index.spec.group(record)
    return group !== undefined && changed.has(group)
  }
  replace(index, new Set(), new Set(added.filter(isHere)))
  // Where a list changed, what is hidden is not in it; elsewhere it is now.
  replace(index, new Set(hidden.filter((record) => !isHere(record))), new Set())
}

/** The group's list, for reading; undefined when it has no record. */
export function listIn<T> ({ loaded, changed }: Index<T>, group: string): T[] | undefined {
  const list = changed.get(group)
  return list !== undefined || (changed.size > 0 && changed.has(group)) ? list : loaded.get(group)
}

/** The groups that have records. */
export function * groupsIn<T> ({ loaded, changed }: Index<T>): IterableIterator<string> {
  for (const group of loaded.keys()) if (!changed.has(group) || changed.get(group) !== undefined) yield group
  for (const [group, list] of changed) if (list !== undefined && !loaded.has(group)) yield group
}

export function insert<T> (index: Index<T>, record: T): void {
  const group = index.spec.group(record)
  if (group === undefined) return
  const list = ownList(index, group)
  list.splice(position(list, record, index.spec), 0, record)
}

export function drop<T> (index: Index<T>, record: T): void {
  const group = index.spec.group(record)
  if (group === undefined) return
  const list = ownList(index, group)
  let at = position(list, record, index.spec)
  if (list[at] !== record) at = list.indexOf(record)
  list.splice(at, 1)
  if (list.length === 0) setList(index, group, list)
}

/** Drops and inserts many records: each group that is touched is sorted once. */
export function replace<T> (index: Index<T>, dropped: ReadonlySet<T>, added: ReadonlySet<T>): void {
  const touched = new Map<string, T[]>()
  const listOf = (record: T): T[] | undefined => {
    const group = index.spec.group(record)
    if (group === undefined) return undefined
    let list = touched.get(group)
    if (list === undefined) {
      list = (listIn(index, group) ?? []).filter((one) => !dropped.has(one))
      touched.set(group, list)
    }
    return list
  }
  for (const record of dropped) listOf(record)
  for (const record of added) listOf(record)?.push(record)
  for (const [group, list] of touched) setList(index, group, list.sort(index.spec.compare))
}

function setList<T> (index: Index<T>, group: string, list: T[]): void {
  if (list.length === 0 && !index.loaded.has(group)) index.changed.delete(group)
  else index.changed.set(group, list.length === 0 ? undefined : list)
  index.owned.add(group)
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

/** The first place at which `record` would keep the list sorted. */
const position = <T>(list: readonly T[], record: T, { compare }: IndexSpec<T>): number =>
  firstIndex(list, (other) => compare(other, record) >= 0)
