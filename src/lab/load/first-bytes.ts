/**
 * When answers began to come. A schedule that has each through by its end exists (see line.ts); this is the latest. So
 * an answer comes as late as it can and then without a pause, but where the line is busy with what became ready later.
 */
import { inOrderOf } from '../order.js'
import type { Transfer } from './transfer.js'

/** A transfer whose last byte is placed and whose first is not yet. */
interface Coming { readonly transfer: Transfer, left: number }

/** When each of these transfers' first byte came, in the order of their ends, the last first. */
export function firstBytes (
  transfers: readonly Transfer[], durationOf: (transfer: Transfer) => number, tell: (of: Transfer, at: number) => void
): void {
  const ordered = inOrderOf(transfers.map(({ end }) => end), transfers)
  // By readiness: backwards, what became ready last has the line.
  const coming: Coming[] = []
  let next = ordered.length - 1
  let now = Infinity
  while (next >= 0 || coming.length > 0) {
    const limit = ordered[next]?.end ?? -Infinity
    const last = coming.at(-1)
    if (last !== undefined && now - last.left >= limit) {
      now -= last.left
      coming.pop()
      tell(last.transfer, now)
      continue
    }
    if (last !== undefined) last.left -= now - limit
    now = limit
    const transfer = ordered[next--]!
    let place = coming.length
    while (place > 0 && coming[place - 1]!.transfer.ready > transfer.ready) place--
    coming.splice(place, 0, { transfer, left: durationOf(transfer) })
  }
}
