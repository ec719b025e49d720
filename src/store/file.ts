import { copyFile, realpath, rm } from 'node:fs/promises'
import type { Adapter } from 'lowdb'
import { basename, dirname, join, resolve } from 'node:path'
import { every } from '../kernel/clock.js'
import { DomainError, Invalid } from '../kernel/errors.js'
import { byteFiles } from './byte-files.js'
import { Changes } from './changes.js'
import { coalesce } from './coalesce.js'
import { dataFileWriter, format, parseDataFile, unusable, type DataFile, type ReadDataFile } from './data-file.js'
import { faultOf, isFault, notWritten } from './file-faults.js'
import { takeLock, type LockTimes } from './lock.js'
import { migrations as allMigrations, versionAfter, type Migration } from './migrations.js'
import { restoreWorlds } from './restore.js'
import type { Store, StoredState } from './store.js'

/** For tests: other migrations, faster locks. */
export interface FileStoreSettings { migrations?: readonly Migration[], lock?: LockTimes }

/** How often changes that could not be written are tried again, ms. */
const retryInterval = 5000

/**
 * Keeps the worlds' changes in one JSON file, written as a whole to a temporary file and renamed; uploaded bytes in
 * `<file>.assets/`. `<file>.lock` keeps other processes away until close (decisions/0005-data-file.md).
 * @throws Invalid with a sentence when the file cannot be used or another process has it.
 */
export async function fileStore (given: string, { migrations = allMigrations, lock: lockTimes }: FileStoreSettings = {}): Promise<Store> {
  const path = await realPathOf(given)
  const [{ Low }, { DataFile: JsonFile }] = await Promise.all([import('lowdb'), import('lowdb/node')])
  const lock = await takeLock(path, lockTimes)
  const adapter = new JsonFile<ReadDataFile>(path, { parse: (text) => parseDataFile(text, path, migrations), stringify: dataFileWriter() })
  // Low never hands null to its adapter.
  const db = new Low(adapter as Adapter<ReadDataFile | null>, null)
  const bytes = byteFiles(`${path}.assets`)
  let changes: Changes | undefined
  let head: Omit<DataFile, 'worlds'> | undefined
  let failed = false
  let closed = false

  async function write (everything = false): Promise<void> {
    if (changes === undefined || head === undefined || !(everything || changes.pending)) return
    if (!lock.isHeld()) throw notWritten(path, 'its lock was taken by another process, or removed')
    const snapshot = changes.take()
    db.data = { ...head, worlds: snapshot.worlds }
    try {
      await db.write()
    } catch (error) {
      failed = true
      await rm(temporaryOf(path), { force: true }).catch(() => {})
      throw notWritten(path, faultOf(error, path))
    }
    failed = false
    changes.saved(snapshot)
  }

  const commit = coalesce(write)
  const stopRetrying = every(retryInterval, () => { if (failed) commit().catch(() => {}) })

  return {
    durable: true,
    async load () {
      try {
        await db.read()
      } catch (error) {
        throw error instanceof DomainError ? error : unusable(path, `cannot be read: ${faultOf(error, path)}`)
      }
      if (db.data === null) return undefined
      const { world, hash, seed, epoch, start } = db.data
      return { world, hash, seed, epoch, start }
    },
    async attach (worlds, state: StoredState) {
      const stored = db.data
      if (stored !== null) {
        try {
          restoreWorlds(worlds, stored.worlds)
        } catch (error) {
          throw unusable(path, `is damaged: ${(error as Error).message}`)
        }
      }
      changes = new Changes(worlds)
      head = { format, version: versionAfter(migrations), ...state }
      changes.saved(changes.take())
      try {
        await rm(temporaryOf(path), { force: true })
        if (stored?.upgradedFrom !== undefined) await copyFile(path, `${path}.v${stored.upgradedFrom}`)
        // A new file is made now, so that a folder that cannot be written to is told at once.
        if (stored === null || stored.upgradedFrom !== undefined) await write(true)
      } catch (error) {
        changes = undefined
        throw error instanceof DomainError ? error : new Invalid(`cannot write beside the data file ${path}: ${faultOf(error, path)}`, 'data')
      }
    },
    commit,
    putBytes: bytes.put,
    getBytes: bytes.get,
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
