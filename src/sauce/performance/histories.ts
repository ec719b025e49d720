import type { MetricName } from '../../lab/metrics/names.js'
import { assess, type Assessment, type Run as Value } from '../../statistics/series.js'
import { groupKey } from '../../facts/facts.js'
import { isOver, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { mayRead, type Caller } from '../auth.js'
import { capturesPerformance, loadAt, visitsMade, type Load } from '../page-loads.js'
import { LoadResults, type JobLoad } from './load-results.js'
import { marksOf, sameMarks, type Marks } from './marks.js'
import { processingTime } from './measured-jobs.js'

export interface Run extends JobLoad { readonly marks: Marks }

/** The runs of one page load of one test, oldest first, as one caller sees them at one moment. */
export interface Series {
  readonly runs: readonly Run[]
  /** What was computed from these runs, by metric and position. */
  readonly assessments: Map<string, Assessment | undefined>
}

/** How many series are remembered, and how many assessments of each. An assessment refers to every run it counts. */
const rememberedSeries = 64
const rememberedAssessments = 256

/** Oldest first; runs of one moment (the clock may stand still) in the order in which they were made. */
const oldestFirst = (a: Run, b: Run): number =>
  a.job.plan.created - b.job.plan.created || a.job.run - b.job.run || (a.job.id < b.job.id ? -1 : 1)

/**
 * The histories that baselines and regimes are computed from. A series is remembered with the job records and the marks
 * it was made of and is made anew when one of them is another; other series do not notice.
 */
export class Histories {
  readonly results = new LoadResults()
  readonly #series = new Map<string, Series>()
  /** How many assessments were computed so far. */
  assessed = 0

  /**
   * The series of a page load: same owner, job name, platform (any browser version), page URL and order index. The job
   * itself belongs to it even while it runs.
   */
  series (world: World, caller: Caller, { job, load }: JobLoad, at: number): Series {
    const runs: Run[] = []
    const latestEnd = at - processingTime(world)
    for (const other of testOf(world, job)) {
      if (other !== job && !(isOver(other, latestEnd) && samePlatform(other, job) && mayRead(world, caller, other))) continue
      const same = other === job ? load : sameLoad(world, other, job, load)
      if (same !== undefined) runs.push({ job: other, load: same, marks: marksOf(world, other, load.orderIndex) })
    }
    runs.sort(oldestFirst)
    return this.#remember(groupKey(world.name, job.owner, job.name ?? '', job.platform.os, job.platform.browser, load.url, load.orderIndex), runs)
  }

  /** What the runs up to and including this one say of it, by metric; a metric that it has no value of is left out. */
  async assess (world: World, caller: Caller, wanted: JobLoad, metrics: readonly MetricName[], at: number): Promise<Map<MetricName, Assessment>> {
    const series = this.series(world, caller, wanted, at)
    const position = series.runs.findIndex(({ job }) => job === wanted.job)
    const keyOf = (metric: MetricName): string => `${metric} ${position}`
    const found = new Map(metrics.filter((metric) => series.assessments.has(keyOf(metric))).map((metric) => [metric, series.assessments.get(keyOf(metric))]))
    const missing = metrics.filter((metric) => !found.has(metric))
    if (missing.length > 0) {
      if (series.assessments.size + missing.length > rememberedAssessments) series.assessments.clear()
      const valuesOf = await this.#history(world, series.runs, position)
      for (const metric of missing) {
        const values = valuesOf(metric)
        const assessment = assess(values, values.length - 1)
        this.assessed++
        series.assessments.set(keyOf(metric), assessment)
        found.set(metric, assessment)
      }
    }
    return new Map(metrics.flatMap((metric) => {
      const assessment = found.get(metric)
      return assessment === undefined ? [] : [[metric, assessment] as const]
    }))
  }

  /** The values of the runs up to `position`, from the last reset on: what lies before it need not even be simulated. */
  async #history (world: World, runs: readonly Run[], position: number): Promise<(metric: MetricName) => Value[]> {
    const first = Math.max(0, runs.findLastIndex(({ marks }, i) => i <= position && marks.reset))
    const counted = runs.slice(first, position + 1)
    const results = await this.results.of(world, counted)
    return (metric) => counted.map(({ job, marks }, i) => ({
      jobId: job.id,
      at: job.plan.created,
      value: results[i]!.metrics[metric] ?? null,
      resetMark: marks.reset,
      discarded: marks.discarded,
      acknowledged: marks.acknowledged
    }))
  }

  #remember (key: string, runs: readonly Run[]): Series {
    const known = this.#series.get(key)
    const same = known !== undefined && known.runs.length === runs.length && known.runs.every((run, i) => sameRun(run, runs[i]!))
    const series = same ? known : { runs, assessments: new Map<string, Assessment | undefined>() }
    // A Map keeps the order of insertion: the first key is the one not asked for longest.
    this.#series.delete(key)
    this.#series.set(key, series)
    if (this.#series.size > rememberedSeries) this.#series.delete(this.#series.keys().next().value!)
    return series
  }
}

const sameRun = (a: Run, b: Run): boolean => a.job === b.job && sameMarks(a.marks, b.marks)

const samePlatform = (a: Job, b: Job): boolean => a.platform.os === b.platform.os && a.platform.browser === b.platform.browser

/** The jobs of the same owner and name. */
const testOf = (world: World, { owner, name }: Job): readonly Job[] =>
  name === null
    ? world.facts.jobs.in('owner', owner).filter((job) => job.name === null)
    : world.facts.jobs.in('name', groupKey(owner, name))

/** The load of another job with the same order index and URL. Most jobs of a test make the same visits: then the loads are equal. */
function sameLoad (world: World, other: Job, job: Job, load: Load): Load | undefined {
  const { orderIndex, url, measured } = load
  if (measured === undefined && other.measured.length === 0 && other.visits[orderIndex] === job.visits[orderIndex]) {
    return capturesPerformance(other) && orderIndex < visitsMade(other) ? load : undefined
  }
  const found = loadAt(world, other, orderIndex)
  return found?.url === url ? found : undefined
}
