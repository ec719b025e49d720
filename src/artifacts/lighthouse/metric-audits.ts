/**
 * Lighthouse 6.3's metric audits: titles, control points of the score and the way a value is written (its audit
 * defaults).
 */
import { logNormalScore, type ScoredMetric } from '../../lab/metrics/scores.js'
import type { ObservedMetrics, Timeline } from '../../lab/timeline.js'
import { defineAudit, type LoadAudit } from './audit.js'
import type { PageLoad } from './computed/page-load.js'
import { debugData } from './tables.js'
import { milliseconds, seconds } from './wording.js'

interface ControlPoints { readonly p10: number, readonly median: number }

export interface MetricAudit {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly metric: keyof ObservedMetrics
  /** Name in the score overview, for the six that count. */
  readonly scored: ScoredMetric | null
  /** Weight 0 in the category: it is listed but does not count. */
  readonly weight: number
  readonly unit: 'seconds' | 'milliseconds' | 'shift'
  readonly points: Readonly<Record<'mobile' | 'desktop', ControlPoints>> | null
}

const both = (p10: number, median: number): MetricAudit['points'] =>
  ({ mobile: { p10, median }, desktop: { p10, median } })

/** An audit that counts: its score is the score overview's. */
type Counted = Omit<MetricAudit, 'points' | 'scored'> & { readonly scored: ScoredMetric }
const counted = (audit: Counted): MetricAudit => ({ ...audit, points: null })

/** An audit that is listed and scored, and does not count. */
type Listed = Omit<MetricAudit, 'scored' | 'weight'>
const listed = ({ points, ...audit }: Listed): MetricAudit => ({ ...audit, scored: null, weight: 0, points })

export const metricAudits: readonly MetricAudit[] = [
  counted({
    id: 'first-contentful-paint',
    title: 'First Contentful Paint',
    description: 'First Contentful Paint marks the time at which the first text or image is painted. [Learn ' +
      'more](https://web.dev/first-contentful-paint/).',
    metric: 'firstContentfulPaint',
    scored: 'firstContentfulPaint',
    weight: 15,
    unit: 'seconds'
  }),
  counted({
    id: 'speed-index',
    title: 'Speed Index',
    description: 'Speed Index shows how quickly the contents of a page are visibly populated. [Learn ' +
      'more](https://web.dev/speed-index/).',
    metric: 'speedIndex',
    scored: 'speedIndex',
    weight: 15,
    unit: 'seconds'
  }),
  counted({
    id: 'largest-contentful-paint',
    title: 'Largest Contentful Paint',
    description: 'Largest Contentful Paint marks the time at which the largest text or image is painted. [Learn ' +
      'More](https://web.dev/lighthouse-largest-contentful-paint/)',
    metric: 'largestContentfulPaint',
    scored: 'largestContentfulPaint',
    weight: 25,
    unit: 'seconds'
  }),
  counted({
    id: 'interactive',
    title: 'Time to Interactive',
    description: 'Time to interactive is the amount of time it takes for the page to become fully interactive. ' +
      '[Learn more](https://web.dev/interactive/).',
    metric: 'interactive',
    scored: 'firstInteractive',
    weight: 15,
    unit: 'seconds'
  }),
  counted({
    id: 'total-blocking-time',
    title: 'Total Blocking Time',
    description: 'Sum of all time periods between FCP and Time to Interactive, when task length exceeded 50ms, ' +
      'expressed in milliseconds. [Learn more](https://web.dev/lighthouse-total-blocking-time/).',
    metric: 'totalBlockingTime',
    scored: 'totalBlockingTime',
    weight: 25,
    unit: 'milliseconds'
  }),
  counted({
    id: 'cumulative-layout-shift',
    title: 'Cumulative Layout Shift',
    description: 'Cumulative Layout Shift measures the movement of visible elements within the viewport. [Learn ' +
      'more](https://web.dev/cls/).',
    metric: 'cumulativeLayoutShift',
    scored: 'cumulativeLayoutShift',
    weight: 5,
    unit: 'shift'
  }),
  listed({
    id: 'first-cpu-idle',
    title: 'First CPU Idle',
    description: 'First CPU Idle marks the first time at which the page\'s main thread is quiet enough to handle ' +
      'input.  [Learn more](https://web.dev/first-cpu-idle/).',
    metric: 'firstCPUIdle',
    unit: 'seconds',
    points: { mobile: { p10: 3572, median: 6500 }, desktop: { p10: 2468, median: 4500 } }
  }),
  listed({
    id: 'max-potential-fid',
    title: 'Max Potential First Input Delay',
    description: 'The maximum potential First Input Delay that your users could experience is the duration of the ' +
      'longest task. [Learn more](https://web.dev/lighthouse-max-potential-fid/).',
    metric: 'maxPotentialFID',
    unit: 'milliseconds',
    points: both(130, 250)
  }),
  listed({
    id: 'first-meaningful-paint',
    title: 'First Meaningful Paint',
    description: 'First Meaningful Paint measures when the primary content of a page is visible. [Learn ' +
      'more](https://web.dev/first-meaningful-paint/).',
    metric: 'firstMeaningfulPaint',
    unit: 'seconds',
    points: { mobile: { p10: 2336, median: 4000 }, desktop: { p10: 934, median: 1600 } }
  }),
  listed({
    id: 'estimated-input-latency',
    title: 'Estimated Input Latency',
    description: 'Estimated Input Latency is an estimate of how long your app takes to respond to user input, in ' +
      'milliseconds, during the busiest 5s window of page load. If your latency is higher than 50 ms, ' +
      'users may perceive your app as laggy. [Learn more](https://web.dev/estimated-input-latency/).',
    metric: 'estimatedInputLatency',
    unit: 'milliseconds',
    points: both(58, 100)
  })
]

/** Shifts are written to a thousandth. */
export function displayValue ({ unit }: Pick<MetricAudit, 'unit'>, value: number): string {
  switch (unit) {
    case 'seconds': return seconds(value)
    case 'milliseconds': return milliseconds(value)
    case 'shift': return String(Math.round(value * 1000) / 1000)
  }
}

/** A metric that does not count is scored by control points of its own. */
function scoreOf ({ scored, points, metric }: MetricAudit, { timeline, measured }: PageLoad): number {
  if (scored !== null) return measured.scoreOverview[scored].score
  const { observed, conditions: { device } } = timeline
  return points === null ? 1 : logNormalScore(points[device.formFactor], observed[metric])
}

const shiftDetails = ({ layoutShifts }: Timeline): object =>
  debugData({ finalLayoutShiftTraceEventFound: layoutShifts.length > 0 })

export function metricAudit (audit: MetricAudit): LoadAudit {
  const { id, title, description, metric, unit } = audit
  return defineAudit({ id, title, description, needs: 'traces', mode: 'numeric' }, (load) => {
    const value = load.timeline.observed[metric]
    return {
      score: scoreOf(audit, load),
      numericValue: value,
      numericUnit: unit === 'shift' ? 'unitless' : 'millisecond',
      displayValue: displayValue(audit, value),
      ...(unit === 'shift' ? { details: shiftDetails(load.timeline) } : {})
    }
  })
}
