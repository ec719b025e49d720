import { closeSync, fstatSync, futimesSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { every, realNow, wait } from '../kernel/clock.js'
import { Taken } from '../kernel/errors.js'
import { isFault } from './file-faults.js'
import { createLock, lookAtLock, removeLock, type Found, type Owner } from './lock-file.js'

export interface Lock {
  /** Whether the file is still ours: nobody took it for abandoned while this process stood still. */
  isHeld (): boolean
  /** Gives the file up, for the next one. */
  release (): void
}

/** How often the owner shows that it lives, and after what silence it counts as dead. ms. */
export interface LockTimes { beat: number, silence: number }

const usualTimes: LockTimes = { beat: 1000, silence: 10_000 }

/** Somebody who hears a sentence: a log. */
export type Tell = (sentence: string) => void

/**
 * Takes the lock on a data file. A lock of a dead process of this host is taken over at once; where that cannot be told
 * (another host, or a process number that may have been given away again) the lock is watched: a beat shows its owner
 * alive, silence shows it abandoned.
 * @param tell is told when it has to be watched, and when it was taken over
 * @throws Taken with a sentence that names the owner.
 */
export async function takeLock (path: string, times: LockTimes = usualTimes, tell: Tell = () => {}): Promise<Lock> {
  const { beat, silence } = times
  const lockPath = `${path}.lock`
  for (;;) {
    const file = createLock(lockPath)
    if (file !== undefined) return hold(lockPath, file, beat)
    const found = lookAtLock(lockPath)
    if (found === undefined) continue
    const waiting = waitingFor(path, found, tell)
    const state = isLeftBehind(found) ? 'abandoned' : await watch(lockPath, found, times, waiting)
    if (state === 'alive') throw inUse(path, found)
    if (state !== 'abandoned') continue
    if (removeLock(lockPath, found, silence)) tell(`the data file ${path} was left locked by ${holderOf(found)}`)
    else await wait(beat / 20)
  }
}

/** Says what is waited for, and how long at most. */
const waitingFor = (path: string, found: Found, tell: Tell) => (ms: number): void => {
  const held = `the data file ${path} is locked by ${holderOf(found)}`
  tell(`${held}, which may be gone: waiting up to ${Math.ceil(ms / 1000)} s for a sign of life`)
}

function inUse (path: string, found: Found): Taken {
  const advice = 'stop that one first, or choose another --data file'
  return new Taken(`the data file ${path} is in use by ${holderOf(found)}: ${advice}`)
}

const holderOf = ({ owner }: Found): string => owner === undefined ? 'another process' : nameOf(owner)

const nameOf = ({ pid, host, startedAt }: Owner): string =>
  `process ${pid} on host ${host} since ${new Date(startedAt).toISOString()}`

/** The locks of this process, by what lets each go. */
const held = new Set<() => void>()

/** A process that ends in the midst of things lets its locks go: nobody need watch them for signs of life. */
function releaseAtExit (release: () => void): void {
  if (held.size === 0) process.once('exit', releaseAll)
  held.add(release)
}

function releaseAll (): void {
  for (const release of held) release()
}

function keepAtExit (release: () => void): void {
  held.delete(release)
  if (held.size === 0) process.removeListener('exit', releaseAll)
}

function hold (lockPath: string, file: number, beat: number): Lock {
  const { ino, dev } = fstatSync(file)
  let released = false
  const isHeld = (): boolean => {
    const now = statSync(lockPath, { throwIfNoEntry: false })
    return !released && now?.ino === ino && now.dev === dev
  }
  const stop = every(beat, () => {
    try {
      // By descriptor: a lock that somebody else took over in the meantime is not kept alive for them.
      futimesSync(file, realNow() / 1000, realNow() / 1000)
    } catch {
      // A beat that is missed is made up for by the next one; isHeld tells when it was one too many.
    }
  })
  const release = (): void => {
    if (released) return
    stop()
    const ours = isHeld()
    released = true
    closeSync(file)
    if (ours) rmSync(lockPath, { force: true })
    keepAtExit(release)
  }
  releaseAtExit(release)
  return { isHeld, release }
}

/** Whether the owner was a process of this host that has ended for certain. */
function isLeftBehind ({ owner }: Found): boolean {
  if (owner?.host !== hostname()) return false
  // The first process of a container has the number of the one before it: ours, but from before our time.
  if (owner.pid === process.pid) return owner.startedAt < realNow() - process.uptime() * 1000
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (error) {
    return isFault(error, 'ESRCH')
  }
}

/** What was seen of a lock: a beat, silence, or that it is another one, or gone. */
type Watched = 'alive' | 'abandoned' | 'changed'

/**
 * Waits for a beat or for silence; for two beats at least, as the clocks of two hosts may differ.
 * @param waiting is told how long at most, ms
 */
async function watch (
  lockPath: string, found: Found, { beat, silence }: LockTimes, waiting: (ms: number) => void
): Promise<Watched> {
  const most = Math.min(silence, Math.max(2.5 * beat, silence - (realNow() - found.touched)))
  waiting(most)
  const until = realNow() + most
  while (realNow() < until) {
    await wait(beat / 20)
    const now = lookAtLock(lockPath)
    if (now?.identity !== found.identity) return 'changed'
    if (now.touched !== found.touched) return 'alive'
  }
  return 'abandoned'
}
