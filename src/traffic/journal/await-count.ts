import type { Waits } from '../../kernel/waits.js'
import type { Matcher } from '../match.js'
import { countOf } from './counting.js'
import type { Journal } from './journal.js'

export interface Waited { reached: boolean, count: number, cleared: boolean }

/**
 * Resolves when at least `count` answered requests match, or after `timeout` ms of real time. `leave` is called with a
 * function that gives up early, for a client that hangs up.
 */
export async function awaitCount (
  journal: Journal,
  matcher: Matcher,
  count: number,
  timeout: number,
  waits: Waits,
  leave: (stop: () => void) => void
): Promise<Waited> {
  let seen = countOf(journal, matcher).min
  if (seen >= count) return { reached: true, count: seen, cleared: false }
  const counted = new Set(journal.entries().filter((entry) => matcher.fits(entry)).map(({ seq }) => seq))
  return await new Promise((resolve) => {
    const finish = (cleared = false): void => {
      ignore()
      calledOff()
      resolve({ reached: seen >= count, count: seen, cleared })
    }
    const ignore = journal.listen((entry) => {
      if (entry === 'cleared') { finish(true); return }
      if (counted.has(entry.seq) || !matcher.fits(entry)) return
      counted.add(entry.seq)
      if (++seen >= count) finish()
    })
    const calledOff = waits.wait(timeout, finish)
    leave(finish)
  })
}
