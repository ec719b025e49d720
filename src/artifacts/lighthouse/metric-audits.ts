/**
 * Lighthouse 6.3's metric audits: titles, control points of the score and the way a value is written (its audit
 * defaults).
 */
import { logNormalScore, type ScoredMetric } from '../../lab/metrics/scores.js'
import type { ObservedMetrics, Timeline } from '../../lab/timeline.js'

type FormFactor = Timeline['conditions']['device']['formFactor']

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
    description: 'When the first text or image was painted.',
    metric: 'firstContentfulPaint',
    scored: 'firstContentfulPaint',
    weight: 15,
    unit: 'seconds'
  }),
  counted({
    id: 'speed-index',
    title: 'Speed Index',
    description: 'How quickly the visible part of the page filled in.',
    metric: 'speedIndex',
    scored: 'speedIndex',
    weight: 15,
    unit: 'seconds'
  }),
  counted({
    id: 'largest-contentful-paint',
    title: 'Largest Contentful Paint',
    description: 'When the largest text or image was painted.',
    metric: 'largestContentfulPaint',
    scored: 'largestContentfulPaint',
    weight: 25,
    unit: 'seconds'
  }),
  counted({
    id: 'interactive',
    title: 'Time to Interactive',
    description: 'When the page had become fully interactive.',
    metric: 'interactive',
    scored: 'firstInteractive',
    weight: 15,
    unit: 'seconds'
  }),
  counted({
    id: 'total-blocking-time',
    title: 'Total Blocking Time',
    description: 'The time that tasks took beyond 50 ms each, between FCP and TTI.',
    metric: 'totalBlockingTime',
    scored: 'totalBlockingTime',
    weight: 25,
    unit: 'milliseconds'
  }),
  counted({
    id: 'cumulative-layout-shift',
    title: 'Cumulative Layout Shift',
    description: 'How much visible elements moved within the viewport.',
    metric: 'cumulativeLayoutShift',
    scored: 'cumulativeLayoutShift',
    weight: 5,
    unit: 'shift'
  }),
  listed({
    id: 'first-cpu-idle',
    title: 'First CPU Idle',
    description: 'When the main thread was first quiet enough to handle input.',
    metric: 'firstCPUIdle',
    unit: 'seconds',
    points: { mobile: { p10: 3572, median: 6500 }, desktop: { p10: 2468, median: 4500 } }
  }),
  listed({
    id: 'max-potential-fid',
    title: 'Max Potential First Input Delay',
    description: 'The longest that a first input could have had to wait.',
    metric: 'maxPotentialFID',
    unit: 'milliseconds',
    points: both(130, 250)
  }),
  listed({
    id: 'first-meaningful-paint',
    title: 'First Meaningful Paint',
    description: 'When the primary content of the page became visible.',
    metric: 'firstMeaningfulPaint',
    unit: 'seconds',
    points: { mobile: { p10: 2336, median: 4000 }, desktop: { p10: 934, median: 1600 } }
  }),
  listed({
    id: 'estimated-input-latency',
    title: 'Estimated Input Latency',
    description: 'How long an input would have waited in the busiest five seconds.',
    metric: 'estimatedInputLatency',
    unit: 'milliseconds',
    points: both(58, 100)
  })
]

const space = '\u00a0'

/** Seconds to a tenth, milliseconds to ten, shifts to a thousandth, as Lighthouse's reports write them. */
export function displayValue ({ unit }: Pick<MetricAudit, 'unit'>, value: number): string {
  switch (unit) {
    case 'seconds': return `${(Math.round(value / 100) / 10).toFixed(1)}${space}s`
    case 'milliseconds': return `${(Math.round(value / 10) * 10).toLocaleString('en-US')}${space}ms`
    case 'shift': return String(Math.round(value * 1000) / 1000)
  }
}

/** In hundredths; only for an audit with control points of its own. */
export function ownScore ({ points }: MetricAudit, value: number, formFactor: FormFactor): number | null {
  return points === null ? null : Math.round(logNormalScore(points[formFactor], value) * 100) / 100
}
