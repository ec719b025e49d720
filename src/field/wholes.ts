/**
 * Metrics of which one cannot be more than another: parts of a sum, and what lies below a peak. A customer's battery
 * goes on-screen or in the background and nowhere else; memory at suspension was in use when the peak was taken.
 */
import { zOf } from './distribution.js'
import { findMetric } from './metrics.js'
import type { ModelComponent } from './pins.js'

/** A metric whose values are the sum of others', by keys. */
export const batterySum = {
  whole: 'BATTERY.batteryUsage',
  parts: ['BATTERY.onScreen', 'BATTERY.background']
} as const

/** A metric that another one stays below, by keys. */
export const memoryPeak = { whole: 'MEMORY.peakMemory', part: 'MEMORY.memoryAtSuspension' } as const

/** What holds which: pairs of keys, the second of which is never more than the first. */
export const containments: ReadonlyArray<readonly [whole: string, part: string]> = [
  ...batterySum.parts.map((part) => [batterySum.whole, part] as const),
  [memoryPeak.whole, memoryPeak.part]
]

/** Where half and nine tenths of a model's customers lie, as logarithms. */
interface Marks { readonly typical: number, readonly top: number }

const marksOf = ({ mean, sd }: ModelComponent): Marks => ({ typical: mean, top: mean + zOf[90] * sd })

const through = (component: ModelComponent, { typical, top }: Marks): ModelComponent =>
  ({ ...component, mean: typical, sd: Math.max(1e-6, (top - typical) / zOf[90]) })

/**
 * How the smaller part adds to the larger one at each percentile. Those who spend much on-screen do not all spend much
 * in the background: the median of a sum of skewed values lies a little above the sum of the medians, and its 90th
 * percentile below that of theirs.
 */
const added = { typical: 0.06, top: -0.2 } as const

/** The distribution of a sum of which these are the parts, for customers with one model. */
export function sumOf (whole: ModelComponent, parts: readonly ModelComponent[]): ModelComponent {
  const marks = parts.map(marksOf)
  const typicals = marks.map(({ typical }) => Math.exp(typical))
  const tops = marks.map(({ top }) => Math.exp(top))
  // Where customers hardly differ there is nothing to be skewed.
  const skewed = Math.min(1, Math.log(plainSum(tops) / plainSum(typicals)))
  return through(whole, {
    typical: Math.log(skewedSum(typicals, added.typical * skewed)),
    top: Math.log(skewedSum(tops, added.top * skewed))
  })
}

const plainSum = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

function skewedSum (values: readonly number[], extra: number): number {
  const largest = Math.max(...values)
  return largest + (plainSum(values) - largest) * (1 + extra)
}

/** A part of a whole that was moved from one place to another, so that it stays the same share of it. */
export function moved (part: ModelComponent, from: ModelComponent, to: ModelComponent): ModelComponent {
  const [before, after, own] = [marksOf(from), marksOf(to), marksOf(part)]
  return through(part, {
    typical: own.typical + after.typical - before.typical,
    top: own.top + after.top - before.top
  })
}

/** A twentieth at least lies between a peak and what is below it. */
const clearance = Math.log(1.05)

/** A whole that is nowhere less than its part. */
export function raisedOver (whole: ModelComponent, part: ModelComponent): ModelComponent {
  const [own, below] = [marksOf(whole), marksOf(part)]
  const typical = Math.max(own.typical, below.typical + clearance)
  const top = Math.max(own.top, below.top + clearance)
  return typical === own.typical && top === own.top ? whole : through(whole, { typical, top })
}

/** A part that is nowhere more than its whole. */
export function heldBelow (part: ModelComponent, whole: ModelComponent): ModelComponent {
  const [own, above] = [marksOf(part), marksOf(whole)]
  const typical = Math.min(own.typical, above.typical - clearance)
  const top = Math.min(own.top, above.top - clearance)
  return typical === own.typical && top === own.top ? part : through(part, { typical, top })
}

/**
 * Medians that somebody declared, brought into agreement: parts of a declared sum of which nothing is said share what
 * the declared ones leave of it, as they usually do.
 */
export function settledMedians (declared: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const whole = declared[batterySum.whole]
  const open = batterySum.parts.filter((key) => declared[key] === undefined)
  if (whole === undefined || open.length === 0) return declared
  const usual = open.map((key) => usualMedian(key))
  const left = whole - plainSum(batterySum.parts.map((key) => declared[key] ?? 0))
  const shares = open.map((key, index): [string, number] =>
    [key, Math.max(left, whole / 1000) * (usual[index] ?? 0) / plainSum(usual)])
  return { ...declared, ...Object.fromEntries(shares) }
}

const usualMedian = (key: string): number => findMetric(key)?.median ?? 0
