import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Adapter } from 'lowdb'
import { turn } from '../kernel/turns.js'
import { sync } from './byte-files.js'
import { isFault } from './file-faults.js'

/** Text for a file: all of it, or what comes after all that is there. In pieces, so that much of it blocks nobody. */
export interface FileText { readonly whole: boolean, readonly pieces: Iterable<string> }

/** The file is not as it was left: it cannot be added to, only written anew. */
export class Displaced extends Error {}

/** So much text is written at once, characters. */
const pieceSize = 256 * 1024

/**
 * A text file for lowdb that is written anew as a whole (to a temporary file that takes its place: nobody ever sees a
 * part of it) or added to. What an addition that failed has left behind is cut off by the next.
 */
export class AppendingFile implements Adapter<FileText> {
  /** What it was when it was written last; undefined before that. */
  #known: { length: number, inode: number } | undefined
  #torn = false

  /** `synced`: what is written is on the device, not just with the operating system, when `write` resolves. */
  constructor (readonly path: string, readonly synced: boolean) {}

  /** The file that is written before it takes the other's place. */
  get temporary (): string { return join(dirname(this.path), `.${basename(this.path)}.tmp`) }

  async read (): Promise<FileText | null> {
    try {
      return { whole: true, pieces: [await readFile(this.path, 'utf8')] }
    } catch (error) {
      if (isFault(error, 'ENOENT')) return null
      throw error
    }
  }

  /** @throws Displaced when what is to be added to is not there any more, or another file; what the system says */
  async write ({ whole, pieces }: FileText): Promise<void> {
    await (whole ? this.#replace(pieces) : this.#append([...pieces].join('')))
  }

  async #replace (pieces: Iterable<string>): Promise<void> {
    const file = await open(this.temporary, 'w')
    try {
      let text = ''
      for (const piece of pieces) {
        text += piece
        if (text.length < pieceSize) continue
        await file.writeFile(text)
        text = ''
        await turn()
      }
      await file.writeFile(text)
      if (this.synced) await file.datasync()
      const { size, ino } = await file.stat()
      await rename(this.temporary, this.path)
      this.#known = { length: size, inode: ino }
      this.#torn = false
    } finally {
      await file.close()
    }
    if (this.synced) await sync(dirname(this.path))
  }

  async #append (text: string): Promise<void> {
    const known = this.#known
    if (known === undefined) throw new Displaced()
    const file = await openToAppend(this.path)
    try {
      await this.#cutOff(file, known)
      this.#torn = true
      const bytes = Buffer.from(text)
      await writeAt(file, bytes, known.length)
      if (this.synced) await file.datasync()
      this.#torn = false
      known.length += bytes.length
    } finally {
      await file.close()
    }
  }

  /** Takes away what an addition left that failed half-way. */
  async #cutOff (file: FileHandle, { length, inode }: { length: number, inode: number }): Promise<void> {
    const { size, ino } = await file.stat()
    if (ino !== inode || size < length || (size > length && !this.#torn)) throw new Displaced()
    if (size > length) await file.truncate(length)
  }
}

async function openToAppend (path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    throw isFault(error, 'ENOENT') ? new Displaced() : error
  }
}

/** The system may take less than all of it at once. */
async function writeAt (file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** Removes what a process that was killed has left half-written. */
export const sweep = async ({ temporary }: AppendingFile): Promise<void> => { await rm(temporary, { force: true }) }
