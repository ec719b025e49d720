import { Invalid, NotFound } from '../../kernel/errors.js'
import { judge, type Verdict } from '../../statistics/verdict.js'
import type { Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { loadsOf } from '../page-loads.js'
import type { Histories } from './histories.js'
import { knownMetrics } from './parameters.js'

/**
 * Judges the last page load of a job, which may still run, as the WebDriver command `sauce:performance` does (Sauce docs,
 * Transitions): against the earlier finished runs of its series, on the score unless other metrics are asked for.
 * @throws NotFound if no load was measured, Invalid if a metric is unknown or the load could not be captured.
 */
export async function judgeLoad (histories: Histories, world: World, job: Job, metrics: readonly string[] = ['score'], at: number): Promise<Verdict> {
  const load = loadsOf(world, job).at(-1)
  if (load === undefined) throw new NotFound('page load of job', job.id)
  const names = knownMetrics(metrics)
  const [result] = await histories.results.of(world, [{ job, load }])
  if (result!.error !== null) throw new Invalid(`the page load could not be captured: ${result!.error}`)
  return judge(Object.fromEntries(
    [...await histories.assess(world, { kind: 'all' }, { job, load }, names, at)].map(([metric, { assertion }]) => [metric, assertion])))
}
