/** Which metrics of a load are pinned, and to what. */
import { keysOf } from '../keys.js'
import type { ObservedMetrics } from '../timeline.js'
import { PinConflict } from './conflict.js'
import type { Pins } from './pins.schema.js'

export type MetricKey = keyof ObservedMetrics

type PinnedMetrics = { -readonly [K in MetricKey]?: ObservedMetrics[K] }

/** Moments that are often one; the second can be pinned to fractions of a millisecond. */
const moments: ReadonlyArray<readonly [MetricKey, MetricKey]> = [
  ['firstPaint', 'firstContentfulPaint'],
  ['firstMeaningfulPaint', 'firstContentfulPaint'],
  ['largestContentfulPaint', 'firstContentfulPaint'],
  ['firstCPUIdle', 'interactive']
]

/** All metrics that are pinned, under whichever name. */
export function pinnedMetrics ({ metrics = {}, scoreOverview = {} }: Pins): PinnedMetrics {
  const { timeToFirstByte, serverResponseTime = timeToFirstByte, firstInteractive, ...same } = metrics
  if (timeToFirstByte !== undefined && timeToFirstByte !== serverResponseTime) {
    throw new PinConflict(['timeToFirstByte', 'serverResponseTime'], 'they are two names of one value')
  }
  const pinned: PinnedMetrics = { ...same }
  if (serverResponseTime !== undefined) pinned.serverResponseTime = serverResponseTime
  if (firstInteractive !== undefined) pinned.interactive = firstInteractive
  addFinerValues(pinned, scoreOverview)
  // Where a whole number is the rounded form of a finer pin of the same moment, the finer one is meant.
  for (const [coarse, fine] of moments) {
    const finer = pinned[fine]
    if (finer !== undefined && pinned[coarse] === Math.round(finer)) pinned[coarse] = finer
  }
  return pinned
}

/** The score overview has the values of the scored metrics before they are rounded. */
function addFinerValues (pinned: PinnedMetrics, scoreOverview: NonNullable<Pins['scoreOverview']>): void {
  for (const name of keysOf(scoreOverview)) {
    const value = scoreOverview[name]?.value
    if (value === undefined) continue
    const key: MetricKey = name === 'firstInteractive' ? 'interactive' : name
    const rounded = key === 'cumulativeLayoutShift' ? value : Math.round(value)
    if (pinned[key] !== undefined && pinned[key] !== rounded) {
      const names = [`metrics.${name}`, `scoreOverview.${name}.value`]
      throw new PinConflict(names, `${pinned[key]} is not ${value} rounded`)
    }
    pinned[key] = value
  }
}
