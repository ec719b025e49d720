/**
 * Optimal partitioning with a robust cost. Among all ways to cut a series into segments of at least `shortest` values
 * it finds the one with the least
 *
 *     Σ over segments ( min over θ of Σ min((x − θ)², reach²) ) + penalty · number of cuts
 *
 * exactly, by functional pruning: instead of a number per last cut, the cost is kept as a function of the current
 * segment's level θ, a piecewise quadratic that is updated with each value (R-FPOP: Fearnhead & Rigaill, "Changepoint
 * detection in the presence of outliers", JASA 2019, biweight loss; pruning from Maidstone, Hocking, Rigaill &
 * Fearnhead, Stat. Comput. 2017). The minimum segment is kept exact by letting that function lag `shortest` values
 * behind.
 */
import { cheapest, extend, levelCosts, push, type Best } from './level-costs.js'

export interface PartitionOptions {
  penalty: number
  reach: number
  shortest: number
}

/**
 * Start indexes of the second and later segments, ascending. The values must be finite and of moderate size (see
 * `standardise`).
 */
export function partition (values: Float64Array, { penalty, reach, shortest }: PartitionOptions): number[] {
  const n = values.length
  if (n < 2 * shortest) return []
  const cost = new Float64Array(n + 1).fill(Infinity)
  const lastCut = new Int32Array(n + 1)
  cost[0] = -penalty
  let open = levelCosts()
  let next = levelCosts()
  push(open, Infinity, 0, 0, 0, 0)
  const recent = new Float64Array(shortest)
  const best: Best = { cost: 0, cut: 0 }
  for (let t = shortest; t <= n; t++) {
    const behind = t - shortest
    copyAscending(values, behind, recent)
    cheapest(open, recent, reach, best)
    cost[t] = best.cost
    lastCut[t] = best.cut
    extend(open, next, values[behind]!, reach, cost[behind + 1]! + penalty, behind + 1)
    ;[open, next] = [next, open]
  }
  const cuts: number[] = []
  for (let cut = lastCut[n]; cut !== undefined && cut > 0; cut = lastCut[cut]) cuts.push(cut)
  return cuts.reverse()
}

/** Insertion sort: the lists are as short as the shortest segment. */
function copyAscending (values: Float64Array, from: number, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    const value = values[from + i]!
    let hole = i
    for (; hole > 0 && to[hole - 1]! > value; hole--) to[hole] = to[hole - 1]!
    to[hole] = value
  }
}
