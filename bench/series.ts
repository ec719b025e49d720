/**
 * Seeded histories of one timing metric with a known truth, for bench/regimes.ts: multiplicative log-normal jitter, rare
 * slow runs, whole milliseconds. Shifts multiply the level by exp(±size·jitter), so a size of 2 is two standard deviations.
 */
import type { Random } from '../src/kernel/random.js'

export interface Labelled {
  values: number[]
  /** 0-based positions of the first run of each later level, ascending. */
  shifts: number[]
  /** Size of each shift in standard deviations of the jitter. */
  sizes: number[]
}

/** At least this many runs lie between two shifts, and between a shift and either end. */
export const clearance = 12

/** `count` positions, uniform among all placements that keep the clearance. */
function positions (random: Random, length: number, count: number): number[] {
  const free = length - clearance * (count + 1)
  const cuts = Array.from({ length: count }, () => random.int(0, free)).sort((a, b) => a - b)
  return cuts.map((cut, i) => cut + clearance * (i + 1))
}

/** Half of all shifts lie just above two standard deviations, the others reach up to six. */
const shiftSize = (random: Random): number => random.chance(0.5) ? random.between(2, 2.25) : random.between(2.25, 6)

/** One history of 30 to 200 runs with one to three shifts (as many as fit), or with none. */
export function history (random: Random, shifting: boolean): Labelled {
  const length = random.int(30, 200)
  const most = Math.min(3, Math.floor(length / clearance) - 1)
  const shifts = shifting ? positions(random, length, random.int(1, most)) : []
  const sizes = shifts.map(() => shiftSize(random))
  const jitter = random.between(0.03, 0.08)
  let level = random.between(400, 6000)
  const values = Array.from({ length }, (_, i) => {
    const at = shifts.indexOf(i)
    if (at >= 0) level *= Math.exp((random.chance(0.5) ? 1 : -1) * sizes[at]! * jitter)
    const slow = random.chance(0.02) ? random.between(1.3, 3) : 1
    return Math.round(level * random.logNormal(1, jitter) * slow)
  })
  return { values, shifts, sizes }
}

/** How many found positions match a true one within `tolerance` runs, each used once; both lists ascending. */
export function matches (found: readonly number[], truth: readonly number[], tolerance = 3): number {
  let hits = 0
  for (let i = 0, j = 0; i < found.length && j < truth.length;) {
    const distance = found[i]! - truth[j]!
    if (Math.abs(distance) <= tolerance) { hits++; i++; j++ } else if (distance < 0) i++
    else j++
  }
  return hits
}

/** The middle value, or halfway between the two in the middle. */
export function median (values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)]!
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]!
  return low + 0.5 * (high - low)
}

/** Median absolute deviation from the median, unscaled; times 1.4826 it estimates σ of normal values. */
export function medianAbsoluteDeviation (values: readonly number[]): number {
  const centre = median(values)
  return median(values.map((value) => Math.abs(value - centre)))
}
