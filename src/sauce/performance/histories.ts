import { Cache } from '../../kernel/cache.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'
import type { MetricName } from '../../lab/metrics/names.js'
import { assess, type Assessment, type Run as MetricRun } from '../../statistics/series.js'
import { groupKey } from '../../facts/facts.js'
import { endOf, isOver, type Job } from '../../facts/job.js'
import { capturesPerformance, isUnmeasured, visitsLoaded } from '../../facts/visits.js'
import type { World } from '../../worlds/world.js'
import { mayReadDetails, type Asking } from '../access.js'
import { processingTime } from './find-loads.js'
import { LoadResults, type LoadResult } from './load-results.js'
import { marksOf, sameMarks, type Marks } from './marks.js'
import { reportedLoad, type JobLoad, type ReportedLoad } from './reported-loads.js'

export interface Run extends JobLoad { readonly marks: Marks }

/** An assessment that was made: `undefined` for a metric that the run has no value of. */
interface Made { readonly assessment: Assessment | undefined }

/** The runs of one page load of one test, oldest first, as one caller sees them at one moment. */
export interface Series {
  /** What is the same for all its runs, as a text. */
  readonly key: string
  readonly runs: readonly Run[]
  /** What was computed from these runs, by metric and position. */
  readonly assessments: Cache<string, Made>
}

/** How many series are remembered, and how many assessments of each. An assessment refers to every run it counts. */
const rememberedSeries = 64
const rememberedAssessments = 256

/**
 * Where a run stands in time: when it was made. One that a client drove was placed in the past, so far back as it took;
 * when it ended is what is known of it.
 */
const madeAt = (job: Job): number => job.driven === undefined ? job.plan.created : endOf(job)

/** Oldest first; jobs of one moment (the clock may stand still) in the order in which they were made. */
export const byAge = (a: Job, b: Job): number => madeAt(a) - madeAt(b) || a.run - b.run || (a.id < b.id ? -1 : 1)

/**
 * The histories that baselines and regimes are computed from. A series is remembered with the job records and the marks
 * it was made of and is made anew when one of them is another; other series do not notice.
 */
export class Histories {
  readonly results: LoadResults
  readonly #series = new Cache<string, Series>({ most: rememberedSeries })
  /** How many assessments were computed so far. */
  assessed = 0

  constructor (account?: MemoryAccount) {
    this.results = new LoadResults({ account })
  }

  /**
   * The series of a page load: same owner, job name, platform (any browser version), page URL and order index. The job
   * itself belongs to it even while it runs.
   */
  series (asking: Asking, { job, load }: JobLoad): Series {
    const { world, at } = asking
    const runs: Run[] = []
    const latestEnd = at - processingTime(world)
    for (const other of testOf(world, job)) {
      const counts = isOver(other, latestEnd) && samePlatform(other, job) && mayReadDetails(asking, other)
      if (other !== job && !counts) continue
      const same = other === job ? load : sameLoad(world, other, job, load)
      if (same !== undefined) runs.push({ job: other, load: same, marks: marksOf(world, other, load.orderIndex) })
    }
    // One that is looked at under another name than its own is no job of the world.
    if (runs.every((run) => run.job !== job)) runs.push({ job, load, marks: marksOf(world, job, load.orderIndex) })
    runs.sort((a, b) => byAge(a.job, b.job))
    const { owner, name, platform: { os, browser } } = job
    return this.#remember(groupKey(world.name, owner, name ?? '', os, browser, load.url, load.orderIndex), runs)
  }

  /** What the runs up to and including this one say of it, by metric; a metric that it has no value of is left out. */
  async assess (asking: Asking, wanted: JobLoad, metrics: readonly MetricName[]): Promise<Map<MetricName, Assessment>> {
    const { runs, assessments } = this.series(asking, wanted)
    const position = runs.findIndex(({ job }) => job === wanted.job)
    const keyOf = (metric: MetricName): string => `${metric} ${position}`
    const made = new Map(metrics.map((metric) => [metric, assessments.get(keyOf(metric))]))
    if ([...made.values()].includes(undefined)) {
      const results = await this.#counted(asking.world, runs, position)
      for (const [metric, known] of made) {
        if (known === undefined) made.set(metric, assessments.set(keyOf(metric), this.#assessed(results, metric)))
      }
    }
    const found = new Map<MetricName, Assessment>()
    for (const [metric, known] of made) if (known?.assessment !== undefined) found.set(metric, known.assessment)
    return found
  }

  /**
   * The results of the runs up to `position`, from the last reset on: what lies before it need not even be simulated.
   */
  async #counted (world: World, runs: readonly Run[], position: number): Promise<Array<LoadResult<Run>>> {
    const first = Math.max(0, runs.findLastIndex(({ marks }, i) => i <= position && marks.reset))
    return await this.results.of(world, runs.slice(first, position + 1))
  }

  /** What the last of the results is, seen from those before it. */
  #assessed (results: ReadonlyArray<LoadResult<Run>>, metric: MetricName): Made {
    this.assessed++
    const runs = results.map((result) => metricRun(result, metric))
    return { assessment: assess(runs, runs.length - 1) }
  }

  #remember (key: string, runs: readonly Run[]): Series {
    const known = this.#series.get(key)
    if (known !== undefined && sameRuns(known.runs, runs)) return known
    return this.#series.set(key, { key, runs, assessments: new Cache({ most: rememberedAssessments }) })
  }
}

/** A run as the statistics know it. */
export const metricRun = ({ of: { job, marks }, measured }: LoadResult<Run>, metric: MetricName): MetricRun => ({
  jobId: job.id,
  at: job.plan.created,
  value: measured.metrics[metric] ?? null,
  resetMark: marks.reset,
  discarded: marks.discarded,
  acknowledged: marks.acknowledged
})

export const sameRun = (a: Run, b: Run | undefined): boolean =>
  b !== undefined && a.job === b.job && sameMarks(a.marks, b.marks)

const sameRuns = (a: readonly Run[], b: readonly Run[]): boolean =>
  a.length === b.length && a.every((run, i) => sameRun(run, b[i]))

const samePlatform = (a: Job, b: Job): boolean =>
  a.platform.os === b.platform.os && a.platform.browser === b.platform.browser

/** The jobs of the same owner and name. */
const testOf = (world: World, { owner, name }: Job): readonly Job[] =>
  name === null
    ? world.facts.jobs.in('owner', owner).filter((job) => job.name === null)
    : world.facts.jobs.in('name', groupKey(owner, name))

/**
 * The load of another job with the same order index and URL. Most jobs of a test make the same visits: then the loads
 * are equal.
 */
function sameLoad (world: World, other: Job, job: Job, load: ReportedLoad): ReportedLoad | undefined {
  const { orderIndex, url, recorded } = load
  if (recorded === undefined && other.measured.length === 0 && other.visits[orderIndex] === job.visits[orderIndex]) {
    const counts = capturesPerformance(other) && orderIndex < visitsLoaded(other) && !isUnmeasured(other, orderIndex)
    return counts ? load : undefined
  }
  const found = reportedLoad(world, other, orderIndex)
  return found?.url === url ? found : undefined
}
