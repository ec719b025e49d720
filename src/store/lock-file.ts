import { closeSync, fstatSync, openSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { realNow } from '../kernel/clock.js'
import { Invalid } from '../kernel/errors.js'
import { secret, sha256 } from '../kernel/ids.js'
import { isJsonObject, isNumber } from '../kernel/json.js'
import { faultOf, isFault } from './file-faults.js'

/** Who holds a lock; the content of its file. */
export interface Owner {
  readonly pid: number
  readonly host: string
  /** ms since the Unix epoch. */
  readonly startedAt: number
  /** Tells any two locks apart. */
  readonly token: string
}

/** A lock file as it was found. */
export interface Found {
  /** Differs for any two locks. */
  readonly identity: string
  readonly owner: Owner | undefined
  /** Its last beat, ms since the Unix epoch. */
  readonly touched: number
}

/** Makes a lock file with this process as its owner and returns it opened; undefined when there is one already. */
export function createLock (lockPath: string): number | undefined {
  const owner: Owner = { pid: process.pid, host: hostname(), startedAt: realNow(), token: secret() }
  let file: number | undefined
  try {
    file = openSync(lockPath, 'wx')
    writeFileSync(file, JSON.stringify(owner))
    return file
  } catch (error) {
    if (file === undefined && isFault(error, 'EEXIST')) return undefined
    if (file !== undefined) {
      closeSync(file)
      rmSync(lockPath, { force: true })
    }
    const why = faultOf(error, lockPath)
    throw new Invalid(`cannot write ${lockPath}, which must lie beside the data file: ${why}`, 'data')
  }
}

/** The lock file as it is now; undefined when it is gone. */
export function lookAtLock (lockPath: string): Found | undefined {
  let file: number | undefined
  try {
    file = openSync(lockPath, 'r')
    const { ino, mtimeMs } = fstatSync(file)
    const text = readFileSync(file, 'utf8')
    // A lock without an owner is just being made, or its maker died over it.
    const owner = ownerIn(text)
    return { identity: owner === undefined ? `${ino} ${mtimeMs}` : text, owner, touched: mtimeMs }
  } catch (error) {
    if (isFault(error, 'ENOENT')) return undefined
    throw new Invalid(`cannot read the lock ${lockPath}: ${faultOf(error, lockPath)}`, 'data')
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function ownerIn (text: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(text)
    return isOwner(owner) ? owner : undefined
  } catch {
    return undefined
  }
}

const isOwner = (value: unknown): value is Owner =>
  isJsonObject(value) && Number.isInteger(value.pid) && isNumber(value.startedAt) && typeof value.host === 'string'

/**
 * Removes a lock that was found abandoned, and no other: of all who found it so one at a time may claim it, and looks
 * again before it removes anything. False when somebody else has the claim; one older than `silence` ms is dropped.
 * Whoever is first then makes the new lock.
 */
export function removeLock (lockPath: string, found: Found, silence: number): boolean {
  const claim = `${lockPath}.${sha256(found.identity).slice(0, 16)}`
  try {
    writeFileSync(claim, '', { flag: 'wx' })
  } catch (error) {
    if (!isFault(error, 'EEXIST')) {
      throw new Invalid(`cannot take over the lock ${lockPath}: ${faultOf(error, lockPath)}`, 'data')
    }
    const claimed = statSync(claim, { throwIfNoEntry: false })
    if (claimed !== undefined && realNow() - claimed.mtimeMs > silence) rmSync(claim, { force: true })
    return false
  }
  try {
    if (lookAtLock(lockPath)?.identity === found.identity) unlinkSync(lockPath)
  } finally {
    rmSync(claim, { force: true })
  }
  return true
}
