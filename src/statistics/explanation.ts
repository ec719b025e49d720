/**
 * How well levels explain a series whose noise may remember: run after run a little of the last deviation is left, as
 * on machines that warm up or lines that are busy for an hour (autoregressive noise of order one). Between two levels
 * and one level with such a memory, the likelihood decides.
 */

/** Deviations count as this many standard deviations at most, so that a lone slow run is no evidence. */
const clip = 2.75

/** E[z² | |z| is among the smaller nine tenths] of a standard normal z. */
const trimmedNormalVariance = 0.6230

/** What a memory costs that the series would have to have, in units of −2 log likelihood. */
const priceOfMemory = 0.5

/** Estimates of the memory of short stretches are too low by about (1 + 3φ)/n for each level that was fitted. */
const lostMemory = 0.75

/** More memory than this is a level that wanders, which cuts describe. */
const mostMemory = 0.9

export interface Explanation {
  /** Correlation of neighbouring deviations from the level, 0 to 0.9. */
  readonly memory: number
  /** −2 log likelihood, but for a constant. */
  readonly misfit: number
}

/** Explains values by a level between every two of `cuts` (ascending starts of the second and later stretches). */
export function explain (values: Float64Array, cuts: readonly number[]): Explanation {
  const deviations = clipped(deviationsFrom(values, cuts))
  const freedom = Math.max(1, values.length - cuts.length - 1)
  const memory = memoryOf(deviations, cuts.length + 1)
  const without = misfitOf(deviations, 0, freedom)
  const withMemory = misfitOf(deviations, memory, freedom) + priceOfMemory
  return without <= withMemory ? { memory: 0, misfit: without } : { memory, misfit: withMemory }
}

/** Distance of each value from the level of its stretch. */
function deviationsFrom (values: Float64Array, cuts: readonly number[]): Float64Array {
  const deviations = new Float64Array(values.length)
  let start = 0
  for (const end of [...cuts, values.length]) {
    const stretch = values.subarray(start, end)
    const level = levelOf(stretch)
    for (const [index, value] of stretch.entries()) deviations[start + index] = value - level
    start = end
  }
  return deviations
}

/** Huber's estimate of a level: the median, moved three times by the mean deviation of at most three. */
function levelOf (values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length / 2
  let level = 0.5 * ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.floor(middle)] ?? 0))
  for (let pass = 0; pass < 3; pass++) {
    let sum = 0
    for (const value of values) sum += Math.max(-3, Math.min(3, value - level))
    level += sum / values.length
  }
  return level
}

/** Holds outliers to the scale of the others. */
function clipped (deviations: Float64Array): Float64Array {
  const sizes = deviations.map(Math.abs).sort()
  const kept = Math.ceil(0.9 * sizes.length)
  let squares = 0
  for (const size of sizes.subarray(0, kept)) squares += size * size
  const most = clip * Math.max(1e-9, Math.sqrt(squares / kept / trimmedNormalVariance))
  return deviations.map((deviation) => Math.max(-most, Math.min(most, deviation)))
}

function memoryOf (deviations: Float64Array, levels: number): number {
  let squares = 0
  let products = 0
  let last = 0
  for (const deviation of deviations) {
    squares += deviation * deviation
    products += deviation * last
    last = deviation
  }
  const seen = squares === 0 ? 0 : products / squares
  const memory = seen + lostMemory * (1 + 3 * Math.max(0, seen)) * levels / deviations.length
  return Math.max(0, Math.min(mostMemory, memory))
}

/** Likelihood of autoregressive noise, its variance estimated with `freedom` degrees of freedom. */
function misfitOf (deviations: Float64Array, memory: number, freedom: number): number {
  const fresh = 1 - memory * memory
  let [last = 0] = deviations
  let squares = last * last * fresh
  for (const deviation of deviations.subarray(1)) {
    const surprise = deviation - memory * last
    squares += surprise * surprise
    last = deviation
  }
  return deviations.length * Math.log(Math.max(1e-12, squares / freedom)) - Math.log(fresh)
}
