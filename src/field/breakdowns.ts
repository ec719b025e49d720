/** What a metric's values are made of. */
import { stream, type Random } from '../kernel/random.js'
import type { Percentile } from './distribution.js'
import { fieldMetrics, metricKey, type FieldMetric } from './metrics.js'
import type { FieldApp, FieldVersion } from './population.js'

/** A share of a value, in percent. */
export interface Part { readonly value: number, readonly subSystemLabel: string }

/** By percentile: parts that add up to 100 %. */
export type Breakdown = Readonly<Record<Percentile, readonly Part[]>>

/**
 * What the values of one device are made of, by metric key. What a release added to a metric was added by its first
 * part, the usual culprit.
 */
export function breakdowns (app: FieldApp, version: FieldVersion, device: string): ReadonlyMap<string, Breakdown> {
  const draw = stream(app.seed, 'field-parts', app.name, version.version, device)
  const found = new Map<string, Breakdown>()
  for (const { parts, key } of divided) {
    const effect = version.effect.get(key) ?? 1
    found.set(key, { 50: partsOf(parts, effect, draw), 90: partsOf(parts, effect, draw) })
  }
  return found
}

type UsualParts = NonNullable<FieldMetric['parts']>

/** The metrics that have parts, in their order. */
const divided = fieldMetrics.flatMap((metric): Array<{ key: string, parts: UsualParts }> =>
  metric.parts === undefined ? [] : [{ key: metricKey(metric), parts: metric.parts }])

/** The list is filled in three walks, because every request for metrics comes through here thousands of times. */
function partsOf (usual: UsualParts, effect: number, draw: Random): Part[] {
  const parts: Array<{ value: number, subSystemLabel: string }> = []
  let sum = 0
  // The first part gets what a release added, and in the end what rounding left over.
  let added = Math.max(0, effect - 1) * 100
  for (const part of usual) {
    const value = (part[1] + added) * draw.between(0.92, 1.08)
    added = 0
    sum += value
    parts.push({ value, subSystemLabel: part[0] })
  }
  // Tenths of a percent, rounded down.
  let missing = 1000
  for (const part of parts) {
    part.value = Math.floor(part.value / sum * 1000)
    missing -= part.value
  }
  for (const part of parts) {
    part.value = (part.value + missing) / 10
    missing = 0
  }
  return parts
}
