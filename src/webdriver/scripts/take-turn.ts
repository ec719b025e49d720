import type { Asked, Outcome } from './facade/asked.js'
import { Interrupted, type Realm } from './realm.js'
import type { Ended, What } from './turns.js'

/** Timers that are due at once, as a page may go on making them. */
const mostTimers = 1000

/** Does what the host wants of a realm, and tells how it ended. */
export function takeTurn (realm: Realm, what: What): Ended {
  try {
    const ended = taken(realm, what)
    return ended.ended === 'well' ? { ...ended, next: untilNext(realm) } : ended
  } catch (error) {
    if (error instanceof Interrupted) return { ended: 'late', isLost: false }
    return { ended: 'lost', message: error instanceof Error ? error.message : String(error) }
  }
}

const well = (answer: unknown): Ended => ({ ended: 'well', answer, next: null })

function taken (realm: Realm, what: What): Ended {
  if (what.do === 'execute') return execute(realm, what.given, what.timeout)
  if (what.do === 'due') return due(realm)
  return well(realm.enter(what.do, what.given))
}

function untilNext (realm: Realm): number | null {
  const next = realm.enter('next', null)
  return typeof next === 'number' ? Math.max(0, next - realm.elapsed()) : null
}

/**
 * A client's script to its end: while it waits, time passes to the next timer, and to the timeout when no timer is left
 * or the next one comes too late.
 */
function execute (realm: Realm, given: Asked['execute'], timeout: number | null): Ended {
  const end = timeout === null ? Number.POSITIVE_INFINITY : realm.pageNow + timeout
  realm.enter('execute', given)
  for (;;) {
    const outcome = realm.enter('outcome', null) as Outcome
    if (outcome.state !== 'pending') return well(outcome)
    const wait = outcome.next === null ? Number.POSITIVE_INFINITY : Math.max(0, outcome.next - realm.elapsed())
    if (wait === Number.POSITIVE_INFINITY || realm.pageNow + wait > end) {
      if (timeout !== null) realm.pass(end - realm.pageNow)
      return { ended: 'late', isLost: false }
    }
    realm.pass(wait)
    realm.enter('tick', null)
  }
}

function due (realm: Realm): Ended {
  for (let count = 0; count < mostTimers && realm.enter('tick', null) === true; count++);
  return well(null)
}
