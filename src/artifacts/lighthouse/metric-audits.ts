/** Lighthouse 6.3's metric audits: titles, control points of the score and the way a value is written (its audit defaults). */
import { logNormalScore, type ScoredMetric } from '../../lab/metrics/scores.js'
import type { ObservedMetrics, Timeline } from '../../lab/timeline.js'

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

const both = (p10: number, median: number): MetricAudit['points'] => ({ mobile: { p10, median }, desktop: { p10, median } })

const counted = (id: string, title: string, description: string, metric: keyof ObservedMetrics, scored: ScoredMetric, weight: number, unit: MetricAudit['unit'] = 'seconds'): MetricAudit =>
  ({ id, title, description, metric, scored, weight, unit, points: null })

export const metricAudits: readonly MetricAudit[] = [
  counted('first-contentful-paint', 'First Contentful Paint', 'When the first text or image was painted.', 'firstContentfulPaint', 'firstContentfulPaint', 15),
  counted('speed-index', 'Speed Index', 'How quickly the visible part of the page filled in.', 'speedIndex', 'speedIndex', 15),
  counted('largest-contentful-paint', 'Largest Contentful Paint', 'When the largest text or image was painted.', 'largestContentfulPaint', 'largestContentfulPaint', 25),
  counted('interactive', 'Time to Interactive', 'When the page had become fully interactive.', 'interactive', 'firstInteractive', 15),
  counted('total-blocking-time', 'Total Blocking Time', 'The time that tasks took beyond 50 ms each, between FCP and TTI.', 'totalBlockingTime', 'totalBlockingTime', 25, 'milliseconds'),
  counted('cumulative-layout-shift', 'Cumulative Layout Shift', 'How much visible elements moved within the viewport.', 'cumulativeLayoutShift', 'cumulativeLayoutShift', 5, 'shift'),
  { id: 'first-cpu-idle', title: 'First CPU Idle', description: 'When the main thread was first quiet enough to handle input.', metric: 'firstCPUIdle', scored: null, weight: 0, unit: 'seconds', points: { mobile: { p10: 3572, median: 6500 }, desktop: { p10: 2468, median: 4500 } } },
  { id: 'max-potential-fid', title: 'Max Potential First Input Delay', description: 'The longest that a first input could have had to wait.', metric: 'maxPotentialFID', scored: null, weight: 0, unit: 'milliseconds', points: both(130, 250) },
  { id: 'first-meaningful-paint', title: 'First Meaningful Paint', description: 'When the primary content of the page became visible.', metric: 'firstMeaningfulPaint', scored: null, weight: 0, unit: 'seconds', points: { mobile: { p10: 2336, median: 4000 }, desktop: { p10: 934, median: 1600 } } },
  { id: 'estimated-input-latency', title: 'Estimated Input Latency', description: 'How long an input would have waited in the busiest five seconds.', metric: 'estimatedInputLatency', scored: null, weight: 0, unit: 'milliseconds', points: both(58, 100) }
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
export const ownScore = ({ points }: MetricAudit, value: number, formFactor: Timeline['conditions']['device']['formFactor']): number | null =>
  points === null ? null : Math.round(logNormalScore(points[formFactor], value) * 100) / 100
