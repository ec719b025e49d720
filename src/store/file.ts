import { copyFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { every } from '../kernel/clock.js'
import { asError, DomainError, Invalid, MemoryUsedUp, StorageFailed } from '../kernel/errors.js'
import { AppendingFile, Displaced, sweep, type FileText } from './appending-file.js'
import { byteFiles } from './byte-files.js'
import { Changes, type Everything, type Taken } from './changes.js'
import { coalesce } from './coalesce.js'
import { DataFileWriter, type Head } from './data-file-writer.js'
import { parseDataFile, unusable, type ReadDataFile } from './data-file.js'
import { faultOf, isFault, notWritable, notWritten } from './file-faults.js'
import { takeLock, type LockTimes, type Tell } from './lock.js'
import { migrations as allMigrations, versionAfter, type Migration } from './migrations.js'
import { restoreWorlds } from './restore.js'
import type { Store, StoredState } from './store.js'
import { format } from './stored.js'
import { Unreferred } from './unreferred.js'

export interface FileStoreSettings {
  /** Told when another process may have the file, and it takes time to see whether it lives. */
  tell?: Tell | undefined
  /** What is acknowledged outlives a power cut, too. */
  fsync?: boolean
  /** For tests: other migrations, faster locks. */
  migrations?: readonly Migration[]
  lock?: LockTimes
}

/** How often changes that could not be written are tried again, ms. */
const retryInterval = 5000

/** A file may hold so many records beyond twice what is alive before it is written anew. */
const slack = 2000

/**
 * Keeps the worlds' changes in one file: a JSON document and, while a twin has it, a line below it for each commit.
 * Uploaded bytes go to `<file>.assets/`; `<file>.lock` keeps other processes away (decisions/0005-data-file.md).
 * @throws Invalid with a sentence when the file cannot be used, Taken when another process has it.
 */
export async function fileStore (given: string, settings: FileStoreSettings = {}): Promise<Store> {
  const { migrations = allMigrations, lock: lockTimes, tell, fsync = false } = settings
  const path = await realPathOf(given)
  const { Low } = await import('lowdb')
  const lock = await takeLock(path, lockTimes, tell)
  const adapter = new AppendingFile(path, fsync)
  const file = new Low<FileText>(adapter, { whole: true, pieces: [] })
  const writer = new DataFileWriter()
  const bytes = byteFiles(`${path}.assets`, fsync)
  const unreferred = new Unreferred()
  let found: ReadDataFile | undefined
  let changes: Changes | undefined
  let head: Head | undefined
  let failed = false
  let closed = false
  /** Records in the file, those that were put anew or deleted since included. */
  let records = 0
  /** With more of them it is looked at how many are alive. */
  let mayHold = slack
  let atRest = true
  let isDueAnew = false

  async function put (text: FileText): Promise<void> {
    file.data = text
    await file.write()
  }

  /** Writes what is to be written, or all of it. */
  async function write (everything = false): Promise<void> {
    if (changes === undefined || head === undefined) return
    if (everything) return await writeAnew(changes, head)
    if (isDueAnew && await isWrittenAnew(changes, head)) return
    const taken = changes.take()
    if (taken.steps.size === 0) {
      taken.keep()
      return
    }
    try {
      await kept(taken, { whole: false, pieces: [writer.line(taken.steps)] })
    } catch (error) {
      if (!(error instanceof Displaced)) throw error
      await writeAnew(changes, head)
      return
    }
    atRest = false
    records += taken.records
    if (records > mayHold) lookAtSize(changes)
  }

  /** Has the file written anew if most of it is of no matter any more. Nobody waits for that. */
  function lookAtSize (changes: Changes): void {
    mayHold = Math.max(records, 2 * changes.records) + slack
    if (records <= 2 * changes.records + slack) return
    isDueAnew = true
    commit().catch(() => {})
  }

  /** Where there is no room for a second file, the first is added to. */
  async function isWrittenAnew (changes: Changes, head: Head): Promise<boolean> {
    isDueAnew = false
    return await writeAnew(changes, head).then(() => true, () => false)
  }

  async function writeAnew (changes: Changes, head: Head): Promise<void> {
    const taken = changes.takeAll()
    await kept(taken, { whole: true, pieces: writer.document(head, taken.worlds) })
    begin(taken)
    isDueAnew = false
  }

  /** The file is one document, of so many records. */
  function begin (taken: Everything): void {
    ({ records } = taken)
    mayHold = 2 * records + slack
    atRest = true
  }

  /** Puts what was taken on disk. @throws Displaced, StorageFailed: what was taken is then taken again */
  async function kept (taken: Taken, text: FileText): Promise<void> {
    // What nothing in this writing stands for may go once it is on disk, and no earlier.
    const gone = unreferred.take()
    try {
      if (!lock.isHeld()) throw notWritten(path, 'its lock was taken by another process, or removed')
      await put(text)
    } catch (error) {
      taken.putBack()
      for (const hash of gone) unreferred.note(hash)
      if (error instanceof Displaced) throw error
      failed = true
      await sweep(adapter).catch(() => {})
      throw error instanceof StorageFailed ? error : notWritten(path, faultOf(error, path))
    }
    failed = false
    taken.keep()
    await bytes.remove(gone, (hash) => unreferred.mayGo(hash))
    const leftOut = writer.takeLeftOut()
    // Everything else is safe, and whoever writes next hears no more of it.
    if (leftOut.length > 0) throw notWritable(path, leftOut)
  }

  const commit = coalesce(write)
  const stopRetrying = every(retryInterval, () => { if (failed) commit().catch(() => {}) })

  return {
    durable: true,
    async load () {
      try {
        const text = await adapter.read()
        found = text === null ? undefined : parseDataFile([...text.pieces].join(''), path, migrations)
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
      try {
        await sweep(adapter)
        if (stored?.upgradedFrom !== undefined) await copyFile(path, `${path}.v${stored.upgradedFrom}`)
        // A new file is made now, so that a folder that cannot be written to is told at once.
        if (stored === undefined || stored.upgradedFrom !== undefined || !stored.atRest) await write(true)
        else begin(keptAlready(changes))
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
        // At rest it is one document, that a person can read. Nothing is lost where that fails: the lines stay.
        if (!atRest) await write(true).catch(() => {})
      } finally {
        lock.release()
      }
    }
  }
}

/** What was read is what is there. */
function keptAlready (changes: Changes): Everything {
  const taken = changes.takeAll()
  taken.keep()
  return taken
}

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
