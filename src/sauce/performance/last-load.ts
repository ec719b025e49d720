import { Invalid, NotFound } from '../../kernel/errors.js'
import { judge, type Verdict } from '../../statistics/verdict.js'
import type { Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import type { Histories } from './histories.js'
import { knownMetrics } from './parameters.js'
import { reportedLoads } from './reported-loads.js'

/**
 * The verdict on the last page load of a job, which may still run, as the WebDriver command `sauce:performance` tells
 * it (Sauce docs, Transitions): against the earlier finished runs of its series, on the score unless other metrics
 * are asked for.
 * @throws NotFound if no load was measured, Invalid if a metric is unknown or the load could not be captured.
 */
export async function verdictOnLastLoad (
  histories: Histories, world: World, job: Job, at: number, metrics: readonly string[] = ['score']
): Promise<Verdict> {
  const load = reportedLoads(world, job).at(-1)
  if (load === undefined) throw new NotFound('page load of job', job.id)
  const names = knownMetrics(metrics)
  const { measured: { error } } = await histories.results.one(world, { job, load })
  if (error !== null) throw new Invalid(`the page load could not be captured: ${error}`)
  const assessments = await histories.assess({ world, caller: { kind: 'all' }, at }, { job, load }, names)
  return judge(Object.fromEntries([...assessments].map(([metric, { assertion }]) => [metric, assertion])))
}
