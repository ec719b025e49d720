/** What changed for the worse: arithmetic over the points that are shown, as Apple's sample answer does it. */
import { deviceProse, isFamily } from './devices.js'
import type { Percentile } from './distribution.js'
import { roundHalfUp, type FieldMetric } from './metrics.js'

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

/** The earlier versions that the newest is held against, oldest first. */
type References = readonly [oldest: string, ...others: string[]]

export interface Insight {
  readonly kind: 'regression' | 'trendingUp'
  readonly metric: FieldMetric
  readonly latestVersion: string
  readonly referenceVersions: References
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

/**
 * How many times as far as luck moves a population it must have moved to be told: hundreds are looked at with every
 * version, and none of them gets so far by luck.
 */
const sure = 5

/** How far luck moves what is shown of a population in a version: the standard deviation of its logarithm. */
export type Luck = (device: string, percentile: Percentile, version: string) => number

/**
 * What there is to say of one metric in the newest version; undefined when no population got worse by more than luck
 * explains, or there is nothing to compare with.
 */
export function insightInto (
  metric: FieldMetric,
  all: readonly Series[],
  luck: Luck = () => 0
): Insight | undefined {
  const points = longest(all)?.points ?? []
  const latestVersion = points.at(-1)?.version
  const [oldest, ...others] = points.slice(0, -1).slice(-referenceCount).map(({ version }) => version)
  if (latestVersion === undefined || oldest === undefined) return undefined
  const referenceVersions: References = [oldest, ...others]
  const changes = all
    .flatMap((series) => changeOf(series, latestVersion, referenceVersions))
    .filter((change) => change.delta >= thresholds.trendingUp)
    .filter((change) => change.delta / 100 >= sure * luckOf(change, latestVersion, referenceVersions, luck))
  const most = Math.max(...changes.map(({ delta }) => delta))
  const kind = kindOf(most)
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

/** How far luck moves the newest version against the mean of those before it. */
function luckOf (
  { device, percentile }: PopulationChange,
  latestVersion: string,
  references: References,
  luck: Luck
): number {
  const before = Math.hypot(...references.map((version) => luck(device, percentile, version))) / references.length
  return Math.hypot(luck(device, percentile, latestVersion), before)
}

/** The first of the series that have the most points. */
function longest (all: readonly Series[]): Series | undefined {
  let found: Series | undefined
  for (const series of all) if (found === undefined || series.points.length > found.points.length) found = series
  return found
}

/** `most`: by how many percent the population that changed most did. */
function kindOf (most: number): Insight['kind'] | undefined {
  if (most >= thresholds.regression) return 'regression'
  return most >= thresholds.trendingUp ? 'trendingUp' : undefined
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
    reference: roundHalfUp(mean, 2),
    delta: roundHalfUp((latest - mean) / mean * 100, 0)
  }]
}

/** `Increased 10% across iPhone (All)`. */
export const changeSummary = ({ device, delta }: PopulationChange): string =>
  `Increased ${delta}% across ${deviceProse(device)}`

const percentileProse: Record<Percentile, string> = { 90: 'top (90th percentile)', 50: 'typical (50th percentile)' }

/** Apple's sentence, with what got worse filled in. */
function summaryOf (
  metric: FieldMetric,
  latestVersion: string,
  references: References,
  populations: readonly PopulationChange[]
): string {
  const maximum = Math.max(...populations.map(({ latest }) => latest)).toFixed(2)
  return `${customersOf(populations)} ${metric.name} trended up ` +
    `between app versions ${references[0]} to ${latestVersion} ` +
    `on ${devicesOf(populations).map(deviceProse).join(', ')}. ` +
    `The maximum value for the latest app version is at ${maximum} ${metric.unit.displayName} ` +
    `and increased ${rangeOf(populations)} compared to the average for previous ${references.length} app versions.`
}

/** `Top (90th percentile) and typical (50th percentile)`. */
function customersOf (populations: readonly PopulationChange[]): string {
  const shown = new Set(populations.map(({ percentile }) => percentile))
  const prose = ([90, 50] as const)
    .filter((percentile) => shown.has(percentile))
    .map((percentile) => percentileProse[percentile])
    .join(' and ')
  return prose.charAt(0).toUpperCase() + prose.slice(1)
}

/** The families that got worse; their models only where no family did. */
function devicesOf (populations: readonly PopulationChange[]): string[] {
  const devices = [...new Set(populations.map(({ device }) => device))]
  const families = devices.filter(isFamily)
  return families.length > 0 ? families : devices
}

function rangeOf (populations: readonly PopulationChange[]): string {
  const deltas = populations.map(({ delta }) => delta)
  const [least, most] = [Math.min(...deltas), Math.max(...deltas)]
  return least === most ? `by ${most}%` : `between ${least}% to ${most}%`
}
