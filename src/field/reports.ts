/** How many devices report, and from when on: whether there is anything to show, and how sure it is. */
import { day } from '../kernel/durations.js'
import { stream } from '../kernel/random.js'
import { deviceModel } from './devices.js'
import { normalDensity, zOf, type Percentile } from './distribution.js'
import { roundTo, type FieldMetric } from './metrics.js'
import type { FieldApp, FieldVersion } from './population.js'

/** When a version's first numbers appear: two to five days after its release. ms since the Unix epoch. */
export function publishedFrom (app: FieldApp, version: FieldVersion): number {
  const days = stream(app.seed, 'field-publication', app.name, version.version).between(2, 5)
  return version.released + Math.round(days * 24) * (day / 24)
}

/** How many devices of a model or family report a day, on the day of `at`: customers take a new version over weeks. */
export function reports (app: FieldApp, version: FieldVersion, device: string, at: number): number {
  const days = Math.floor((at - version.released) / day)
  if (days < 0) return 0
  let all = 0
  for (const { model, share } of app.devices) if (model === device || deviceModel(model).family === device) all += share
  return (version.usage ?? app.usage) * all * (1 - Math.exp(-(days + 1) / 5))
}

/** Whether a day's reports are enough to show anything. */
export const isShown = (metric: FieldMetric, count: number): boolean => count >= metric.minimum

const densityAt: Readonly<Record<Percentile, number>> = { 50: normalDensity(zOf[50]), 90: normalDensity(zOf[90]) }

/**
 * How far off a value may be when the day's reports are few: half a 95 % interval of the quantile; undefined when they
 * are many.
 */
export function errorMargin (
  metric: FieldMetric,
  value: number,
  percentile: Percentile,
  count: number
): number | undefined {
  if (count >= metric.certain) return undefined
  const p = percentile / 100
  const density = densityAt[percentile]
  const error = metric.spread * Math.sqrt(p * (1 - p) / count) / density
  return Math.max(1 / 10 ** metric.decimals, roundTo(1.96 * error * value, metric.decimals))
}
