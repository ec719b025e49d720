/** What changed for the worse: arithmetic over the points that are shown, as Apple's sample answer does it. */
import { deviceProse, isFamily } from './devices.js'
import type { Percentile } from './distribution.js'
import { roundTo, type FieldMetric } from './metrics.js'

/** The points of one dataset, oldest version first. */
export interface Series {
  readonly device: string
  readonly percentile: Percentile
  readonly points: ReadonlyArray<{ readonly version: string, readonly value: number }>
}

export interface PopulationChange {
  readonly device: string
  readonly percentile: Percentile
  readonly latest: number
  /** The plain mean of the reference versions, 2 decimals. */
  readonly reference: number
  /** Whole percent. */
  readonly delta: number
}

export interface Insight {
  readonly kind: 'regression' | 'trendingUp'
  readonly metric: FieldMetric
  readonly latestVersion: string
  readonly referenceVersions: readonly string[]
  readonly maximum: number
  readonly highImpact: boolean
  readonly summary: string
  readonly populations: readonly PopulationChange[]
}

/** How many earlier versions the newest is held against (Apple's sample; Xcode's notifications). */
export const referenceCount = 4
/**
 * Percent from which a metric has increased significantly, and moderately. Apple says no numbers: in its sample +10 %
 * is a regression, and MetricsInsight's text calls 100 % high impact.
 */
export const thresholds = { regression: 10, trendingUp: 5, highImpact: 100 } as const

/** Judges the newest version of one metric; undefined when no population got worse, or there is nothing to compare with. */
export function judge (metric: FieldMetric, all: readonly Series[]): Insight | undefined {
  const newest = all.reduce<Series | undefined>((longest, series) => longest === undefined || series.points.length > longest.points.length ? series : longest, undefined)
  const latestVersion = newest?.points.at(-1)?.version
  if (newest === undefined || latestVersion === undefined) return undefined
  const referenceVersions = newest.points.slice(0, -1).slice(-referenceCount).map(({ version }) => version)
  if (referenceVersions.length === 0) return undefined
  const changes = all.flatMap((series) => changeOf(series, latestVersion, referenceVersions))
  const most = Math.max(...changes.map(({ delta }) => delta))
  const kind = most >= thresholds.regression ? 'regression' : most >= thresholds.trendingUp ? 'trendingUp' : undefined
  if (kind === undefined) return undefined
  const populations = changes.filter(({ delta }) => delta >= thresholds[kind])
  return {
    kind,
    metric,
    latestVersion,
    referenceVersions,
    maximum: Math.max(...populations.map(({ latest }) => latest)),
    highImpact: most >= thresholds.highImpact,
    summary: summaryOf(metric, latestVersion, referenceVersions, populations),
    populations
  }
}

function changeOf (series: Series, latestVersion: string, references: readonly string[]): PopulationChange[] {
  let latest: number | undefined
  let before = 0
  let sum = 0
  for (const { version, value } of series.points) {
    if (version === latestVersion) latest = value
    if (!references.includes(version)) continue
    before++
    sum += value
  }
  if (latest === undefined || before === 0) return []
  const mean = sum / before
  if (mean === 0) return []
  return [{
    device: series.device,
    percentile: series.percentile,
    latest,
    // Sums of decimals carry binary dust: 907.475 must round up, as Apple's does.
    reference: roundTo(Number(mean.toPrecision(12)), 2),
    delta: Math.round((latest - mean) / mean * 100)
  }]
}

/** `Increased 10% across iPhone (All)`. */
export const changeSummary = ({ device, delta }: PopulationChange): string => `Increased ${delta}% across ${deviceProse(device)}`

const percentileProse: Record<Percentile, string> = { 90: 'top (90th percentile)', 50: 'typical (50th percentile)' }

function summaryOf (metric: FieldMetric, latestVersion: string, references: readonly string[], populations: readonly PopulationChange[]): string {
  const shown = ([90, 50] as const).filter((percentile) => populations.some((change) => change.percentile === percentile))
  const who = shown.map((percentile) => percentileProse[percentile]).join(' and ')
  const families = [...new Set(populations.map(({ device }) => device))].filter((device, _index, all) => isFamily(device) || !all.some(isFamily))
  const deltas = populations.map(({ delta }) => delta)
  const [least, most] = [Math.min(...deltas), Math.max(...deltas)]
  const maximum = Math.max(...populations.map(({ latest }) => latest)).toFixed(2)
  const range = least === most ? `by ${most}%` : `between ${least}% to ${most}%`
  return `${who[0]!.toUpperCase()}${who.slice(1)} ${metric.name} trended up between app versions ${references[0]!} to ${latestVersion} on ` +
    `${families.map(deviceProse).join(', ')}. The maximum value for the latest app version is at ${maximum} ${metric.unit.displayName} and increased ${range} ` +
    `compared to the average for previous ${references.length} app versions.`
}
