/** What a fitted load has to measure: the pinned values, and for everything else something that goes with them. */
import { keysOf } from '../keys.js'
import { micro } from '../precision.js'
import type { ObservedMetrics } from '../timeline.js'
import { PinConflict } from './conflict.js'
import { pinnedMetrics, type MetricKey } from './pinned-metrics.js'
import type { Pins } from './pins.schema.js'
import { warpThrough, type Warp } from './warp.js'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export interface Target {
  readonly observed: ObservedMetrics
  readonly pinned: ReadonlySet<MetricKey>
  /** Natural time to fitted time. */
  readonly warp: Warp
}

/** Times that follow the pinned ones when they move. */
const times: readonly MetricKey[] = [
  'serverResponseTime',
  'firstPaint',
  'firstContentfulPaint',
  'firstMeaningfulPaint',
  'largestContentfulPaint',
  'firstVisualChange',
  'domContentLoaded',
  'load',
  'firstCPUIdle',
  'interactive',
  'lastVisualChange'
]

/** What cannot be later than what; the third is how much sooner it is unless both are pinned, ms. */
const order: ReadonlyArray<readonly [MetricKey, MetricKey, number?]> = [
  ['serverResponseTime', 'firstPaint', 10],
  ['serverResponseTime', 'domContentLoaded', 10],
  ['firstPaint', 'firstContentfulPaint'],
  ['firstContentfulPaint', 'firstMeaningfulPaint'],
  ['firstContentfulPaint', 'largestContentfulPaint'],
  ['domContentLoaded', 'load'],
  ['firstContentfulPaint', 'interactive'],
  ['domContentLoaded', 'interactive'],
  ['domContentLoaded', 'firstCPUIdle'],
  ['firstMeaningfulPaint', 'firstCPUIdle'],
  ['firstVisualChange', 'speedIndex'],
  ['speedIndex', 'lastVisualChange'],
  ['firstVisualChange', 'lastVisualChange']
]

/** The vendor's name of a metric. */
const vendorName = (key: MetricKey): string => key === 'interactive' ? 'firstInteractive' : key

export function targetOf (natural: ObservedMetrics, pins: Pins): Target {
  const fixed = pinnedMetrics(pins)
  const pinned: ReadonlySet<MetricKey> = new Set(keysOf(fixed))
  const anchors = times.flatMap((key) => {
    const to = fixed[key]
    return to === undefined ? [] : [{ from: natural[key], to }]
  })
  const warp = warpThrough(anchors)
  const observed: Mutable<ObservedMetrics> = { ...natural }
  for (const key of times) observed[key] = micro(warp(natural[key]))
  observed.firstVisualChange = Math.round(observed.firstVisualChange)
  observed.lastVisualChange = Math.round(observed.lastVisualChange)
  Object.assign(observed, fixed)
  if (pinned.has('speedIndex')) makeRoomForSpeedIndex(observed, pinned)
  makeRoomForWork(observed, pinned)
  settle(observed, pinned)
  return { observed, pinned, warp }
}

/** Places visual changes nobody pinned around a pinned Speed Index, neither at its edges nor out of its reach. */
function makeRoomForSpeedIndex (observed: Mutable<ObservedMetrics>, pinned: ReadonlySet<MetricKey>): void {
  const { speedIndex, firstVisualChange, lastVisualChange } = observed
  const free = { first: !pinned.has('firstVisualChange'), last: !pinned.has('lastVisualChange') }
  if (free.first && firstVisualChange >= speedIndex) observed.firstVisualChange = Math.floor(0.95 * speedIndex) - 1
  const before = speedIndex - observed.firstVisualChange
  if (free.last && before >= 0) {
    const reach = observed.firstVisualChange + 60 * before
    observed.lastVisualChange = Math.min(Math.max(lastVisualChange, speedIndex + before), reach)
  } else if (free.first && before * 90 < lastVisualChange - observed.firstVisualChange) {
    observed.firstVisualChange = Math.max(0, Math.floor(speedIndex - (lastVisualChange - speedIndex) / 50))
  }
}

/** Blocking needs time to block in, and input that waits needs something to wait for. */
function makeRoomForWork (observed: Mutable<ObservedMetrics>, pinned: ReadonlySet<MetricKey>): void {
  const waits = pinned.has('estimatedInputLatency') ? observed.estimatedInputLatency - 16 : 0
  if (waits > 0 && !pinned.has('totalBlockingTime')) {
    observed.totalBlockingTime = Math.max(observed.totalBlockingTime, 8 * waits)
  }
  const wished = pinned.has('totalBlockingTime') || waits > 0
  if (!wished || observed.totalBlockingTime === 0 || pinned.has('interactive')) return
  const room = 2 * observed.totalBlockingTime + (waits > 0 ? 1500 : 200)
  observed.interactive = Math.max(observed.interactive, observed.firstContentfulPaint + room)
}

/** Moves values that are not pinned until the order holds; each pass either moves one or is the last. */
function settle (observed: Mutable<ObservedMetrics>, pinned: ReadonlySet<MetricKey>): void {
  for (let pass = 0; pass < order.length * 2; pass++) {
    let moved = false
    for (const [first, second, sooner = 0] of order) {
      const fixed = pinned.has(first) && pinned.has(second)
      if (fixed) refine(observed, first, second)
      if (observed[first] + (fixed ? 0 : sooner) <= observed[second]) continue
      if (fixed) {
        const names = [vendorName(first), vendorName(second)]
        throw new PinConflict(names, `${observed[first]} is later than ${observed[second]}`)
      }
      if (!pinned.has(second)) observed[second] = observed[first] + sooner
      else observed[first] = Math.max(0, observed[second] - sooner)
      moved = true
    }
    if (!moved) return
  }
}

/** Pins in whole ms are known to half a millisecond only: one that is the rounded form of the other gives way to it. */
function refine (observed: Mutable<ObservedMetrics>, first: MetricKey, second: MetricKey): void {
  if (Math.round(observed[second]) === observed[first]) {
    observed[first] = Math.min(observed[first], observed[second])
  }
  if (Math.round(observed[first]) === observed[second]) {
    observed[second] = Math.max(observed[first], observed[second])
  }
}
