import { statusFits } from '../checks.js'
import type { Matcher, RequestMatch } from '../match.js'
import { answersTo, type Operation } from '../operation.js'
import type { Journal } from './journal.js'

/** How many requests match at least and at most, evicted ones included; `matches`: the numbers of those held. */
export interface Count { readonly min: number, readonly max: number, readonly matches: number[] }

/** How many requests match. Evicted ones are counted where the exact counts tell them, else they widen the answer. */
export function countOf (journal: Journal, matcher: Matcher): Count {
  const matches = journal.entries().filter((entry) => matcher.fits(entry)).map(({ seq }) => seq)
  const held = matches.length
  if (journal.lost === 0) return { min: held, max: held, matches }
  if (isCounted(matcher.match)) {
    const all = countedOf(journal, matcher.match)
    return { min: all, max: all + earlierOf(journal), matches }
  }
  return { min: held, max: held + evictedOf(journal, matcher.match), matches }
}

/** Requests before the journal began, at most. */
const earlierOf = ({ earlier: { known, perhaps } }: Journal): number => known + perhaps

/** Whether the counts alone can tell how many requests fit: the match names nothing that they do not keep. */
const isCounted = ({ vendor: _vendor, operation: _operation, status: _status, ...others }: RequestMatch): boolean =>
  Object.values(others).every((part) => part === undefined)

/** Whether a request for this operation can fit. */
const mayFit = ({ vendor, operation }: RequestMatch, of: Operation): boolean =>
  (vendor === undefined || vendor === of.vendor) && (operation === undefined || answersTo(of, operation))

/** How many requests were answered with a status that fits. */
function answeredWith (wanted: number | string, statuses: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const [status, count] of statuses) if (statusFits(wanted, status)) sum += count
  return sum
}

/** What the exact counts say of a match by operation, vendor and status. */
function countedOf ({ counts }: Journal, match: RequestMatch): number {
  let sum = 0
  for (const [operation, { arrived, statuses }] of counts.tallies) {
    if (!mayFit(match, operation)) continue
    sum += match.status === undefined ? arrived : answeredWith(match.status, statuses)
  }
  return sum
}

/** How many evicted requests might fit: those for the operation, and no more than had the status. */
export function evictedOf (journal: Journal, match: RequestMatch): number {
  const { status } = match
  let sum = earlierOf(journal)
  for (const [operation, { evicted, statuses }] of journal.counts.tallies) {
    if (!mayFit(match, operation) || evicted === 0) continue
    if (status === undefined) {
      sum += evicted
      continue
    }
    const held = journal.entries().filter((entry) => entry.operation === operation && statusFits(status, entry.status))
    sum += Math.min(evicted, Math.max(0, answeredWith(status, statuses) - held.length))
  }
  return sum
}
