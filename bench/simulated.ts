/**
 * Histories of simulated page loads for bench/regimes.ts: a page under fixed conditions, at most one release with one cause. How
 * far the release shifts each metric is not known from the cause, so it is measured on loads of other jobs.
 */
import { stream, type Random } from '../src/kernel/random.js'
import { simulateLoadMetrics } from '../src/lab/load/load-metrics.js'
import type { MetricName } from '../src/lab/metrics/names.js'
import { pageFromUrl } from '../src/lab/page/plausible.js'
import { pageCauses } from '../src/worlds/files/causes.js'
import { clearance, matches, median, medianAbsoluteDeviation } from './series.js'

/** The metrics that users watch, and two that hardly vary. */
export const watched = [
  'score', 'serverResponseTime', 'firstContentfulPaint', 'largestContentfulPaint', 'speedIndex', 'domContentLoaded', 'load',
  'firstInteractive', 'totalBlockingTime', 'requestsSize', 'requestsCount'
] as const satisfies readonly MetricName[]

export interface SimulatedHistory {
  /** Position of the first run after the release; undefined if there was none. */
  release: number | undefined
  series: Record<typeof watched[number], { values: number[], size: number }>
}

const causes = [
  'images +40 %', 'images +80 %', 'server latency ×1.5', 'server latency ×1.8', 'main-thread work +30 %', 'main-thread work ×1.6',
  'scripts +50 %', 'script requests ×2', 'page size +25 %', 'images -30 %'
]

/** Shift between two samples in standard deviations (of the noisier one, outliers ignored); endless if neither varies. */
function shiftSize (before: readonly number[], after: readonly number[]): number {
  const distance = Math.abs(median(after) - median(before))
  const deviation = 1.4826 * Math.max(medianAbsoluteDeviation(before), medianAbsoluteDeviation(after))
  return distance === 0 ? 0 : distance / deviation
}

/** One history of 30 to 120 runs; metrics a release moves by less than two standard deviations have a `size` below 2. */
export function simulatedHistory (seed: string, random: Random, shifting: boolean): SimulatedHistory {
  const name = random.hex(8)
  const page = pageFromUrl(seed, `https://${name}.example.com/${random.pick(['', 'cart', 'search', 'item/17'])}`)
  const conditions = random.pick([
    {}, { network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' }, { network: 'Regular 4G', cpuRate: 2, device: 'Pixel 2' }
  ] as const)
  const releasesInForce = pageCauses([random.pick(causes)])
  const length = random.int(30, 120)
  const release = shifting ? random.int(clearance, length - clearance) : undefined
  const load = (jobId: string, released: boolean) => simulateLoadMetrics({
    seed, jobId, orderIndex: 0, page, ...conditions, startedAt: 0, ...(released ? { releasesInForce } : {})
  }).metrics
  const list = (prefix: string, count: number, releasedFrom: number) =>
    Array.from({ length: count }, (_, i) => load(`${name}-${prefix}-${i}`, i >= releasedFrom))
  const runs = list('run', length, release ?? length)
  const before = release === undefined ? [] : list('before', 40, 40)
  const after = release === undefined ? [] : list('after', 40, 0)
  const valuesOf = (data: ReadonlyArray<ReturnType<typeof load>>, metric: MetricName) => data.map((item) => item[metric]!)
  const series = Object.fromEntries(watched.map((metric) => [metric, {
    values: valuesOf(runs, metric),
    size: release === undefined ? 0 : shiftSize(valuesOf(before, metric), valuesOf(after, metric))
  }])) as SimulatedHistory['series']
  return { release, series }
}

export interface SimulatedQuality { precision: number, recall: number, falseAlarms: number, shifts: number, steady: number }

/**
 * Scores a detector on `count` histories with a release and as many without. Series that the release moves by less than two
 * standard deviations are left out: finding that shift or not is right either way.
 */
export function simulatedQuality (seed: string, count: number, detect: (values: readonly number[]) => number[]): SimulatedQuality {
  let hits = 0
  let found = 0
  let shifts = 0
  let alarms = 0
  for (let i = 0; i < count; i++) {
    const { release, series } = simulatedHistory(seed, stream(seed, 'simulated', i), true)
    for (const { values, size } of Object.values(series)) {
      if (size < 2) continue
      const positions = detect(values)
      hits += matches(positions, [release!])
      found += positions.length
      shifts++
    }
    const steady = simulatedHistory(seed, stream(seed, 'simulated steady', i), false)
    alarms += Object.values(steady.series).filter(({ values }) => detect(values).length > 0).length
  }
  const steady = count * watched.length
  return { precision: hits / found, recall: hits / shifts, falseAlarms: alarms / steady, shifts, steady }
}
