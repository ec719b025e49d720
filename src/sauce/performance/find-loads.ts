import { NotFound } from '../../kernel/errors.js'
import { parseDuration } from '../../kernel/durations.js'
import { isOver, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { mayReadDetails, type Asking } from '../access.js'
import { findJob } from '../jobs/jobs.js'
import { reportedLoad, reportedLoads, type JobLoad } from './reported-loads.js'

/**
 * How long after a job's end its metrics are there, ms. None unless the world file says so: speedo dies of the first
 * 404.
 */
export const processingTime = (world: World): number =>
  parseDuration(world.file.sauce?.performance?.processing ?? 'PT0S') ?? 0

/**
 * The page loads of a job. The real service answers 404 until a job's metrics are processed (speedo's issue 116), so an
 * unknown job, a running one, one that measured nothing and one whose metrics the caller may not see look the same.
 * @throws NotFound
 */
export function findLoads (asking: Asking, id: string): { job: Job, loads: JobLoad[] } {
  const { world, at } = asking
  const job = findJob(asking, id)
  const isThere = isOver(job, at - processingTime(world)) && mayReadDetails(asking, job)
  const loads = isThere ? reportedLoads(world, job) : []
  if (loads.length === 0) throw new NotFound('performance metrics of job', id)
  return { job, loads: loads.map((load) => ({ job, load })) }
}

/** One page load of a job. @throws NotFound */
export function findLoad (asking: Asking, id: string, orderIndex: number): JobLoad {
  const { job } = findLoads(asking, id)
  const load = reportedLoad(asking.world, job, orderIndex)
  if (load === undefined) throw new NotFound(`page load of job ${id}`, String(orderIndex))
  return { job, load }
}
