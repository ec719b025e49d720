/** How many requests of each type a fitted load has. */
import { keysOf } from '../keys.js'
import type { NetworkRequest, ResourceType } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { mostRequests, type Pins } from './pins.schema.js'
import { sum } from './sum.js'

/** A number for each type of request. */
class Counts extends Map<ResourceType, number> {
  of (type: ResourceType): number {
    return this.get(type) ?? 0
  }

  add (type: ResourceType, change: number): void {
    this.set(type, this.of(type) + change)
  }

  total (): number {
    return sum([...this.values()])
  }
}

/** How many responses of each type there are to be, and how many requests without one. */
interface WantedCounts { readonly answered: Counts, readonly lost: Counts }

/** Diagnostics that count the requests of one type, with and without a response. */
const countedTypes = [['numScripts', 'Script'], ['numStylesheets', 'Stylesheet'], ['numFonts', 'Font']] as const

export function wantedCounts (requests: readonly NetworkRequest[], pins: Pins): WantedCounts {
  const { requestTypes = {}, diagnostics = {} } = pins
  const answered = new Counts()
  const lost = new Counts()
  for (const { type, failed } of requests) (failed ? lost : answered).add(type, 1)
  const fixed = new Set<ResourceType>(['Document'])
  for (const type of keysOf(requestTypes)) {
    const count = requestTypes[type]?.count
    if (count === undefined) continue
    if (type === 'Document' && count === 0) {
      throw new PinConflict(['requestTypes.Document'], 'a page load has a document')
    }
    answered.set(type, count)
    fixed.add(type)
  }
  for (const [name, type] of countedTypes) {
    const wanted = diagnostics[name]
    if (wanted === undefined) continue
    if (fixed.has(type)) {
      const pinned = answered.of(type)
      if (wanted < pinned) throw new PinConflict([name, `requestTypes.${type}`], `${wanted} is less than ${pinned}`)
      lost.set(type, wanted - pinned)
    } else {
      const kept = Math.min(wanted, lost.of(type))
      lost.set(type, kept)
      answered.set(type, wanted - kept)
    }
    fixed.add(type)
  }
  if (diagnostics.numRequests !== undefined) settleTotal(diagnostics.numRequests, { answered, lost }, fixed)
  const all = answered.total() + lost.total()
  if (all > mostRequests) {
    throw new PinConflict(['numRequests', 'requestTypes'], `${all} requests are more than ${mostRequests}`)
  }
  return { answered, lost }
}

/**
 * Brings the number of requests to `wanted` through the types nobody pinned, else through requests without a response.
 */
function settleTotal (wanted: number, { answered, lost }: WantedCounts, fixed: ReadonlySet<ResourceType>): void {
  let missing = wanted - answered.total() - lost.total()
  const settle = (counts: Counts, type: ResourceType): void => {
    const change = Math.max(-counts.of(type), missing)
    counts.add(type, change)
    missing -= change
  }
  for (const type of ['Image', 'Other', 'XHR', 'Media', 'Script', 'Font', 'Stylesheet'] as const) {
    if (missing !== 0 && !fixed.has(type)) settle(answered, type)
  }
  for (const type of ['Other', 'Image', 'XHR', 'Media'] as const) {
    if (missing < 0 || (missing > 0 && type === 'Other')) settle(lost, type)
  }
  if (missing === 0) return
  const names = ['numRequests', 'requestTypes']
  throw new PinConflict(names, `${wanted} requests are fewer than those of the pinned types`)
}
