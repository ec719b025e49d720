import { percentiles, type Percentile } from '../../field/distribution.js'
import { metricKey, roundTo, type FieldMetric } from '../../field/metrics.js'
import type { Part } from '../../field/breakdowns.js'
import type { Quantiles } from '../../field/population.js'
import { errorMargin, isShown } from '../../field/reports.js'
import { pinOf, reportCounts, type Measured } from './measurements.js'

export interface Point {
  readonly version: string
  readonly value: number
  /** Only where the usage is low. */
  readonly errorMargin: number | undefined
  readonly goal: 'good' | 'fair' | 'poor' | undefined
  readonly parts: readonly Part[]
}

/** The points of one metric, device and percentile, oldest version first. */
export interface Dataset {
  readonly device: string
  readonly percentile: Percentile
  readonly points: readonly Point[]
  readonly recommended: { readonly value: number, readonly detail: string } | undefined
}

/** A version with the day's reports of its devices. */
export interface Reported {
  readonly measured: Measured
  readonly reportsOf: (device: string) => number
}

export const reportedBy = (measured: Measured, at: number): Reported =>
  ({ measured, reportsOf: reportCounts(measured, at) })

/** One metric of one version: what is measured of each device. */
interface Column extends Reported { readonly devices: ReadonlyMap<string, Quantiles> }

const none: readonly Part[] = []

/** The datasets of a metric, without those that have no point to show. `goals`: whether some may be recommended. */
export function datasetsOf (
  metric: FieldMetric, versions: readonly Reported[], devices: readonly string[], goals: boolean
): Dataset[] {
  const key = metricKey(metric)
  const columns = versions.flatMap((version): Column[] => {
    const values = version.measured.values.get(key)
    return values === undefined ? [] : [{ ...version, devices: values.devices }]
  })
  const datasets: Dataset[] = []
  for (const device of devices) {
    for (const percentile of percentiles) {
      const points: Point[] = []
      for (const column of columns) {
        const point = pointOf(metric, key, column, device, percentile)
        if (point !== undefined) points.push(point)
      }
      if (points.length === 0) continue
      const recommended = goals ? recommendation(metric, percentile, points) : undefined
      datasets.push({ device, percentile, points, recommended })
    }
  }
  return datasets
}

/** What a version shows for a device; undefined where too few devices reported, unless somebody chose the value. */
function pointOf (
  metric: FieldMetric, key: string, { measured, reportsOf, devices }: Column, device: string, percentile: Percentile
): Point | undefined {
  const quantiles = devices.get(device)
  if (quantiles === undefined) return undefined
  const value = quantiles[percentile]
  const count = reportsOf(device)
  const pin = pinOf(measured, key, device, percentile)
  if (pin === undefined && !isShown(metric, count)) return undefined
  return {
    version: measured.version.version,
    value,
    errorMargin: pin === undefined ? errorMargin(metric, value, percentile, count) : pin.errorMargin,
    goal: metric.goalKeys?.find(({ lowerBound }) => value >= lowerBound)?.goalKey,
    parts: metric.parts === undefined ? none : measured.parts(device).get(key)?.[percentile] ?? none
  }
}

/** A goal, where enough is known: what similar apps reach, or what the app itself used to. */
function recommendation (
  metric: FieldMetric, percentile: Percentile, points: readonly Point[]
): Dataset['recommended'] {
  if (points.at(-1)?.errorMargin !== undefined) return undefined
  if (metric.similar !== undefined) {
    return { value: metric.similar[percentile === 50 ? 0 : 1], detail: 'Based on similar apps' }
  }
  const before = points.slice(0, -1).slice(-4)
  if (before.length === 0) return undefined
  const best = Math.min(...before.map(({ value }) => value))
  return { value: roundTo(best, metric.decimals), detail: 'Based on previous versions of this app' }
}
