/**
 * Whose turn it is on the line.
 *
 * A line that serves whoever is ready can finish a request earlier because something got worse: a competitor came
 * later. So the order is fixed beforehand, by what depends neither on conditions nor on releases: a reference load of
 * the page before any release, on an endless line and an unthrottled CPU. When its answers would begin to arrive is the
 * order. Then every time of a load is a sum and maximum of durations, and what gets worse never makes anything earlier.
 */
import { inOrderOf } from '../order.js'
import type { PlannedRequest } from '../page/planned-request.js'
import type { ExpectedRequest } from './request-plan.js'
import type { Server, Transfer, Turn } from './transfer.js'

const chunkSize = 64_000
const mostChunks = 8
/** How far apart, in the order, a transfer's chunks are: transfers less than that apart share the line. */
export const chunkSpacing = 2
/** The least distance of two places in the order, ms: they are compared by the microsecond. */
const spacing = 0.001
const connectionsPerHost = 6

const chunksOf = ({ transferSize }: PlannedRequest): number =>
  Math.min(mostChunks, Math.max(1, Math.ceil(transferSize / chunkSize)))

/** How much later, in the order, what nothing waits for comes than it could, ms: what servers do with priorities. */
const patience = 40
/** How long, in the order, a document takes to mention everything, ms: what stands at its end comes later. */
const reading = 40

/** Where a request would like to stand in the order. Beacons hardly use the line: they stand as they are sent. */
function placeOf ({ planned: { stage, type, position }, start, ready }: Transfer): number {
  if (stage === 'beacon') return start
  const yields = (stage === 'deferred' || stage === 'early') && type !== 'XHR'
  return yields ? ready + patience + reading * position : ready
}

/**
 * The turns of all requests of a reference load, by place: after those that a request waits for, and on an HTTP/1.1
 * connection after all chunks of its predecessor.
 */
export function turnsOf (transfers: readonly Transfer[]): Turn[] {
  const turns: Turn[] = []
  // Where the line of each HTTP/1.1 connection ends so far.
  const lineEnds = new Map<number, number>()
  for (const transfer of inOrderOf(transfers.map(({ ready }) => ready), transfers)) {
    const { planned, server, turn: { slot }, after } = transfer
    let first = placeOf(transfer)
    for (const { planned: { place } } of after) first = Math.max(first, (turns[place]?.last ?? 0) + spacing)
    const chunks = chunksOf(planned)
    const length = (chunks - 1) * chunkSpacing
    if (server.host.protocol === 'http/1.1') {
      const line = server.number * connectionsPerHost + slot
      first = Math.max(first, (lineEnds.get(line) ?? -1) + spacing)
      lineEnds.set(line, first + length)
    }
    turns[planned.place] = { slot, chunks, first, last: first + length }
  }
  return turns
}

const asked: Turn = { slot: 0, chunks: 1, first: 0, last: 0 }

/**
 * In the reference load itself there is no order but that of asking. HTTP/2 has one connection, HTTP/1.1 six in turn.
 */
export const nextTurn = (server: Server): Turn => server.host.protocol === 'h2'
  ? asked
  : { ...asked, slot: server.used++ % connectionsPerHost }

/**
 * The turn of a request. One that an accident befell comes as much later. One that was added stands beside its
 * neighbour, chunk by chunk, but on an HTTP/1.1 connection after all of it; of equal places the neighbour's is first.
 */
export function turnOf (turns: readonly Turn[], { planned, host, lateness }: ExpectedRequest): Turn {
  const { place, added } = planned
  const turn = turns[place]
  if (turn === undefined) throw new Error(`request ${place} was not in the reference load`)
  if (lateness > 0) return { ...turn, first: turn.first + lateness, last: turn.last + lateness }
  return added && host.protocol === 'http/1.1' ? { ...turn, first: turn.last } : turn
}
