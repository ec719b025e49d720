/** What page loads felt: the same load is simulated with and without a cause, and what differs is the effect. */
import type { Job } from '../facts/job.js'
import { defaultTrain } from '../facts/visits.js'
import { simulateLoadMetrics } from '../lab/load/load-metrics.js'
import type { PageLoadInput } from '../lab/load/page-load.js'
import { isMetricName, type MetricData, type MetricName } from '../lab/metrics/names.js'
import { causesInForce } from '../lab/page/releases.js'
import { pageLoadInput } from '../worlds/page-loads.js'
import type { World } from '../worlds/world.js'

/** A metric without the cause and with it, in the metric's unit. */
export interface Difference { readonly without: number, readonly with: number }

/** By metric; of those alone that the cause moves. */
export type FeltEffect = Partial<Record<MetricName, Difference>>

/** A cause moves one load more than the next: the median of so many runs is told. */
const runsLookedAt = 5

type Loads = ReadonlyArray<readonly [without: MetricData, felt: MetricData]>

/** What the loads of `runs`, of which the first few count, feel of the releases between two moments (ms). */
export function effectOfReleases (
  world: World, runs: readonly Job[], orderIndex: number, before: number, after: number
): FeltEffect {
  return differencesOf(runs.slice(0, runsLookedAt).flatMap((job) => {
    const input = pageLoadInput(world, job, orderIndex)
    if (input === undefined) return []
    const { train = defaultTrain } = job.conditions
    const under = (at: number): MetricData =>
      metricsOf({ ...input, releasesInForce: causesInForce(world.base.releases, train, at) })
    return [[under(before), under(after)] as const]
  }))
}

/** What a load feels of its accident. */
export function effectOfAccident (world: World, job: Job, orderIndex: number): FeltEffect {
  const input = pageLoadInput(world, job, orderIndex)
  if (input === undefined) return {}
  return differencesOf([[metricsOf({ ...input, accidents: 'none' }), metricsOf(input)]])
}

const metricsOf = (input: PageLoadInput): MetricData => simulateLoadMetrics(input).metrics

function differencesOf (loads: Loads): FeltEffect {
  const names = new Set(loads.flatMap((pair) => pair.flatMap((metrics) => Object.keys(metrics))))
  const effect: FeltEffect = {}
  for (const name of names) {
    if (!isMetricName(name)) continue
    const [without, felt] = [0, 1].map((side) => medianOf(loads.map((pair) => pair[side]?.[name])))
    if (without === undefined || felt === undefined || without === felt) continue
    effect[name] = { without, with: felt }
  }
  return effect
}

/** The upper median of the values that are there. */
function medianOf (values: ReadonlyArray<number | undefined>): number | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
