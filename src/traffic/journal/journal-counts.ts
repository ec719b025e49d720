import type { Operation } from '../operation.js'

export interface Tally {
  /** Requests that arrived, answered or not. */
  arrived: number
  evicted: number
  readonly statuses: Map<number, number>
}

/** Exact counts of the requests of a world since its reset, whatever the journal still holds. */
export class Counts {
  readonly #tallies = new Map<Operation, Tally>()

  get tallies (): ReadonlyMap<Operation, Tally> { return this.#tallies }

  arrived (operation: Operation): void {
    this.#tally(operation).arrived++
  }

  answered (operation: Operation, status: number, before: number | null): void {
    const { statuses } = this.#tally(operation)
    if (before !== null) add(statuses, before, -1)
    add(statuses, status, 1)
  }

  evicted (operation: Operation): void {
    this.#tally(operation).evicted++
  }

  #tally (operation: Operation): Tally {
    let tally = this.#tallies.get(operation)
    if (tally === undefined) this.#tallies.set(operation, tally = { arrived: 0, evicted: 0, statuses: new Map() })
    return tally
  }
}

/** Requests by status over all operations; 0: broken connections. */
export function statusCounts (counts: Counts): Map<number, number> {
  const sums = new Map<number, number>()
  for (const { statuses } of counts.tallies.values()) {
    for (const [status, count] of statuses) if (count > 0) add(sums, status, count)
  }
  return sums
}

function add (counts: Map<number, number>, status: number, count: number): void {
  counts.set(status, (counts.get(status) ?? 0) + count)
}
