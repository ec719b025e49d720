/** What the statistics say of a run, in the vendor's words: its boundaries, its reasons, its positions of regimes. */
import type { Bounds } from '../../statistics/baseline.js'
import type { Segment } from '../../statistics/change-points.js'
import { baselineOf, type Baseline, type Measured, type OutlierReason } from '../../statistics/series.js'
import type { AssertionBody } from './performance.schema.js'

type BoundsBody = Pick<AssertionBody, 'baseline' | 'lower_boundary' | 'upper_boundary'>

export const boundsBody = ({ mean, lower, upper }: Bounds): BoundsBody =>
  ({ baseline: mean, lower_boundary: lower, upper_boundary: upper })

const reasons: Readonly<Record<OutlierReason, AssertionBody['outlier']['reason']>> = {
  baseline: 'baseline',
  'later regime': 'new_regime'
}

export const outlierBody = (outlier: OutlierReason | null): AssertionBody['outlier'] =>
  outlier === null ? { status: false, reason: null } : { status: true, reason: reasons[outlier] }

/**
 * How a regime's positions read in the API: 0 and 0 if it is the only one, as in the sample answer of the Sauce docs.
 */
export const regimeRange = ({ start, end }: Segment, regimes: readonly Segment[]): Segment =>
  regimes.length === 1 ? { start: 0, end: 0 } : { start, end }

/**
 * The baseline of the runs from `start` to `end` (0-based positions among the retained runs, both included), whichever
 * regime is in force. 0 and 0 stand for the whole series, as they do in the answer for a series of one regime; without
 * an end it reaches to the assessed run. undefined if no run lies in the range.
 */
export function baselineOfRange (retained: readonly Measured[], start = 0, end?: number): Baseline | undefined {
  const whole = end === undefined || (start === 0 && end === 0)
  const values = retained.slice(Math.max(0, start), whole ? undefined : Math.max(0, end + 1))
  return values.length === 0 ? undefined : baselineOf(values)
}
