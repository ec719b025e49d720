/** E[z² | |z| is among the smaller nine tenths] of a standard normal z. */
const trimmedNormalVariance = 0.6230

/** Standard deviation of what rounding to a grid of step 1 adds: 1/√12. */
const roundingNoise = Math.sqrt(1 / 12)

/**
 * Standard deviation of the run-to-run noise, blind to shifts of the level and to rare outliers: the trimmed root mean
 * square of differences between neighbours (Gasser, Sroka & Jennen-Steinmetz 1986 for the idea of differences). Pairs
 * one to three runs apart are used while the series is short, since there the estimate's own error decides about false
 * alarms; the largest tenth is left out. Never less than what the grid explains on which the values lie; 0 if all
 * neighbours are equal. Differences up to `grain` count as equal.
 */
export function noiseLevel (values: Float64Array, grain: number): number {
  const differences = ascendingDifferences(values, values.length <= 200 ? 3 : 1)
  const step = differences.find((difference) => difference > grain)
  if (step === undefined) return 0
  const kept = Math.ceil(0.9 * differences.length)
  let squares = 0
  for (let i = 0; i < kept; i++) squares += differences[i]! ** 2
  return Math.max(Math.sqrt(squares / kept / 2 / trimmedNormalVariance), step * roundingNoise)
}

/** How far values at most `farthest` places apart differ, for every pair, ascending. */
function ascendingDifferences (values: Float64Array, farthest: number): Float64Array {
  const n = values.length
  const differences = new Float64Array(Math.max(0, farthest * n - farthest * (farthest + 1) / 2))
  let pairs = 0
  for (let lag = 1; lag <= farthest; lag++) {
    for (let i = lag; i < n; i++) differences[pairs++] = Math.abs(values[i]! - values[i - lag]!)
  }
  return differences.sort()
}
