/** Series as the control plane tells of them. */
import type { Static } from '../kernel/schema.js'
import type { JudgedRun, JudgedSeries, SeriesSummary } from '../worlds/judged-series.js'
import type { World } from '../worlds/world.js'
import type { SeriesRow, SeriesRuns } from './series-told.schema.js'
import { reaches, releasesOf, startOf } from './told-releases.js'

type RunsBody = Static<typeof SeriesRuns>

const iso = (ms: number): string => new Date(ms).toISOString()

export const rowBody = ({ place, runs, first, last }: SeriesSummary): Static<typeof SeriesRow> => ({
  ...place,
  runs,
  first: iso(first.plan.created),
  last: iso(last.plan.created),
  lastJob: last.id
})

/** `at`: the world's now, ms. */
export function runsBody (world: World, { place, metric, train, runs, regimes }: JudgedSeries, at: number): RunsBody {
  return {
    ...place,
    metric,
    train,
    runs: runs.map(runBody),
    regimes: regimes.map(({ from, to, start, end, active, baseline: { mean, lower, upper } }) =>
      ({ from, to, start, end, active, mean, lower, upper })),
    releases: train === null ? [] : releasesAmong(world, train, runs, at)
  }
}

function runBody (run: JudgedRun): RunsBody['runs'][number] {
  const { job, value, baseline, baselineRuns, outlier, reset, discarded, acknowledged } = run
  return {
    jobId: job.id,
    created: iso(job.plan.created),
    build: job.build,
    value,
    baseline: baseline === null ? null : { ...baseline, runs: baselineRuns },
    outlier: outlier === 'later regime' ? 'new_regime' : outlier,
    reset,
    discarded,
    acknowledged
  }
}

/** The releases since the first run that have causes which its page loads feel. */
function releasesAmong (world: World, train: string, runs: readonly JudgedRun[], at: number): RunsBody['releases'] {
  const starts = runs.map(({ job }) => startOf(job))
  const [first = Infinity] = starts
  return releasesOf(world, at)
    .filter((release) => release.felt && reaches(release, train) && release.at > first && release.at <= at)
    .map((release) => {
      const index = starts.findIndex((start) => start >= release.at)
      return { ...release.body, index: index === -1 ? null : index }
    })
}
