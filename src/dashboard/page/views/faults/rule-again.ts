import type { Fault } from '../overview/fault-words.js'
import { isOver } from './rule-words.js'

/**
 * What puts a rule in force again: without its id, and with what it began with. undefined: it is in force, or it had a
 * window, which is not known to be wanted at another time.
 */
export function ruleAgain (fault: Fault): object | undefined {
  const { match, effect, sequence, then, after, every, share, times, window: { from, until } } = fault
  if (!isOver(fault) || from !== null || until !== null) return undefined
  const steps = sequence === undefined ? { effect } : { sequence, then }
  return { match, ...steps, after, every, share, ...times === null ? {} : { times } }
}
