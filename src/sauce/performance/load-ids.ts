/** The ids by which the Performance API names a page load. */
import { sha1 } from '../../kernel/ids.js'
import { stream } from '../../kernel/random.js'
import type { Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'

/** job_name_hash of the Performance API: SHA-1 of the job's name. */
export const jobNameHash = (job: Job): string => sha1(job.name ?? '')

/** load_id of the Performance API: SHA-1 of job id, page URL and order index, joined without a separator. */
export const loadId = (jobId: string, pageUrl: string, orderIndex: number): string =>
  sha1(`${jobId}${pageUrl}${orderIndex}`)

/** loader_id of a load that a client measured: made up, and always the same for one job and index. */
export const recordedLoaderId = (world: World, job: Job, orderIndex: number): string =>
  stream(world.seed, 'recorded-load', job.id, orderIndex).hex(32).toUpperCase()
