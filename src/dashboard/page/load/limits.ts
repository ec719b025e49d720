/**
 * Lighthouse 6.3's control points, which the job's own report is scored by: good up to `good`, poor beyond `poor`.
 * Scores of 0.9 and 0.5 are at them.
 */
export interface Limits { readonly good: number, readonly poor: number }

export type FormFactor = 'mobile' | 'desktop'
export type Rating = 'good' | 'middling' | 'poor'

type ByDevice = Readonly<Record<FormFactor, Limits>>

const limits = (good: number, poor: number): Limits => ({ good, poor })
const same = (good: number, poor: number): ByDevice => ({ mobile: limits(good, poor), desktop: limits(good, poor) })

const paints = { mobile: limits(2336, 4000), desktop: limits(934, 1600) }

/** By the metric API's names. */
export const metricLimits = {
  firstContentfulPaint: paints,
  speedIndex: { mobile: limits(3387, 5800), desktop: limits(1311, 2300) },
  largestContentfulPaint: { mobile: limits(2500, 4000), desktop: limits(1200, 2400) },
  firstInteractive: { mobile: limits(3785, 7300), desktop: limits(2468, 4500) },
  totalBlockingTime: { mobile: limits(287, 600), desktop: limits(150, 350) },
  cumulativeLayoutShift: same(0.1, 0.25),
  firstCPUIdle: { mobile: limits(3572, 6500), desktop: limits(2468, 4500) },
  firstMeaningfulPaint: paints,
  estimatedInputLatency: same(58, 100)
} as const satisfies Readonly<Record<string, ByDevice>>

/** The score of a whole page load: the more, the better. */
export const scoreRating = (score: number): Rating => {
  if (score >= 0.9) return 'good'
  return score >= 0.5 ? 'middling' : 'poor'
}

export function rate ({ good, poor }: Limits, value: number): Rating {
  if (value <= good) return 'good'
  return value <= poor ? 'middling' : 'poor'
}

const hasLimits = (metric: string): metric is keyof typeof metricLimits => metric in metricLimits

/** The limits of a metric; undefined for one that Lighthouse does not judge. */
export const limitsOf = (metric: string, device: FormFactor): Limits | undefined =>
  hasLimits(metric) ? metricLimits[metric][device] : undefined
