/**
 * Baseline and boundaries of a series of runs: the arithmetic mean and the mean ± 3 standard deviations, the assessed run being
 * one of the values. The only rule that reproduces the sample answers of the Sauce docs (Performance API) to the last digit.
 */
export interface Bounds {
  baseline: number
  lower_boundary: number
  upper_boundary: number
}

/** With the run itself among n values no |z| exceeds √(n−1), so up to this many runs nothing can lie beyond 3σ. */
export const mostRunsWithoutOutlier = 10

/**
 * Bounds of a growing series, one value at a time, in constant time and space. Sums are taken of distances from the first
 * value: exact for integers as long as n·Σd² < 2⁵³, free of cancellation for a level far from zero, and a constant series has
 * σ = 0 exactly. Welford's recurrence was rejected: it misses the documents' sample in the last digit.
 */
export function boundsAccumulator (): (value: number) => Bounds {
  let n = 0
  let first = 0
  let sum = 0
  let squares = 0
  return (value) => {
    if (n === 0) first = value
    const distance = value - first
    n++
    sum += distance
    squares += distance * distance
    const baseline = first + sum / n
    const sigma = Math.sqrt(Math.max(0, n * squares - sum * sum)) / n
    return { baseline, lower_boundary: baseline - 3 * sigma, upper_boundary: baseline + 3 * sigma }
  }
}

/** Bounds of all the values together (σ of the population: divided by n). Throws a RangeError for an empty list. */
export function bounds (values: readonly number[]): Bounds {
  const all = runningBounds(values).at(-1)
  if (all === undefined) throw new RangeError('bounds of no values: at least one run is needed')
  return all
}

/** For every position the bounds of the values up to and including it: bit for bit what `bounds` says of that prefix. */
export function runningBounds (values: readonly number[]): Bounds[] {
  return values.map(boundsAccumulator())
}

/**
 * Whether a value, one of the `count` values the bounds were made of, lies beyond them. Both directions count: an improvement
 * is an outlier too. Values on a boundary are inside, which matters when all are equal.
 */
export function isOutlier (value: number, { lower_boundary: lower, upper_boundary: upper }: Bounds, count: number): boolean {
  return count > mostRunsWithoutOutlier && (value < lower || value > upper)
}
