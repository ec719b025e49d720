import type { Journal } from './journal.js'
import { isCounted, matcherOf, mayFit, statusFits, type Matcher, type RequestMatch } from './match.js'
import { nearMisses, type NearMiss } from './near-miss.js'

/** What is expected of the requests that match. */
export interface Expectation { readonly exactly?: number, readonly atLeast?: number, readonly atMost?: number, readonly never?: boolean }

export interface Verdict {
  verified: boolean
  /** Requests that the journal no longer holds might decide otherwise. */
  undecidable: boolean
  message: string
  /** How many requests match: known exactly, or null. */
  count: number | null
  /** How many there are at least and at most, evicted ones included. */
  between: [min: number, max: number]
  /** Requests that match, the newest ten. */
  matches: number[]
  nearMisses: NearMiss[]
}

/** How many requests match. Evicted ones are counted where the exact counts tell them, else they widen the answer. */
export function countOf (journal: Journal, matcher: Matcher): { min: number, max: number, matches: number[] } {
  const entries = journal.entries()
  const matches = entries.filter((entry) => matcher.fits(entry)).map(({ seq }) => seq)
  if (journal.evicted === 0) return { min: matches.length, max: matches.length, matches }
  if (isCounted(matcher.match)) {
    const all = countedOf(journal, matcher.match)
    return { min: all, max: all, matches }
  }
  return { min: matches.length, max: matches.length + evictedOf(journal, matcher.match), matches }
}

/** What the exact counts say of a match by operation, vendor and status. */
function countedOf ({ counts }: Journal, match: RequestMatch): number {
  let sum = 0
  for (const [operation, { arrived, statuses }] of counts.tallies) {
    if (!mayFit(match, operation)) continue
    if (match.status === undefined) sum += arrived
    else for (const [status, count] of statuses) if (statusFits(match.status, status)) sum += count
  }
  return sum
}

/** How many evicted requests might fit: those for the operation, and no more than had the status. */
function evictedOf (journal: Journal, match: RequestMatch): number {
  let sum = 0
  for (const [operation, { evicted, statuses }] of journal.counts.tallies) {
    if (!mayFit(match, operation) || evicted === 0) continue
    if (match.status === undefined) {
      sum += evicted
      continue
    }
    let answered = 0
    for (const [status, count] of statuses) if (statusFits(match.status, status)) answered += count
    const held = journal.entries().filter((entry) => entry.operation === operation && statusFits(match.status!, entry.status)).length
    sum += Math.min(evicted, Math.max(0, answered - held))
  }
  return sum
}

function boundsOf ({ exactly, atLeast, atMost, never }: Expectation): [low: number, high: number] {
  if (never === true) return [0, 0]
  if (exactly !== undefined) return [exactly, exactly]
  return [atLeast ?? (atMost === undefined ? 1 : 0), atMost ?? Infinity]
}

function sayExpected ([low, high]: [number, number]): string {
  if (high === 0) return 'never'
  if (low === high) return `exactly ${times(low)}`
  if (high === Infinity) return `at least ${times(low)}`
  return low === 0 ? `at most ${times(high)}` : `from ${low} to ${high} times`
}

const times = (count: number): string => count === 1 ? 'once' : `${count} times`

/** Whether the requests that match are as many as expected; at least one where nothing is said. */
export function verify (journal: Journal, match: RequestMatch, expectation: Expectation): Verdict {
  const matcher = matcherOf(match)
  const { min, max, matches } = countOf(journal, matcher)
  const [low, high] = boundsOf(expectation)
  const verified = min >= low && max <= high
  const undecidable = !verified && max >= low && min <= high
  const expected = sayExpected([low, high])
  const evicted = `${journal.evicted} of ${journal.total} requests were evicted from the journal`
  const message = verified
    ? `seen as expected: ${expected}`
    : undecidable
      ? `undecidable: expected ${expected}, seen ${times(min)} among the requests held, and ${evicted}; up to ${max - min} of them might match`
      : `expected ${expected}, seen ${min === max ? times(min) : `from ${min} to ${max} times`}`
  return {
    verified,
    undecidable,
    message,
    count: min === max ? min : null,
    between: [min, max],
    matches: matches.slice(-10),
    nearMisses: !verified && min < low ? nearMisses(journal, matcher) : []
  }
}

/** Whether requests came that match one after the other; others may lie between. */
export function verifyOrder (journal: Journal, inOrder: readonly RequestMatch[]): Verdict {
  const matchers = inOrder.map(matcherOf)
  const entries = journal.entries()
  const found: number[] = []
  for (const entry of entries) if (found.length < matchers.length && matchers[found.length]!.fits(entry)) found.push(entry.seq)
  const verified = found.length === matchers.length
  const undecidable = !verified && mayBeginEvicted(journal, matchers)
  const missing = matchers[found.length]
  const message = verified
    ? `seen in order: ${found.map((seq) => `#${seq}`).join(', ')}`
    : undecidable
      ? `undecidable: the first of these requests may be among the ${journal.evicted} that were evicted from the journal`
      : found.length === 0 ? 'no request matches the first of the sequence' : `after #${found.at(-1)} no request matches number ${found.length + 1} of the sequence`
  return {
    verified,
    undecidable,
    message,
    count: undecidable ? null : found.length,
    between: [found.length, undecidable ? matchers.length : found.length],
    matches: found,
    nearMisses: missing === undefined ? [] : nearMisses(journal, missing, found.at(-1))
  }
}

/**
 * Whether evicted requests, all of them older than those held, may be the beginning of the sequence: as much of its end
 * as possible is looked for among those held, and all before that must be able to have been evicted.
 */
function mayBeginEvicted (journal: Journal, matchers: readonly Matcher[]): boolean {
  if (journal.evicted === 0) return false
  let left = matchers.length
  for (const entry of journal.entries().toReversed()) if (left > 0 && matchers[left - 1]!.fits(entry)) left--
  const begun = matchers.slice(0, left)
  return begun.length <= journal.evicted && begun.every(({ match }) => evictedOf(journal, match) > 0)
}
