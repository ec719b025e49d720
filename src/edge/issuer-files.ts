import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { realNow, wait } from '../kernel/clock.js'
import { messageOf } from '../kernel/errors.js'
import { secret } from '../kernel/ids.js'
import { isFault } from '../store/file-faults.js'
import { issuerText, readIssuer, type Issuer } from './issuer.js'

/**
 * The issuers that a folder keeps. Their files are numbered, and the highest number counts. None is ever written over:
 * one that will not do is followed by another, and of several processes that make it the first one wins.
 */
export class IssuerFiles {
  constructor (readonly folder: string) {}

  pathOf (number: number): string {
    return join(this.folder, `issuer-${number}.pem`)
  }

  async prepare (): Promise<void> {
    await mkdir(this.folder, { recursive: true })
  }

  /** The number of the newest; 0 when there is none. */
  async newest (): Promise<number> {
    return Math.max(0, ...await this.#numbers())
  }

  /** An issuer, or what is wrong with its file; undefined when that has gone. */
  async read (number: number): Promise<Issuer | string | undefined> {
    const path = this.pathOf(number)
    for (;;) {
      try {
        return readIssuer(await readFile(path, 'utf8'))
      } catch (error) {
        if (isFault(error, 'ENOENT')) return undefined
        if (isFault(error, 'EACCES') || isFault(error, 'EISDIR')) throw error
        const touched = await stat(path).catch(() => undefined)
        const isBeingWritten = touched !== undefined && realNow() - touched.mtimeMs < patience.forWriting
        if (!isBeingWritten) return `holds no certificate authority (${messageOf(error)})`
        await wait(patience.between)
      }
    }
  }

  /** Keeps an issuer under a number that is free, whole or not at all. False when another has that number by now. */
  async add (number: number, issuer: Issuer): Promise<boolean> {
    const draft = await this.#draft(issuerText(issuer), 0o600)
    try {
      await link(draft, this.pathOf(number))
      return true
    } catch (error) {
      if (isFault(error, 'EEXIST')) return false
      if (!linkless.some((code) => isFault(error, code))) throw error
      return await writtenHere(this.pathOf(number), issuerText(issuer))
    } finally {
      await rm(draft, { force: true })
    }
  }

  /** Puts a file for clients there, if it is not there already. */
  async publish (name: string, content: Buffer): Promise<void> {
    const path = join(this.folder, name)
    const before = await readFile(path).catch(() => undefined)
    if (before?.equals(content) === true) return
    const draft = await this.#draft(content, 0o644)
    await rename(draft, path)
  }

  /** Removes the issuers before a number, and what processes left behind that were killed while they wrote. */
  async tidy (number: number): Promise<void> {
    const old = (await this.#numbers()).filter((each) => each < number).map((each) => this.pathOf(each))
    const drafts = (await readdir(this.folder)).filter((name) => name.endsWith('.tmp'))
    const left = await Promise.all(drafts.map((name) => join(this.folder, name)).map(async (path) => {
      const touched = await stat(path).catch(() => undefined)
      return touched !== undefined && realNow() - touched.mtimeMs > patience.forDrafts ? [path] : []
    }))
    await Promise.all([...old, ...left.flat()].map(async (path) => { await rm(path, { force: true }) }))
  }

  async #numbers (): Promise<number[]> {
    const names = await readdir(this.folder)
    return names.flatMap((name) => {
      const [, digits] = /^issuer-(\d{1,9})\.pem$/.exec(name) ?? []
      return digits === undefined ? [] : [Number(digits)]
    })
  }

  async #draft (content: string | Buffer, mode: number): Promise<string> {
    const path = join(this.folder, `${secret()}.tmp`)
    await writeDown(path, content, mode)
    return path
  }
}

/** What file systems say that know no links; who reads what is half-written there looks again. */
const linkless = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK'] as const

/** How long another process may take to write a file, between two looks at it, and before a draft is abandoned. ms. */
const patience = { forWriting: 2000, between: 50, forDrafts: 60_000 } as const

async function writtenHere (path: string, content: string): Promise<boolean> {
  try {
    await writeDown(path, content, 0o600)
    return true
  } catch (error) {
    if (isFault(error, 'EEXIST')) return false
    throw error
  }
}

/** To the disk; only a new file gets the mode it is meant to have. */
async function writeDown (path: string, content: string | Buffer, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}
