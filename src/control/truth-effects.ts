/** What page loads felt: the same load is simulated with and without a cause, and what differs is the effect. */
import type { Job } from '../facts/job.js'
import { defaultTrain } from '../facts/visits.js'
import { simulateLoadMetrics } from '../lab/load/load-metrics.js'
import type { PageLoadInput } from '../lab/load/page-load.js'
import { isMetricName, type MetricData, type MetricName } from '../lab/metrics/names.js'
import { PinConflict } from '../lab/pins/conflict.js'
import { nearestValue, pinnedValue, withPin } from '../lab/pins/pinnable.js'
import { causesFelt } from '../worlds/causes-felt.js'
import { readFactor } from '../worlds/files/causes.js'
import { pageLoadInput } from '../worlds/page-loads.js'
import type { World } from '../worlds/world.js'

/** A metric without the cause and with it, in the metric's unit. */
export interface Difference { readonly without: number, readonly with: number }

/** By metric; of those alone that the cause moves. */
export type FeltEffect = Partial<Record<MetricName, Difference>>

/** A cause moves one load more than the next: the median of so many runs is told. */
const runsLookedAt = 5

type Loads = ReadonlyArray<readonly [without: MetricData, felt: MetricData]>

/** What the loads of `runs`, of which the first few count, feel of what changed from `last` to the first of them. */
export function effectOfChange (world: World, runs: readonly Job[], orderIndex: number, last: Job): FeltEffect {
  const [first] = runs
  if (first === undefined) return {}
  return differencesOf(runs.slice(0, runsLookedAt).flatMap((job) => {
    const input = pageLoadInput(world, job, orderIndex)
    if (input === undefined) return []
    const { train = defaultTrain } = job.conditions
    const under = ({ plan, conditions: { regression } }: Job): PageLoadInput => ({
      ...input,
      releasesInForce: causesFelt(world.base.releases, train, plan.started ?? plan.created, regression)
    })
    const without = measuredIfPossible(unpinned(under(last), job, last))
    return without === undefined ? [] : [[without, metricsOf(under(first))] as const]
  }))
}

/** The load without what its run's regression makes of a metric that is pinned, if `last` had none. */
function unpinned (input: PageLoadInput, { conditions: { regression } }: Job, last: Job): PageLoadInput {
  const { pins } = input
  if (regression === undefined || 'causes' in regression || last.conditions.regression !== undefined) return input
  const value = pins === undefined ? undefined : pinnedValue(pins, regression.metric)
  if (pins === undefined || value === undefined) return input
  const usual = nearestValue(regression.metric, value / readFactor(regression.by))
  return { ...input, pins: withPin(pins, regression.metric, usual) }
}

/** undefined where noise puts a pinned metric beyond another one that follows it in every load. */
function measuredIfPossible (input: PageLoadInput): MetricData | undefined {
  try {
    return metricsOf(input)
  } catch (error) {
    if (error instanceof PinConflict) return undefined
    throw error
  }
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
