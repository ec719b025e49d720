/** All numbers of a load, for tools. */
import type { ObservedMetrics, Timeline } from '../../../lab/timeline.js'
import { monotonicClock } from '../../resource-timing.js'
import { defineAudit } from '../audit.js'
import { column, debugData, table } from '../tables.js'

/** Shorter tasks are not listed, ms. */
const notable = 5

/** Since the first task. */
export const mainThreadTasks = defineAudit({
  id: 'main-thread-tasks',
  title: 'Tasks',
  description: 'Lists the toplevel main thread tasks that executed during page load.',
  needs: 'traces',
  mode: 'informative'
}, ({ tasks }) => {
  const items = tasks
    .filter(({ duration }) => duration > notable)
    .map(({ start, duration }) => ({ duration, startTime: start }))
  return {
    score: 1,
    details: table([
      column('startTime', 'ms', 'Start Time', { granularity: 1 }),
      column('duration', 'ms', 'End Time', { granularity: 1 })
    ], items)
  }
})

/** Lighthouse's are not rounded. */
export const diagnostics = defineAudit({
  id: 'diagnostics',
  title: 'Diagnostics',
  description: 'Collection of useful page vitals.',
  needs: 'traces',
  mode: 'informative'
}, ({ timeline: { network, tasks }, measured }) => {
  const totalTaskTime = tasks.reduce((sum, { duration }) => sum + duration, 0)
  return { score: 1, details: debugData({ ...measured.diagnostics, ...network, totalTaskTime }) }
})

type Moments = Readonly<Record<string, number>>

/** ms since navigation start, in the order in which Lighthouse lists them. */
const measuredMoments = (observed: ObservedMetrics): Moments => ({
  firstContentfulPaint: observed.firstContentfulPaint,
  firstMeaningfulPaint: observed.firstMeaningfulPaint,
  largestContentfulPaint: observed.largestContentfulPaint,
  firstCPUIdle: observed.firstCPUIdle,
  interactive: observed.interactive,
  speedIndex: observed.speedIndex
})

const observedMoments = ({ observed, end }: Timeline): Moments => ({
  observedTimeOrigin: 0,
  observedNavigationStart: 0,
  observedFirstPaint: observed.firstPaint,
  observedFirstContentfulPaint: observed.firstContentfulPaint,
  observedFirstMeaningfulPaint: observed.firstMeaningfulPaint,
  observedLargestContentfulPaint: observed.largestContentfulPaint,
  observedTraceEnd: end,
  observedLoad: observed.load,
  observedDomContentLoaded: observed.domContentLoaded,
  observedFirstVisualChange: observed.firstVisualChange,
  observedLastVisualChange: observed.lastVisualChange,
  observedSpeedIndex: observed.speedIndex
})

export const metrics = defineAudit({
  id: 'metrics',
  title: 'Metrics',
  description: 'Collects all available metrics.',
  needs: 'traces',
  mode: 'informative'
}, ({ timeline }) => {
  const { observed } = timeline
  const clock = monotonicClock(timeline)
  const told = (moments: Moments): Moments => Object.fromEntries(Object.entries(moments).flatMap(([name, ms]) =>
    [[name, Math.round(ms)], [`${name}Ts`, Math.round(clock + ms * 1000)]]))
  const item = {
    ...told(measuredMoments(observed)),
    estimatedInputLatency: Math.round(observed.estimatedInputLatency),
    totalBlockingTime: Math.round(observed.totalBlockingTime),
    maxPotentialFID: Math.round(observed.maxPotentialFID),
    cumulativeLayoutShift: observed.cumulativeLayoutShift,
    ...told(observedMoments(timeline)),
    observedCumulativeLayoutShift: observed.cumulativeLayoutShift
  }
  return {
    score: 1,
    numericValue: Math.round(observed.interactive),
    numericUnit: 'millisecond',
    details: debugData(item, { lcpInvalidated: false })
  }
})
