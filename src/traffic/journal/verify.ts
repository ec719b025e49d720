import { matcherOf, type Matcher, type RequestMatch } from '../match.js'
import { countOf, evictedOf } from './counting.js'
import type { Journal } from './journal.js'
import { nearMisses, type NearMiss } from './near-miss.js'

/** What is expected of the requests that match. */
export interface Expectation {
  readonly exactly?: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly never?: boolean
}

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

/** A number of requests that is expected or known: at least, and at most. */
type Bounds = readonly [low: number, high: number]

function boundsOf ({ exactly, atLeast, atMost, never }: Expectation): Bounds {
  if (never === true) return [0, 0]
  if (exactly !== undefined) return [exactly, exactly]
  // Where nothing is said, one is expected.
  return [atLeast ?? (atMost === undefined ? 1 : 0), atMost ?? Infinity]
}

const times = (count: number): string => count === 1 ? 'once' : `${count} times`

function sayExpected ([low, high]: Bounds): string {
  if (high === 0) return 'never'
  if (low === high) return `exactly ${times(low)}`
  if (high === Infinity) return `at least ${times(low)}`
  return low === 0 ? `at most ${times(high)}` : `from ${low} to ${high} times`
}

/** Whether as many came as were expected: for certain, perhaps, or not. */
function judge ([low, high]: Bounds, [min, max]: Bounds): 'verified' | 'undecidable' | 'failed' {
  if (min >= low && max <= high) return 'verified'
  return max >= low && min <= high ? 'undecidable' : 'failed'
}

function sayCounted (journal: Journal, wanted: Bounds, seen: Bounds): string {
  const expected = sayExpected(wanted)
  const [min, max] = seen
  const judgement = judge(wanted, seen)
  if (judgement === 'verified') return `seen as expected: ${expected}`
  if (judgement === 'failed') {
    return `expected ${expected}, seen ${min === max ? times(min) : `from ${min} to ${max} times`}`
  }
  return `undecidable: expected ${expected}, seen ${times(min)} among the requests held, and ${sayLost(journal)}; ` +
    `up to ${max - min} of them might match`
}

/** What the journal cannot tell of. */
function sayLost ({ evicted, total, earlier: { perhaps } }: Journal): string {
  const known = `${evicted} of ${total} requests were evicted from the journal`
  if (perhaps === 0) return known
  const maybe = `up to ${perhaps} may have come to an evicted world of this name ` +
    '(too many were evicted to remember all)'
  return evicted === 0 ? maybe : `${known}, and ${maybe}`
}

/** Whether the requests that match are as many as expected; at least one where nothing is said. */
export function verify (journal: Journal, match: RequestMatch, expectation: Expectation): Verdict {
  const matcher = matcherOf(match)
  const { min, max, matches } = countOf(journal, matcher)
  const wanted = boundsOf(expectation)
  const judgement = judge(wanted, [min, max])
  const [low] = wanted
  return {
    verified: judgement === 'verified',
    undecidable: judgement === 'undecidable',
    message: sayCounted(journal, wanted, [min, max]),
    count: min === max ? min : null,
    between: [min, max],
    matches: matches.slice(-10),
    nearMisses: judgement !== 'verified' && min < low ? nearMisses(journal, matcher) : []
  }
}

/** Whether requests came that match one after the other; others may lie between. */
export function verifyOrder (journal: Journal, inOrder: readonly RequestMatch[]): Verdict {
  const matchers = inOrder.map((match) => matcherOf(match))
  const found: number[] = []
  for (const entry of journal.entries()) if (matchers[found.length]?.fits(entry) === true) found.push(entry.seq)
  const missing = matchers[found.length]
  const undecidable = missing !== undefined && mayBeginEvicted(journal, matchers)
  return {
    verified: missing === undefined,
    undecidable,
    message: sayOrdered(journal, found, { verified: missing === undefined, undecidable }),
    count: undecidable ? null : found.length,
    between: [found.length, undecidable ? matchers.length : found.length],
    matches: found,
    nearMisses: missing === undefined ? [] : nearMisses(journal, missing, found.at(-1))
  }
}

type Decision = Pick<Verdict, 'verified' | 'undecidable'>

function sayOrdered (journal: Journal, found: readonly number[], { verified, undecidable }: Decision): string {
  if (verified) return `seen in order: ${found.map((seq) => `#${seq}`).join(', ')}`
  if (undecidable) {
    return `undecidable: the first of these requests may be among those no longer held: ${sayLost(journal)}`
  }
  const last = found.at(-1)
  if (last === undefined) return 'no request matches the first of the sequence'
  return `after #${last} no request matches number ${found.length + 1} of the sequence`
}

/**
 * Whether evicted requests, all of them older than those held, may be the beginning of the sequence: as much of its end
 * as possible is looked for among those held, and all before that must be able to have been evicted.
 */
function mayBeginEvicted (journal: Journal, matchers: readonly Matcher[]): boolean {
  if (journal.lost === 0) return false
  const begun = [...matchers]
  for (const entry of journal.entries().toReversed()) if (begun.at(-1)?.fits(entry) === true) begun.pop()
  return begun.length <= journal.lost && begun.every(({ match }) => evictedOf(journal, match) > 0)
}
