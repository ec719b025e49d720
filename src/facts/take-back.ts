import type { Revision, Write } from './collection.js'

/** Keeps what is written while `task` runs, up to its first wait where it is asynchronous. */
export function keepingWrites<T> (revision: Revision, written: Write[], task: () => T): T {
  const outer = revision.written
  revision.written = written
  try {
    return task()
  } finally {
    revision.written = outer
  }
}

/**
 * Takes writes back, the last one first. What somebody else has written over since is theirs, and stays; and so does
 * everything where all facts were replaced in the meantime: the collections are not the world's any more.
 */
export function takeBack (written: Write[]): void {
  for (const { collection, key, before, after } of written.splice(0).reverse()) {
    if (collection.get(key) !== after) continue
    if (before === undefined) collection.delete(key)
    else collection.put(before)
  }
}
