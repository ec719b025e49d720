import { explain } from './explanation.js'

/**
 * What a cut must explain away to be believed, in units of -2 log likelihood: a·ln n + b·φ·ln n + c, φ being the
 * memory of the noise. Chosen by measurement (decisions/0010-regimes.md).
 */
const perRun = 2.9
const perMemory = 1.7
const perCut = -0.6

/** How little a series looks like levels between these cuts and noise: the less, the better. */
function incredibility (values: Float64Array, cuts: readonly number[]): number {
  const { memory, misfit } = explain(values, cuts)
  return misfit + cuts.length * ((perRun + perMemory * memory) * Math.log(values.length) + perCut)
}

/** The set of cuts that explains a series best, noise that remembers taken into account; of equals the last. */
export function mostCredible (values: Float64Array, sets: Iterable<number[]>): number[] {
  let best: number[] = []
  let least = Infinity
  for (const cuts of sets) {
    const found = incredibility(values, cuts)
    if (found > least) continue
    least = found
    best = cuts
  }
  return best
}

/** Fewer and fewer cuts, down to none: each time without the one that is missed least. */
export function * thinned (values: Float64Array, cuts: readonly number[]): Generator<number[]> {
  let left = [...cuts]
  while (left.length > 0) {
    left = mostCredible(values, left.map((dropped) => left.filter((cut) => cut !== dropped)))
    yield left
  }
}
