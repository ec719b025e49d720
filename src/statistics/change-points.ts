/**
 * Where the level of a series of runs shifts for good. Method, sources and measured quality: decisions/0010-regimes.md.
 */
import { mostCredible, thinned } from './credible.js'
import { noiseLevel } from './noise.js'
import { partition } from './partition.js'

export interface ChangePointOptions {
  /** Fewest runs in a segment; 5 if not given. */
  shortest?: number
  /**
   * `log`: noise and shifts are proportions of the level, as with durations and sizes; `linear`: they are differences;
   * `auto` (the default): `log` if all values are positive.
   */
  scale?: 'auto' | 'log' | 'linear'
  /** What a change point costs at first, in units of σ²·ln n; 2.25 if not given. More finds less. */
  strictness?: number
}

/** A stretch of a series; 0-based, both ends included. */
export interface Segment {
  start: number
  end: number
}

/** A value costs as one that is `reach` standard deviations off, however far it is off. */
const reach = 3

/** Differences below this part of the largest value are arithmetic, not measurement. */
const precision = 1e-9

/**
 * Shifts of the mean level: 0-based indexes at which the second and later segments start, ascending. A lone slow run is
 * no shift, nor are several with nothing in common. Throws a RangeError if a value is not finite.
 */
export function changePoints (values: readonly number[], options: ChangePointOptions = {}): number[] {
  const { shortest = 5, scale = 'auto', strictness = 2.25 } = options
  if (!Number.isInteger(shortest) || shortest < 1) {
    throw new RangeError(`shortest segment of ${shortest} runs: it must be a positive integer`)
  }
  if (values.length < 2 * shortest) return []
  const standardised = standardise(values, scale)
  if (standardised === null) return []
  return mostCredible(standardised, candidates(standardised, strictness, shortest))
}

/** More cuts than these are noise that wanders, or a history of its own: they are not looked at one by one. */
const mostThinned = 24

/** Sets of cuts, fewer and fewer: the best ones for a rising price, then one after the other dropped. */
function * candidates (values: Float64Array, strictness: number, shortest: number): Generator<number[]> {
  let cuts: number[]
  let penalty = strictness * Math.log(values.length)
  do {
    cuts = partition(values, { penalty, reach, shortest })
    penalty *= 1.5
    yield cuts
  } while (cuts.length > mostThinned)
  yield * thinned(values, cuts)
}

/** The same as stretches that cover the series without gap or overlap; none for an empty series. */
export function segments (values: readonly number[], options?: ChangePointOptions): Segment[] {
  if (values.length === 0) return []
  const starts = [0, ...changePoints(values, options)]
  return starts.map((start, i) => ({ start, end: (starts[i + 1] ?? values.length) - 1 }))
}

/** The values in units of their noise, counted from the first; null if nothing varies. */
function standardise (values: readonly number[], scale: 'auto' | 'log' | 'linear'): Float64Array | null {
  let least = Infinity
  let largest = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) {
      throw new RangeError(`change points of a series with ${value}: values must be finite`)
    }
    if (value < least) least = value
    if (value > largest) largest = value
  }
  if (scale === 'log' && least <= 0) {
    throw new RangeError(`logarithmic scale for a series with ${least}: values must be positive`)
  }
  const logarithmic = scale === 'log' || (scale === 'auto' && least > 0)
  const list = Float64Array.from(values)
  if (logarithmic) list.forEach((value, i) => { list[i] = Math.log(value) })
  const sigma = noiseLevel(list, logarithmic ? precision : precision * Math.max(-least, largest))
  const origin = list[0]
  if (sigma === 0 || origin === undefined) return null
  list.forEach((value, i) => { list[i] = (value - origin) / sigma })
  return closeUp(list)
}

/**
 * Takes the slack out of wide gaps. Values more than two reaches apart never share a segment's level, so the cost of
 * every partition stays what it was, but squares stay small enough for the arithmetic.
 */
function closeUp (list: Float64Array): Float64Array {
  let farthest = 0
  for (const value of list) farthest = Math.max(farthest, Math.abs(value))
  if (farthest < 1000) return list
  const widest = 3 * reach
  const moved = new Map<number, number>()
  let at = 0
  let previous: number | undefined
  for (const value of list.slice().sort()) {
    if (previous !== undefined) at += Math.min(value - previous, widest)
    moved.set(value, at)
    previous = value
  }
  return list.map((value) => moved.get(value)!)
}
