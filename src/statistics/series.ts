/**
 * One metric's history as a test's owner sees it: which runs count, which regimes they form, which regime is in force,
 * and whether the assessed run is out of line with it. Everything is a function of the runs up to the assessed one and
 * the marks on them, so a verdict changes when a mark does, never because later runs arrive.
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
  /** The values around it were accepted. Of several, the greatest counts: the regime it lies in is in force. */
  acknowledged?: number | undefined
}

/** A run that counts. */
export type Measured = Run & { value: number }

export interface Baseline extends Bounds {
  /** What the bounds were made of, oldest first, the assessed run last. */
  values: Measured[]
}

/** Why a run is out of line: beyond the baseline, or beyond it in a later regime that nobody has acknowledged. */
export type OutlierReason = 'baseline' | 'later regime'

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
  /** null when the run is in line with its baseline. */
  outlier: OutlierReason | null
}

/**
 * Assesses the run at `position` of an ascending history of one metric. The assessed run always counts, even if it is
 * marked as discarded. undefined if there is no such run or it has no value.
 */
export function assess (runs: readonly Run[], position: number): Assessment | undefined {
  const run = runs[position]
  if (run === undefined || !isMeasured(run)) return undefined
  const retained = retainedRuns(runs, position)
  const stretches = segments(retained.map(({ value }) => value))
  const inForce = stretchInForce(runs.slice(0, position + 1), retained, stretches)
  if (inForce === undefined) return undefined
  const isLast = inForce === stretches.at(-1)
  const compared = runsOf(retained, inForce)
  const baseline = baselineOf(isLast ? compared : [...compared, run])
  const reason = isLast ? 'baseline' : 'later regime'
  return {
    run,
    retained,
    regimes: stretches.map((stretch) => ({
      ...stretch,
      active: stretch === inForce,
      baseline: boundsOf(runsOf(retained, stretch))
    })),
    baseline,
    outlier: isOutlier(run.value, baseline, baseline.values.length) ? reason : null
  }
}

/** The baseline that these runs make; a RangeError if there are none. */
export const baselineOf = (values: Measured[]): Baseline => ({ ...boundsOf(values), values })

/** From the last reset on, without discarded and empty runs, up to and including the run at `position`. */
export function retainedRuns (runs: readonly Run[], position: number): Measured[] {
  const since = sinceReset(runs.slice(0, position + 1))
  const assessed = since.at(-1)
  return since.filter((run): run is Measured => isMeasured(run) && (run.discarded !== true || run === assessed))
}

const isMeasured = (run: Run): run is Measured => run.value !== null

const sinceReset = (runs: readonly Run[]): readonly Run[] =>
  runs.slice(Math.max(0, runs.findLastIndex((run) => run.resetMark === true)))

const runsOf = (retained: readonly Measured[], { start, end }: Segment): Measured[] => retained.slice(start, end + 1)

const boundsOf = (runs: readonly Measured[]): Bounds => bounds(runs.map(({ value }) => value))

/** Position of the run that was acknowledged last; -1 if none was. */
function lastAcknowledged (runs: readonly Run[]): number {
  let place = -1
  let greatest = -Infinity
  for (const [index, { acknowledged = -Infinity }] of runs.entries()) {
    if (acknowledged <= greatest) continue
    greatest = acknowledged
    place = index
  }
  return place
}

/**
 * The regime of the run acknowledged last since the last reset, else the first; undefined if no run counts. A run that
 * does not count any more (it was discarded, or lacks this metric) still says which regime was accepted: the one around
 * it, or of two the one nearer to its value; without a value the later, since what is accepted are the values from
 * there on.
 */
function stretchInForce (
  runs: readonly Run[], retained: readonly Measured[], stretches: readonly Segment[]
): Segment | undefined {
  const since = sinceReset(runs)
  const place = lastAcknowledged(since)
  const accepted = since[place]
  if (accepted === undefined) return stretches[0]
  const stretchAt = (at: number): Segment | undefined => stretches.find(({ end }) => at <= end)
  const earlier = new Set<Run>(since.slice(0, place))
  // The accepted run itself, or the first after it that counts: the assessed one is there, and always counts.
  const first = retained.findIndex((run) => !earlier.has(run))
  const later = stretchAt(first)
  if (retained[first] === accepted) return later
  const before = stretchAt(Math.max(0, first - 1))
  const { value } = accepted
  if (before === undefined || later === undefined || before === later || value === null) return later
  const distance = (stretch: Segment): number => Math.abs(boundsOf(runsOf(retained, stretch)).mean - value)
  return distance(before) < distance(later) ? before : later
}
