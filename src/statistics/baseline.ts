/**
 * Baseline and boundaries of a series of runs: the arithmetic mean and the mean ± 3 standard deviations, the assessed
 * run being one of the values. The only rule that reproduces the sample answers of the Sauce docs (Performance API) to
 * the last digit.
 */
export interface Bounds {
  mean: number
  lower: number
  upper: number
}

/** With the run itself among n values no |z| exceeds √(n−1), so up to this many runs nothing can lie beyond 3σ. */
const mostRunsWithoutOutlier = 10

/**
 * Bounds of all the values together (σ of the population: divided by n). Throws a RangeError for an empty list.
 *
 * Sums are taken of distances from the first value: exact for integers as long as n·Σd² < 2⁵³, free of
 * cancellation for a level far from zero, and a constant series has σ = 0 exactly. Welford's recurrence was rejected:
 * it misses the documents' sample in the last digit.
 */
export function bounds (values: readonly number[]): Bounds {
  const first = values[0]
  if (first === undefined) throw new RangeError('bounds of no values: at least one run is needed')
  const n = values.length
  let sum = 0
  let squares = 0
  for (const value of values) {
    const distance = value - first
    sum += distance
    squares += distance * distance
  }
  const mean = first + sum / n
  const sigma = Math.sqrt(Math.max(0, n * squares - sum * sum)) / n
  return { mean, lower: mean - 3 * sigma, upper: mean + 3 * sigma }
}

/**
 * Whether a value, one of the `count` values the bounds were made of, lies beyond them. Both directions count: an
 * improvement is an outlier too. Values on a boundary are inside, which matters when all are equal.
 */
export function isOutlier (value: number, { lower, upper }: Bounds, count: number): boolean {
  return count > mostRunsWithoutOutlier && (value < lower || value > upper)
}
