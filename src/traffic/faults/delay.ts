import { stream } from '../../kernel/random.js'
import type { Strike } from './faults.js'

/** No delay is longer, whatever its distribution draws. Ms. */
const longest = 600_000

/**
 * How long the rules hold an answer back together, in ms. Each draw hangs on the rule and on which of its matching
 * requests this is.
 */
export function delayOf (strikes: readonly Strike[], seed: number): number {
  let sum = 0
  for (const { rule: { id, spec: { effect: { delay } } }, number } of strikes) {
    if (delay === undefined) continue
    if (typeof delay === 'number') sum += delay
    else {
      const draw = stream(seed, 'fault', id, 'delay', number)
      if ('uniform' in delay) sum += draw.between(Math.min(...delay.uniform), Math.max(...delay.uniform))
      else sum += draw.logNormal(delay.logNormal.median, delay.logNormal.sigma)
    }
  }
  return Math.min(longest, sum)
}
