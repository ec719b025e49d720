/** The series of page loads as wholes, for who shows them: what the Performance API says run by run, at once. */
import type { AuthMode } from '../../http/auth-mode.js'
import { Invalid, NotFound } from '../../kernel/errors.js'
import type { MemoryAccount } from '../../kernel/memory-budget.js'
import { inTurns } from '../../kernel/turns.js'
import { isMetricName, type MetricName } from '../../lab/metrics/names.js'
import { defaultTrain } from '../../facts/visits.js'
import type { JudgedRegime, JudgedRun, JudgedSeries, SeriesTeller } from '../../worlds/judged-series.js'
import type { World } from '../../worlds/world.js'
import type { Asking } from '../access.js'
import { allSeries } from './all-series.js'
import { findLoad } from './find-loads.js'
import type { Histories } from './histories.js'
import { regimeRange } from './verdict.js'
import { Verdicts, type Judged } from './verdicts.js'

export function seriesTeller (histories: Histories, auth: AuthMode, account?: MemoryAccount): SeriesTeller {
  const verdicts = new Verdicts(histories, account)
  return {
    list: async (world, at) => await inTurns(allSeries(world, at)),
    judge: async (world, at, wanted): Promise<JudgedSeries> => {
      const metric = metricOf(wanted.metric)
      const asking = askingAs(wanted.account ?? ownerOf(world, wanted.job), world, at, auth)
      const found = findLoad(asking, wanted.job, wanted.orderIndex)
      const { job: { owner, name, conditions, platform: { os, browser } }, load: { url, orderIndex, recorded } } = found
      const judged = await verdicts.of(asking, found, metric)
      return {
        place: { owner, name, os, browser, url, orderIndex },
        metric,
        train: recorded === undefined ? conditions.train ?? defaultTrain : null,
        runs: runsOf(judged),
        regimes: regimesOf(judged)
      }
    }
  }
}

function metricOf (name: string): MetricName {
  if (!isMetricName(name)) throw new Invalid(`metric: "${name.slice(0, 80)}" is not a metric`, 'metric')
  return name
}

function ownerOf ({ facts }: World, id: string): string {
  const job = facts.jobs.get(id)
  if (job === undefined) throw new NotFound('job', id)
  return job.owner
}

/** What an account sees in this mode. @throws NotFound */
function askingAs (account: string, world: World, at: number, auth: AuthMode): Asking {
  const user = world.facts.users.get(account)
  if (user === undefined) throw new NotFound('account', account)
  return { world, at, caller: auth === 'strict' ? { kind: 'user', user } : { kind: 'all' } }
}

const runsOf = ({ runs, verdicts }: Judged): JudgedRun[] =>
  runs.map(({ job, marks: { reset, discarded, acknowledged } }, index) => {
    const { value = null, baseline = null, count = 0, outlier = null } = verdicts[index] ?? {}
    const marks = { reset, discarded, acknowledged: acknowledged !== undefined }
    return { job, value, baseline, baselineRuns: count, outlier, ...marks }
  })

function regimesOf ({ runs, latest }: Judged): JudgedRegime[] {
  if (latest === undefined) return []
  const { regimes, retained } = latest
  const places = new Map(runs.map(({ job }, index) => [job.id, index]))
  const placeOf = (position: number): number => places.get(retained[position]?.jobId ?? '') ?? 0
  return regimes.map((regime) => ({
    from: placeOf(regime.start),
    to: placeOf(regime.end),
    ...regimeRange(regime, regimes),
    active: regime.active,
    baseline: regime.baseline
  }))
}
