import { realNow } from '../kernel/clock.js'
import { Invalid } from '../kernel/errors.js'
import { parseInstant, startOfDay } from '../kernel/time.js'
import { growBase, type Base } from './base.js'
import type { WorldFile } from './files/world-file.schema.js'

export interface Beginning {
  seed: number
  /** The moment at which the clock stands still, and the epoch: ISO 8601. */
  now?: string | undefined
  /** What a data file kept of an earlier beginning. ms. */
  kept?: { epoch: number, start: number } | undefined
}

const instantOf = (text: string, what: string): number => {
  const at = parseInstant(text)
  if (at === undefined) throw new Invalid(`${what}: "${text}" is no ISO 8601 time of the years 1900 to 9999`, what)
  return at
}

/**
 * Grows a world file now. The epoch that relative times refer to is `now`, else the file's, else the last midnight; the
 * clock stands still at `now`, else where the file says, else it goes with the machine's.
 * @throws Invalid with a sentence when the file cannot be grown.
 */
export function begin (file: WorldFile, { seed, now, kept }: Beginning): Base {
  const frozenText = now ?? file.clock?.frozen
  const frozen = frozenText === undefined ? undefined : instantOf(frozenText, 'now')
  const start = kept?.start ?? frozen ?? realNow()
  const epochText = now ?? file.epoch
  const epoch = kept?.epoch ?? (epochText === undefined ? startOfDay(frozen ?? start) : instantOf(epochText, 'epoch'))
  return growBase({ file, seed, epoch, start }, frozen)
}
