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

/** What kind of series: how long, how large its shifts are, and how much of a deviation the next run keeps. */
export interface Kind {
  readonly name: string
  readonly runs: readonly [least: number, most: number]
  /** Half of all shifts are from the first to the second, the others from there to the third. Standard deviations of the level. */
  readonly sizes: readonly [least: number, near: number, most: number]
  /** Correlation of neighbouring runs. */
  readonly memory: readonly [least: number, most: number]
}

export const kinds: readonly Kind[] = [
  { name: 'independent, 30 to 200 runs', runs: [30, 200], sizes: [2, 2.25, 6], memory: [0, 0] },
  // Between two dozens of runs and five, two standard deviations are missed by one detector in ten.
  { name: 'independent, 12 to 60 runs', runs: [12, 60], sizes: [2.5, 3, 6], memory: [0, 0] },
  { name: 'autocorrelated, 30 to 200 runs', runs: [30, 200], sizes: [2, 2.25, 6], memory: [0.3, 0.5] },
  { name: 'autocorrelated, 200 to 1,000 runs', runs: [200, 1000], sizes: [2, 2.25, 6], memory: [0.3, 0.5] }
]

function shiftSize (random: Random, [least, near, most]: Kind['sizes']): number {
  return random.chance(0.5) ? random.between(least, near) : random.between(near, most)
}

/** A history of one to three shifts (as many as fit), or of none. Two segments are the least that a shift needs. */
export function history (random: Random, { runs: [least, most], sizes: range, memory: [low, high] }: Kind, shifting: boolean): Labelled {
  const length = random.int(shifting ? Math.max(least, 2 * clearance) : least, most)
  const mostShifts = Math.min(3, Math.floor(length / clearance) - 1)
  const shifts = shifting ? positions(random, length, random.int(1, mostShifts)) : []
  const memory = random.between(low, high)
  // What the mean of many runs varies by is what a shift has to stand out from.
  const sizes = shifts.map(() => shiftSize(random, range) * Math.sqrt((1 + memory) / (1 - memory)))
  const jitter = random.between(0.03, 0.08)
  let level = random.between(400, 6000)
  let deviation = random.normal(0, 1)
  const values = Array.from({ length }, (_, i) => {
    const at = shifts.indexOf(i)
    if (at >= 0) level *= Math.exp((random.chance(0.5) ? 1 : -1) * sizes[at]! * jitter)
    const slow = random.chance(0.02) ? random.between(1.3, 3) : 1
    const value = Math.round(level * Math.exp(jitter * deviation) * slow)
    deviation = memory * deviation + Math.sqrt(1 - memory * memory) * random.normal(0, 1)
    return value
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
