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
 * Sums of a growing series, for its bounds in constant time and space. Sums are taken of distances from the first value:
 * exact for integers as long as n·Σd² < 2⁵³, free of cancellation for a level far from zero, and a constant series has
 * σ = 0 exactly. Welford's recurrence was rejected: it misses the documents' sample in the last digit.
 */
class Sums {
  #n = 0
  #first = 0
  #sum = 0
  #squares = 0

  add (value: number): void {
    if (this.#n === 0) this.#first = value
    const distance = value - this.#first
    this.#n++
    this.#sum += distance
    this.#squares += distance * distance
  }

  bounds (): Bounds {
    const n = this.#n
    const baseline = this.#first + this.#sum / n
    const sigma = Math.sqrt(Math.max(0, n * this.#squares - this.#sum * this.#sum)) / n
    return { baseline, lower_boundary: baseline - 3 * sigma, upper_boundary: baseline + 3 * sigma }
  }
}

/** Bounds of a growing series, one value at a time. */
export function boundsAccumulator (): (value: number) => Bounds {
  const sums = new Sums()
  return (value) => {
    sums.add(value)
    return sums.bounds()
  }
}

/** Bounds of all the values together (σ of the population: divided by n). Throws a RangeError for an empty list. */
export function bounds (values: readonly number[]): Bounds {
  if (values.length === 0) throw new RangeError('bounds of no values: at least one run is needed')
  const sums = new Sums()
  for (const value of values) sums.add(value)
  return sums.bounds()
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
