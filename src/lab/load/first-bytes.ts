/**
 * When answers began to come. A schedule that has each through by its end exists (see line.ts); this is the latest. So
 * an answer comes as late as it can and then without a pause, but where the line is busy with what became ready later.
 */
import { inOrderOf } from '../order.js'
import type { Transfer } from './transfer.js'

/** Finds out when each of these transfers' first byte came: those of a line, whose ends are known. */
export function tellFirstBytes (transfers: readonly Transfer[]): void {
  const ordered = inOrderOf(transfers.map(({ end }) => end), transfers)
  // Those whose last byte has its place and whose first has not, and how long the rest takes. By readiness: backwards,
  // what became ready last has the line.
  const coming: Transfer[] = []
  const left: number[] = []
  let now = Infinity
  for (let next = ordered.length - 1; next >= 0 || coming.length > 0; next--) {
    const transfer = ordered[next]
    const limit = transfer === undefined ? -Infinity : transfer.end
    let last = coming.length - 1
    for (; last >= 0 && now - left[last]! >= limit; last--) {
      now -= left.pop()!
      coming.pop()!.firstByte = now
    }
    if (transfer === undefined) return
    if (last >= 0) left[last]! -= now - limit
    now = limit
    let place = coming.length
    while (place > 0 && coming[place - 1]!.ready > transfer.ready) place--
    coming.splice(place, 0, transfer)
    left.splice(place, 0, transfer.takes)
  }
}
