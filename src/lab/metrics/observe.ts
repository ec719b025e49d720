/** All metrics of a timeline, computed from what it says happened. */
import { mainDocument } from '../main-document.js'
import { micro } from '../precision.js'
import type { LayoutShift, ObservedMetrics, TimedRequest, Timeline, VisualStep } from '../timeline.js'
import { firstCPUIdle } from './first-cpu-idle.js'
import { interactive } from './interactive.js'
import { estimatedInputLatency, maxPotentialFID, totalBlockingTime } from './responsiveness.js'

/**
 * Speed Index: the area above the curve of visual completeness, Σ (1 − completeness) · Δt, ms. Whole percents and
 * whole ms make it exact; like Lighthouse's metric it is a whole number.
 */
export function speedIndex (steps: readonly VisualStep[]): number {
  let area = 0
  let since = 0
  let percent = 0
  for (const step of steps) {
    area += (100 - percent) * (step.at - since)
    since = step.at
    percent = step.percent
  }
  return Math.round(area / 100)
}

/** Cumulative Layout Shift as Lighthouse 6 has it: the sum of all shifts. Scores are millionths, and so is the sum. */
export const cumulativeLayoutShift = (shifts: readonly LayoutShift[]): number =>
  Math.round(shifts.reduce((sum, { score }) => sum + score, 0) * 1e6) / 1e6

/** What of a timeline its metrics are computed from. */
export interface Observable extends Pick<Timeline,
  'tasks' | 'paints' | 'lcpCandidates' | 'domContentLoaded' | 'load' | 'layoutShifts' | 'visual' | 'end'> {
  readonly requests: readonly TimedRequest[]
}

/** Throws for a load without a document, or one that never painted anything. */
export function observe (timeline: Observable): ObservedMetrics {
  const { requests, tasks, paints, lcpCandidates, domContentLoaded, load, layoutShifts, visual, end } = timeline
  const { firstPaint, firstContentfulPaint, firstMeaningfulPaint } = paints
  const { steps } = visual
  const firstStep = steps[0]
  const lastStep = steps.at(-1)
  const largestPaint = lcpCandidates.at(-1)
  if (firstStep === undefined || lastStep === undefined || largestPaint === undefined) {
    throw new Error('a page load is measured by what it painted, but this one painted nothing')
  }
  // No metric counts shorter ones, and most are.
  const notable = tasks.filter(({ duration }) => duration >= 1)
  const timeToInteractive = micro(interactive(notable, requests, firstContentfulPaint, domContentLoaded, end))
  return {
    serverResponseTime: mainDocument(requests).phases.wait,
    domContentLoaded,
    load,
    firstPaint,
    firstContentfulPaint,
    firstMeaningfulPaint,
    largestContentfulPaint: largestPaint.time,
    firstVisualChange: firstStep.at,
    lastVisualChange: lastStep.at,
    speedIndex: speedIndex(steps),
    firstCPUIdle: micro(firstCPUIdle(notable, firstMeaningfulPaint, domContentLoaded)),
    interactive: timeToInteractive,
    totalBlockingTime: micro(totalBlockingTime(notable, firstContentfulPaint, timeToInteractive)),
    estimatedInputLatency: micro(estimatedInputLatency(notable, firstMeaningfulPaint)),
    maxPotentialFID: maxPotentialFID(notable, firstContentfulPaint),
    cumulativeLayoutShift: cumulativeLayoutShift(layoutShifts)
  }
}
