/** Lighthouse 6.3's scores: log-normal curves through two control points, weighted. */
import { keysOf } from '../keys.js'
import type { Device } from '../page/conditions.js'
import type { ObservedMetrics } from '../timeline.js'

interface ControlPoints { readonly p10: number, readonly median: number }

/** The inverse complementary error function of 1/5: places the p10 point at a score of 0.9. */
const inverseErfcOneFifth = 0.9061938024368232

/** The error function by formula 7.1.26 of Abramowitz and Stegun, |error| ≤ 1.5e-7. */
function erf (x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x))
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x))
}

/** 1 for nothing, 0.9 at `p10`, 0.5 at `median`, towards 0 beyond. */
export function logNormalScore ({ p10, median }: ControlPoints, value: number): number {
  if (value <= 0) return 1
  const standardized = Math.log(value / median) * inverseErfcOneFifth / Math.log(median / p10)
  return Math.min(1, Math.max(0, (1 - erf(standardized)) / 2))
}

const round2 = (value: number): number => Math.round(value * 100) / 100

interface Audit { readonly weight: number, readonly mobile: ControlPoints, readonly desktop: ControlPoints }

const layoutShift: ControlPoints = { p10: 0.1, median: 0.25 }

/** Weights of Lighthouse 6's performance category and its audits' default control points, in the vendor's order. */
export const audits = {
  firstContentfulPaint: { weight: 15, mobile: { p10: 2336, median: 4000 }, desktop: { p10: 934, median: 1600 } },
  speedIndex: { weight: 15, mobile: { p10: 3387, median: 5800 }, desktop: { p10: 1311, median: 2300 } },
  largestContentfulPaint: { weight: 25, mobile: { p10: 2500, median: 4000 }, desktop: { p10: 1200, median: 2400 } },
  firstInteractive: { weight: 15, mobile: { p10: 3785, median: 7300 }, desktop: { p10: 2468, median: 4500 } },
  totalBlockingTime: { weight: 25, mobile: { p10: 287, median: 600 }, desktop: { p10: 150, median: 350 } },
  cumulativeLayoutShift: { weight: 5, mobile: layoutShift, desktop: layoutShift }
} as const satisfies Record<string, Audit>

export type ScoredMetric = keyof typeof audits
export const scoredMetrics: readonly ScoredMetric[] = keysOf(audits)

export interface MetricScore { score: number, value: number, weight: number }

const valueOf = (observed: ObservedMetrics, metric: ScoredMetric): number =>
  metric === 'firstInteractive' ? observed.interactive : observed[metric]

/** Each scored metric's unrounded value, its score in hundredths, and its weight. */
export function scoreOverview (
  observed: ObservedMetrics, formFactor: Device['formFactor']
): Record<ScoredMetric, MetricScore> {
  const scoreOf = (metric: ScoredMetric): MetricScore => {
    const value = valueOf(observed, metric)
    const audit = audits[metric]
    return { score: round2(logNormalScore(audit[formFactor], value)), value, weight: audit.weight }
  }
  return {
    firstContentfulPaint: scoreOf('firstContentfulPaint'),
    speedIndex: scoreOf('speedIndex'),
    largestContentfulPaint: scoreOf('largestContentfulPaint'),
    firstInteractive: scoreOf('firstInteractive'),
    totalBlockingTime: scoreOf('totalBlockingTime'),
    cumulativeLayoutShift: scoreOf('cumulativeLayoutShift')
  }
}

/** The weighted mean of the rounded scores, in hundredths. */
export function overallScore (overview: Record<ScoredMetric, MetricScore>): number {
  let sum = 0
  let weights = 0
  for (const { score, weight } of Object.values(overview)) {
    sum += score * weight
    weights += weight
  }
  return weights === 0 ? 0 : round2(sum / weights)
}
