import { NotFound } from '../../kernel/errors.js'
import { parseDuration } from '../../kernel/durations.js'
import { isOver, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import type { Caller } from '../auth.js'
import { findJob } from '../jobs/jobs.js'
import { loadAt, loadsOf } from '../page-loads.js'
import type { JobLoad } from './load-results.js'

/** How long after a job's end its metrics are there, ms. None unless the world file says so: speedo dies of the first 404. */
export const processingTime = (world: World): number => parseDuration(world.file.sauce?.performance?.processing ?? 'PT0S') ?? 0

/**
 * The page loads of a job. The real service answers 404 until a job's metrics are processed (speedo's issue 116), so an
 * unknown job, a running one and one that measured nothing look the same. Throws NotFound.
 */
export function findLoads (world: World, caller: Caller, id: string, at: number): { job: Job, loads: JobLoad[] } {
  const job = findJob(world, caller, id, at)
  const loads = isOver(job, at - processingTime(world)) ? loadsOf(world, job) : []
  if (loads.length === 0) throw new NotFound('performance metrics of job', id)
  return { job, loads: loads.map((load) => ({ job, load })) }
}

/** One page load of a job. Throws NotFound. */
export function findLoad (world: World, caller: Caller, id: string, orderIndex: number, at: number): JobLoad {
  const { job } = findLoads(world, caller, id, at)
  const load = loadAt(world, job, orderIndex)
  if (load === undefined) throw new NotFound(`page load of job ${id}`, String(orderIndex))
  return { job, load }
}
