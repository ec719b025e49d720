import { access, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StorageFailed } from '../kernel/errors.js'
import { sha256 } from '../kernel/ids.js'
import { faultOf, isFault } from './file-faults.js'

/** Files named by the SHA-256 of their content, in one folder that is made with the first of them. */
export interface ByteFiles {
  put (bytes: Uint8Array): Promise<string>
  get (hash: string): Promise<Uint8Array | undefined>
  /** The names of all that are there. */
  list (): Promise<string[]>
  /** Removes those that may go when their turn comes. One that cannot be removed stays. */
  remove (hashes: readonly string[], mayGo: (hash: string) => boolean): Promise<void>
}

const hashPattern = /^[0-9a-f]{64}$/

/** `synced`: they are on the device, not just with the operating system, when `put` resolves. */
export function byteFiles (folder: string, synced = false): ByteFiles {
  let ready: Promise<void> | undefined
  let writes = 0
  const removals = new Map<string, Promise<void>>()
  /** Makes the folder, and sweeps out what a process that was killed left half-written. */
  const prepare = async (): Promise<void> => {
    await mkdir(folder).catch((error: unknown) => { if (!isFault(error, 'EEXIST')) throw error })
    const leftOver = (await readdir(folder)).filter((name) => name.endsWith('.tmp'))
    await Promise.all(leftOver.map(async (name) => { await rm(join(folder, name), { force: true }) }))
  }
  return {
    async put (bytes) {
      const hash = sha256(bytes)
      const path = join(folder, hash)
      const temporary = join(folder, `${hash}.${++writes}.tmp`)
      try {
        await (ready ??= prepare())
        // One that is on its way out is still there, but not for long.
        await removals.get(hash)
        if (await exists(path)) return hash
        await writeFile(temporary, bytes, { flag: 'wx' })
        if (synced) await sync(temporary)
        await rename(temporary, path)
        if (synced) await sync(folder)
      } catch (error) {
        ready = undefined
        await rm(temporary, { force: true }).catch(() => {})
        throw new StorageFailed(`the file could not be stored: ${faultOf(error, path)}`)
      }
      return hash
    },
    async get (hash) {
      if (!hashPattern.test(hash)) return undefined
      try {
        return await readFile(join(folder, hash))
      } catch (error) {
        if (isFault(error, 'ENOENT')) return undefined
        throw new StorageFailed(`a stored file could not be read: ${faultOf(error, folder)}`)
      }
    },
    list: async () => (await readdir(folder).catch(() => [])).filter((name) => hashPattern.test(name)),
    async remove (hashes, mayGo) {
      for (const hash of hashes) {
        if (!mayGo(hash)) continue
        const removal = rm(join(folder, hash), { force: true }).catch(() => {})
        removals.set(hash, removal)
        await removal
        removals.delete(hash)
      }
    }
  }
}

/** Puts a file on the device, or what a folder says of its files. */
export async function sync (path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

const exists = async (path: string): Promise<boolean> => await access(path).then(() => true, () => false)
