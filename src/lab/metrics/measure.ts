/** The vendor's view of a timeline's numbers: `performance.json`'s values and the API's `metric_data`. */
import { mainThreadWorkBreakdown, type GroupDuration } from './breakdown.js'
import { diagnostics, requestTypes, type Diagnostics, type RequestTypeTotal } from './diagnostics.js'
import type { TimingName } from './names.js'
import { overallScore, scoreOverview, scoredMetrics, type MetricScore, type ScoredMetric } from './scores.js'
import { keysOf } from '../keys.js'
import { roundHalfUp as round } from '../precision.js'
import type { ObservedMetrics, ResourceType, TimedRequest, Timeline } from '../timeline.js'

/** `value.metrics`: whole ms, except the layout shift, in the vendor's order. */
export type TimingMetrics = Record<TimingName, number>

/** The numbers of one page load, with the names and in the order of `performance.json`. */
export interface Measurement {
  score: number
  mainThreadWorkBreakdown: GroupDuration[]
  diagnostics: Diagnostics
  metrics: TimingMetrics
  scoreOverview: Record<ScoredMetric, MetricScore>
  requestTypes: Partial<Record<ResourceType, RequestTypeTotal>>
  warnings: Record<string, unknown>
}

function timingMetrics (observed: ObservedMetrics): TimingMetrics {
  const serverResponseTime = round(observed.serverResponseTime)
  return {
    estimatedInputLatency: round(observed.estimatedInputLatency),
    timeToFirstByte: serverResponseTime,
    serverResponseTime,
    domContentLoaded: round(observed.domContentLoaded),
    firstVisualChange: round(observed.firstVisualChange),
    firstPaint: round(observed.firstPaint),
    firstContentfulPaint: round(observed.firstContentfulPaint),
    firstMeaningfulPaint: round(observed.firstMeaningfulPaint),
    lastVisualChange: round(observed.lastVisualChange),
    firstCPUIdle: round(observed.firstCPUIdle),
    firstInteractive: round(observed.interactive),
    load: round(observed.load),
    speedIndex: round(observed.speedIndex),
    totalBlockingTime: round(observed.totalBlockingTime),
    largestContentfulPaint: round(observed.largestContentfulPaint),
    cumulativeLayoutShift: observed.cumulativeLayoutShift
  }
}

type ExpressedPins = NonNullable<Timeline['expressedPins']>

/** What a pin says that no timeline can: a score off the curves, another weight, `encoded` sizes, warnings. */
function express (measured: Measurement, pins: ExpressedPins): Measurement {
  const scoreOverview = { ...measured.scoreOverview }
  for (const metric of scoredMetrics) {
    const { score, weight } = pins.scoreOverview?.[metric] ?? {}
    const natural = scoreOverview[metric]
    scoreOverview[metric] = { ...natural, score: score ?? natural.score, weight: weight ?? natural.weight }
  }
  return {
    ...measured,
    score: pins.score ?? overallScore(scoreOverview),
    scoreOverview,
    requestTypes: withEncodedSizes(measured.requestTypes, pins.requestTypes),
    warnings: pins.warnings ?? {}
  }
}

/** In the pins' own order of types, then whatever they do not mention. */
function withEncodedSizes (
  measured: Measurement['requestTypes'], pinned: ExpressedPins['requestTypes'] = {}
): Measurement['requestTypes'] {
  const totals: Measurement['requestTypes'] = {}
  for (const type of new Set([...keysOf(pinned), ...keysOf(measured)])) {
    const total = measured[type] ?? { size: 0, encoded: 0, count: 0 }
    totals[type] = { ...total, encoded: pinned[type]?.encoded ?? total.encoded }
  }
  return totals
}

/** What the numbers are computed from: a timeline, or as much of one. */
export interface Measurable extends Pick<Timeline, 'observed' | 'tasks' | 'network' | 'conditions'> {
  readonly requests: readonly TimedRequest[]
}

/** All numbers but what the main thread was busy with; pins that are printed as they stand are not in it. */
export type MeasurementWithoutWork = Omit<Measurement, 'mainThreadWorkBreakdown' | 'warnings'>

export function measureWithoutWork (of: Measurable): MeasurementWithoutWork {
  const { observed, requests, tasks, network, conditions } = of
  const overview = scoreOverview(observed, conditions.device.formFactor)
  return {
    score: overallScore(overview),
    diagnostics: diagnostics(requests, tasks, network),
    metrics: timingMetrics(observed),
    scoreOverview: overview,
    requestTypes: requestTypes(requests)
  }
}

/** Everything `performance.json` says about a page load, computed from its timeline. */
export function measure (timeline: Measurable & Pick<Timeline, 'expressedPins'>): Measurement {
  const { tasks, expressedPins } = timeline
  const { score, ...rest } = measureWithoutWork(timeline)
  const measured: Measurement = {
    score,
    mainThreadWorkBreakdown: mainThreadWorkBreakdown(tasks),
    ...rest,
    warnings: {}
  }
  return expressedPins === null ? measured : express(measured, expressedPins)
}
