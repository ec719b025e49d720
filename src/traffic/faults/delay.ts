import { stream } from '../../kernel/random.js'
import type { Strike } from './rule.js'

/** No delay is longer, whatever its distribution draws. Ms. */
const longest = 600_000

/**
 * How long the rules hold an answer back together, in ms. Each draw hangs on the rule and on which of its matching
 * requests this is.
 */
export function delayOf (strikes: readonly Strike[], seed: number): number {
  let sum = 0
  for (const strike of strikes) sum += delayBy(strike, seed)
  return Math.min(longest, sum)
}

function delayBy ({ rule, number, effect: { delay = 0 } }: Strike, seed: number): number {
  if (typeof delay === 'number') return delay
  const draw = stream(seed, 'fault', rule.id, 'delay', number)
  if ('uniform' in delay) return draw.between(Math.min(...delay.uniform), Math.max(...delay.uniform))
  return draw.logNormal(delay.logNormal.median, delay.logNormal.sigma)
}
