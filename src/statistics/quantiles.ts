/** Order statistics and moments. All of them throw a RangeError for an empty list and leave their argument as it is. */

/** Quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996; R's and NumPy's default). */
export function quantile (values: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile of order ${p}: the order lies between 0 and 1`)
  return quantileOfSorted(sorted(values), p)
}

/** Several quantiles of one list for the price of one sort, in the order asked for. */
export function quantiles (values: ArrayLike<number>, orders: readonly number[]): number[] {
  const list = sorted(values)
  return orders.map((p) => quantileOfSorted(list, p))
}

/** Type 7 quantile of a list that is ascending already. */
export function quantileOfSorted (list: ArrayLike<number>, p: number): number {
  const last = nonEmpty(list) - 1
  const at = p * last
  const below = Math.floor(at)
  const low = list[below]!
  const high = list[Math.min(below + 1, last)]!
  return low + (at - below) * (high - low)
}

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5)

/** Median absolute deviation from the median, unscaled; times 1.4826 it estimates σ of normal values. */
export function medianAbsoluteDeviation (values: ArrayLike<number>): number {
  const centre = median(values)
  return median(Float64Array.from(values, (value) => Math.abs(value - centre)))
}

export function mean (values: ArrayLike<number>): number {
  const n = nonEmpty(values)
  const first = values[0]!
  let sum = 0
  for (let i = 1; i < n; i++) sum += values[i]! - first
  return first + sum / n
}

/** Standard deviation in two passes. `ddof` 0 divides by n (population), 1 by n − 1 (sample); n must exceed it. */
export function standardDeviation (values: ArrayLike<number>, ddof: 0 | 1 = 0): number {
  const n = nonEmpty(values)
  if (n <= ddof) throw new RangeError(`standard deviation of ${n} value(s) with ddof ${ddof}`)
  const centre = mean(values)
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - centre) ** 2
  return Math.sqrt(squares / (n - ddof))
}

const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort()

function nonEmpty (values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('no values: at least one is needed')
  return values.length
}
