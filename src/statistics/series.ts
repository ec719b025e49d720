/**
 * One metric's history as a test's owner sees it: which runs count, which regimes they form, which regime is in force, and whether
 * the assessed run is out of line with it. Everything is a function of the runs up to the assessed one and the marks on
 * them, so a verdict changes when a mark does, never because later runs arrive.
 */
import { bounds, isOutlier, type Bounds } from './baseline.js'
import { segments, type Segment } from './change-points.js'

export interface Run {
  jobId: string
  /** Moment of the run, ms since the Unix epoch. */
  at: number
  /** null when the page load has no such metric; such a run does not count. */
  value: number | null
  /** The baseline starts anew with this run; earlier ones are ignored. */
  resetMark?: boolean
  /** Marked as not relevant: left out of the baseline of every other run. */
  discarded?: boolean
  /** The values from here on were accepted: the regime this run lies in is in force. */
  acknowledged?: boolean
}

/** A run that counts. */
export type Measured = Run & { value: number }

export interface Baseline extends Bounds {
  /** What the bounds were made of, oldest first, the assessed run last. */
  values: Measured[]
}

/** Why a run is out of line: beyond the baseline, or beyond it in a later regime that nobody has acknowledged. */
export type OutlierReason = 'baseline' | 'new_regime'

export type Outlier = { status: false, reason: null } | { status: true, reason: OutlierReason }

export interface Assertion extends Bounds {
  real_value: number
  outlier: Outlier
}

export interface Regime extends Segment {
  /** In force: the assessed run is compared with this regime's runs. Exactly one is. */
  active: boolean
  baseline: Bounds
}

export interface Assessment {
  run: Measured
  /** The runs that count, oldest first, the assessed run last. Regimes are positions in this list. */
  retained: Measured[]
  regimes: Regime[]
  baseline: Baseline
  assertion: Assertion
}

/**
 * Assesses the run at `position` of an ascending history of one metric. The assessed run always counts, even if it is marked as
 * discarded. undefined if there is no such run or it has no value.
 */
export function assess (runs: readonly Run[], position: number): Assessment | undefined {
  const run = runs[position]
  if (run === undefined || !isMeasured(run)) return undefined
  const retained = retainedRuns(runs, position)
  const stretches = segments(retained.map(({ value }) => value))
  const active = activeIndex(runs.slice(0, position + 1), retained, stretches)
  const inForce = stretches[active]!
  const own = stretches.length - 1
  const values = own === active ? retained.slice(inForce.start) : [...runsOf(retained, inForce), run]
  const limits = bounds(values.map(({ value }) => value))
  const reason = own > active ? 'new_regime' : 'baseline'
  return {
    run,
    retained,
    regimes: stretches.map((stretch, i) => ({ ...stretch, active: i === active, baseline: boundsOf(runsOf(retained, stretch)) })),
    baseline: { ...limits, values },
    assertion: {
      ...limits,
      real_value: run.value,
      outlier: isOutlier(run.value, limits, values.length) ? { status: true, reason } : { status: false, reason: null }
    }
  }
}

/**
 * The baseline of the runs from `start` to `end` (0-based positions among the retained runs, both included), whichever regime is in
 * force. 0 and 0 stand for the whole series, as they do in the answer for a series of one regime; without an end it
 * reaches to the assessed run. undefined if no run lies in the range.
 */
export function baselineOfRange (retained: readonly Measured[], start = 0, end?: number): Baseline | undefined {
  const whole = end === undefined || (start === 0 && end === 0)
  const values = retained.slice(Math.max(0, start), whole ? undefined : Math.max(0, end + 1))
  return values.length === 0 ? undefined : { ...boundsOf(values), values }
}

/** How a regime's positions read in the API: 0 and 0 if it is the only one, as in the sample answer of the Sauce docs. */
export function regimeRange (regimes: readonly Regime[], index: number): Segment {
  const { start, end } = regimes[index]!
  return regimes.length === 1 ? { start: 0, end: 0 } : { start, end }
}

/** From the last reset on, without discarded and empty runs, up to and including the run at `position`. */
export function retainedRuns (runs: readonly Run[], position: number): Measured[] {
  const first = Math.max(0, runs.slice(0, position + 1).findLastIndex((run) => run.resetMark === true))
  return runs.slice(first, position + 1).filter((run, i): run is Measured =>
    isMeasured(run) && (run.discarded !== true || first + i === position))
}

const isMeasured = (run: Run): run is Measured => run.value !== null

const runsOf = (retained: readonly Measured[], { start, end }: Segment): Measured[] => retained.slice(start, end + 1)

const boundsOf = (runs: readonly Measured[]): Bounds => bounds(runs.map(({ value }) => value))

/**
 * The regime of the last acknowledged run since the last reset, else the first. A run that does not count any more (it was
 * discarded, or lacks this metric) still says which regime was accepted: the one around it, or of two the one nearer to
 * its value; without a value the later, since what is accepted are the values from there on.
 */
function activeIndex (runs: readonly Run[], retained: readonly Measured[], stretches: readonly Segment[]): number {
  const acknowledged = runs.findLastIndex((run) => run.acknowledged === true)
  const reset = runs.findLastIndex((run) => run.resetMark === true)
  if (acknowledged < 0 || acknowledged < reset) return 0
  const stretchAt = (place: number): number => stretches.findIndex(({ start, end }) => start <= place && place <= end)
  const run = runs[acknowledged]!
  const own = retained.indexOf(run as Measured)
  if (own >= 0) return stretchAt(own)
  const earlier = new Set<Run>(runs.slice(0, acknowledged))
  const after = retained.findIndex((each) => !earlier.has(each))
  const [before, next] = [stretchAt(after < 0 ? retained.length - 1 : Math.max(0, after - 1)), stretchAt(after < 0 ? retained.length - 1 : after)]
  if (before === next || run.value === null) return next
  const distance = (stretch: number): number => Math.abs(boundsOf(runsOf(retained, stretches[stretch]!)).baseline - run.value!)
  return distance(before) < distance(next) ? before : next
}
