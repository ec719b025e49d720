import type { Difference } from '../checks.js'
import type { Matcher } from '../match.js'
import type { Entry } from './entry.js'
import type { Journal } from './journal.js'

/** A request that nearly matches, and what is different. */
export interface NearMiss {
  seq: number
  at: string
  method: string
  path: string
  operation: string | null
  status: number | null
  /** From 0 (it matches) upwards; less is nearer. */
  distance: number
  differences: Array<Omit<Difference, 'share'>>
}

const most = 3

/** The requests nearest to a match, the newest first among equals. `after`: only those with a greater number. */
export function nearMisses (journal: Journal, matcher: Matcher, after = 0): NearMiss[] {
  const asked = Object.keys(matcher.match).length
  const nearest: Array<{ entry: Entry, distance: number, found: Difference[] }> = []
  for (const entry of journal.entries().toReversed()) {
    if (entry.seq <= after) break
    const found = matcher.differences(entry)
    const distance = found.reduce((sum, { share }) => sum + share, 0)
    // What agrees in nothing is no near miss.
    if (found.length === 0 || distance >= asked) continue
    const place = nearest.findIndex((other) => distance < other.distance)
    if (place === -1 && nearest.length >= most) continue
    nearest.splice(place === -1 ? nearest.length : place, 0, { entry, distance, found })
    nearest.length = Math.min(most, nearest.length)
  }
  return nearest.map(({ entry, distance, found }) => ({
    seq: entry.seq,
    at: new Date(entry.at).toISOString(),
    method: entry.method,
    path: entry.writtenPath,
    operation: entry.operation.name,
    status: entry.status,
    distance: Math.round(distance * 1000) / 1000,
    differences: found.map(({ field, expected, actual }) => ({ field, expected, actual }))
  }))
}
