/** What each run of a series was judged to be: by all that the assessment of one run asks, kept small for many. */
import { Cache } from '../../kernel/cache.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'
import { inTurns, turn, type Steps } from '../../kernel/turns.js'
import type { MetricName } from '../../lab/metrics/names.js'
import { assess, type Assessment, type OutlierReason, type Run as MetricRun } from '../../statistics/series.js'
import type { Bounds } from '../../statistics/baseline.js'
import type { World } from '../../worlds/world.js'
import type { Asking } from '../access.js'
import { metricRun, sameRun, type Histories, type Run } from './histories.js'
import type { JobLoad } from './reported-loads.js'

/** What the runs up to one say of it: of an assessment, what does not grow with the series. */
export interface Verdict {
  readonly value: number
  readonly baseline: Bounds
  /** How many runs the baseline is made of. */
  readonly count: number
  readonly outlier: OutlierReason | null
}

/** All runs of a series, and what each of them is; null: it has no value of the metric. */
export interface Judged {
  readonly runs: readonly Run[]
  readonly verdicts: ReadonlyArray<Verdict | null>
  /** Of the newest run that has a value; undefined: none has one. */
  readonly latest: Assessment | undefined
}

type Known = Omit<Judged, 'latest'>

/** How many verdicts are remembered, and the bytes that one takes. */
const remembered = 100_000
const perVerdict = 160

/** How many page loads are simulated before others get their turn. */
const simulatedAtOnce = 8

/**
 * Judges the runs of series. A run is judged by those before it alone, so what was judged stays until a run before it
 * is another, or is marked: after a new run only that one is judged.
 */
export class Verdicts {
  readonly #known: Cache<string, Known>
  /** How many runs were judged so far. */
  judged = 0

  constructor (private readonly histories: Histories, account?: MemoryAccount) {
    const weigh = ({ verdicts }: Known): number => verdicts.length
    this.#known = new Cache({ most: remembered, weigh, account, unit: perVerdict })
  }

  /** The runs of the series of a page load, oldest first, each judged by what is known of it. */
  async of (asking: Asking, wanted: JobLoad, metric: MetricName): Promise<Judged> {
    const { key, runs } = this.histories.series(asking, wanted)
    const measured = await this.#measured(asking.world, runs, metric)
    const place = `${metric} ${key}`
    const known = this.#known.get(place)
    const verdicts = await inTurns(this.#judge(measured, known === undefined ? [] : stillTrue(known, runs)))
    if (verdicts !== known?.verdicts) this.#known.set(place, { runs, verdicts })
    const newest = verdicts.findLastIndex((verdict) => verdict !== null)
    return { runs, verdicts, latest: assess(measured, newest) }
  }

  async #measured (world: World, runs: readonly Run[], metric: MetricName): Promise<MetricRun[]> {
    const measured: MetricRun[] = []
    for (let first = 0; first < runs.length; first += simulatedAtOnce) {
      await turn()
      const results = await this.histories.results.of(world, runs.slice(first, first + simulatedAtOnce))
      for (const result of results) measured.push(metricRun(result, metric))
    }
    return measured
  }

  * #judge (runs: readonly MetricRun[], known: ReadonlyArray<Verdict | null>): Steps<ReadonlyArray<Verdict | null>> {
    if (known.length === runs.length) return known
    const verdicts = [...known]
    for (let position = known.length; position < runs.length; position++) {
      verdicts.push(verdictOf(assess(runs, position)))
      this.judged++
      yield
    }
    return verdicts
  }
}

/** The verdicts on the runs before the first that is another one now. */
function stillTrue (known: Known, runs: readonly Run[]): ReadonlyArray<Verdict | null> {
  const changed = runs.findIndex((run, i) => !sameRun(run, known.runs[i]))
  const { verdicts } = known
  if (changed === -1) return verdicts.length === runs.length ? verdicts : verdicts.slice(0, runs.length)
  return verdicts.slice(0, changed)
}

function verdictOf (assessment: Assessment | undefined): Verdict | null {
  if (assessment === undefined) return null
  const { run: { value }, baseline: { mean, lower, upper, values }, outlier } = assessment
  return { value, baseline: { mean, lower, upper }, count: values.length, outlier }
}
