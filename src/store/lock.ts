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

/**
 * Takes the lock on a data file. A lock of a dead process of this host is taken over at once; where that cannot be told
 * (another host, or a process number that may have been given away again) the lock is watched: a beat shows its owner
 * alive, silence shows it abandoned.
 * @throws Taken with a sentence that names the owner.
 */
export async function takeLock (path: string, times: LockTimes = usualTimes): Promise<Lock> {
  const { beat, silence } = times
  const lockPath = `${path}.lock`
  for (;;) {
    const file = createLock(lockPath)
    if (file !== undefined) return hold(lockPath, file, beat)
    const found = lookAtLock(lockPath)
    if (found === undefined) continue
    const state = isLeftBehind(found) ? 'abandoned' : await watch(lockPath, found, times)
    if (state === 'alive') throw inUse(path, found)
    if (state === 'abandoned' && !removeLock(lockPath, found, silence)) await wait(beat / 20)
  }
}

function inUse (path: string, { owner }: Found): Taken {
  const who = owner === undefined ? 'another process' : nameOf(owner)
  const advice = 'stop that one first, or choose another --data file'
  return new Taken(`the data file ${path} is in use by ${who}: ${advice}`)
}

const nameOf = ({ pid, host, startedAt }: Owner): string =>
  `process ${pid} on host ${host} since ${new Date(startedAt).toISOString()}`

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
  return {
    isHeld,
    release () {
      if (released) return
      stop()
      const ours = isHeld()
      released = true
      closeSync(file)
      if (ours) rmSync(lockPath, { force: true })
    }
  }
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

/** Waits for a beat or for silence; for two beats at least, as the clocks of two hosts may differ. */
async function watch (lockPath: string, found: Found, { beat, silence }: LockTimes): Promise<Watched> {
  const until = realNow() + Math.min(silence, Math.max(2.5 * beat, silence - (realNow() - found.touched)))
  while (realNow() < until) {
    await wait(beat / 20)
    const now = lookAtLock(lockPath)
    if (now?.identity !== found.identity) return 'changed'
    if (now.touched !== found.touched) return 'alive'
  }
  return 'abandoned'
}
