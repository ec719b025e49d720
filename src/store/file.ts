import { copyFile, realpath, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { every } from '../kernel/clock.js'
import { asError, DomainError, Invalid, MemoryUsedUp } from '../kernel/errors.js'
import { byteFiles } from './byte-files.js'
import { Changes } from './changes.js'
import { coalesce } from './coalesce.js'
import { dataFileWriter } from './data-file-writer.js'
import { format, parseDataFile, unusable, type DataFile, type ReadDataFile } from './data-file.js'
import { faultOf, isFault, notWritable, notWritten } from './file-faults.js'
import { takeLock, type LockTimes, type Tell } from './lock.js'
import { migrations as allMigrations, versionAfter, type Migration } from './migrations.js'
import { restoreWorlds } from './restore.js'
import type { Store, StoredState } from './store.js'
import { Unreferred } from './unreferred.js'

export interface FileStoreSettings {
  /** Told when another process may have the file, and it takes time to see whether it lives. */
  tell?: Tell | undefined
  /** For tests: other migrations, faster locks. */
  migrations?: readonly Migration[]
  lock?: LockTimes
}

/** How often changes that could not be written are tried again, ms. */
const retryInterval = 5000

/**
 * Keeps the worlds' changes in one JSON file, written as a whole to a temporary file and renamed; uploaded bytes in
 * `<file>.assets/`. `<file>.lock` keeps other processes away until close (decisions/0005-data-file.md).
 * @throws Invalid with a sentence when the file cannot be used, Taken when another process has it.
 */
export async function fileStore (given: string, settings: FileStoreSettings = {}): Promise<Store> {
  const { migrations = allMigrations, lock: lockTimes, tell } = settings
  const path = await realPathOf(given)
  const { TextFile } = await import('lowdb/node')
  const lock = await takeLock(path, lockTimes, tell)
  const file = new TextFile(path)
  const textOf = dataFileWriter()
  const bytes = byteFiles(`${path}.assets`)
  const unreferred = new Unreferred()
  let found: ReadDataFile | undefined
  let changes: Changes | undefined
  let head: Omit<DataFile, 'worlds'> | undefined
  let failed = false
  let closed = false

  async function write (everything = false): Promise<void> {
    if (changes === undefined || head === undefined || !(everything || changes.pending)) return
    if (!lock.isHeld()) throw notWritten(path, 'its lock was taken by another process, or removed')
    const snapshot = changes.take()
    const { text, leftOut } = textOf({ ...head, worlds: snapshot.worlds })
    // What nothing in this snapshot stands for may go once the snapshot is on disk, and no earlier.
    const gone = unreferred.take()
    try {
      await file.write(text)
    } catch (error) {
      failed = true
      for (const hash of gone) unreferred.note(hash)
      await rm(temporaryOf(path), { force: true }).catch(() => {})
      throw notWritten(path, faultOf(error, path))
    }
    failed = false
    changes.saved(snapshot)
    await bytes.remove(gone, (hash) => unreferred.mayGo(hash))
    // Everything else is safe, and whoever writes next hears no more of it.
    if (leftOut.length > 0) throw notWritable(path, leftOut)
  }

  const commit = coalesce(write)
  const stopRetrying = every(retryInterval, () => { if (failed) commit().catch(() => {}) })

  return {
    durable: true,
    async load () {
      try {
        const text = await file.read()
        found = text === null ? undefined : parseDataFile(text, path, migrations)
      } catch (error) {
        throw error instanceof DomainError ? error : unusable(path, `cannot be read: ${faultOf(error, path)}`)
      }
      return found?.state
    },
    async attach (worlds, state: StoredState) {
      const stored = found
      found = undefined
      try {
        restoreWorlds(worlds, stored?.worlds ?? {})
      } catch (error) {
        const why = error instanceof MemoryUsedUp ? 'does not fit' : 'is damaged'
        throw unusable(path, `${why}: ${asError(error).message}`)
      }
      changes = new Changes(worlds)
      const { holdings } = worlds
      unreferred.refersTo = (hash) => holdings.refersTo(hash)
      holdings.whenFree = (hash) => { unreferred.note(hash) }
      head = { format, version: versionAfter(migrations), ...state }
      changes.saved(changes.take())
      try {
        await rm(temporaryOf(path), { force: true })
        if (stored?.upgradedFrom !== undefined) await copyFile(path, `${path}.v${stored.upgradedFrom}`)
        // A new file is made now, so that a folder that cannot be written to is told at once.
        if (stored === undefined || stored.upgradedFrom !== undefined) await write(true)
        await bytes.remove(await bytes.list(), (hash) => unreferred.mayGo(hash))
      } catch (error) {
        changes = undefined
        if (error instanceof DomainError) throw error
        throw new Invalid(`cannot write beside the data file ${path}: ${faultOf(error, path)}`, 'data')
      }
    },
    commit,
    putBytes: async (content) => {
      const hash = await bytes.put(content)
      unreferred.note(hash)
      return hash
    },
    getBytes: bytes.get,
    keeping: async (task) => await unreferred.keeping(task),
    async close () {
      if (closed) return
      closed = true
      stopRetrying()
      try {
        await commit()
      } finally {
        lock.release()
      }
    }
  }
}

/** The file steno, which lowdb writes through, writes before it renames. */
const temporaryOf = (path: string): string => join(dirname(path), `.${basename(path)}.tmp`)

/** The file itself behind links, so that two names of it share one lock, and a rename does not replace a link. */
async function realPathOf (given: string): Promise<string> {
  const path = resolve(given)
  try {
    return await realpath(path)
  } catch (error) {
    if (!isFault(error, 'ENOENT')) throw unusable(path, `cannot be read: ${faultOf(error, path)}`)
  }
  try {
    return join(await realpath(dirname(path)), basename(path))
  } catch (error) {
    throw new Invalid(`cannot use the data file ${path}: ${faultOf(error, path)}`, 'data')
  }
}
