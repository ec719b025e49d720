import { NotFound, NotReady } from '../../kernel/errors.js'
import { day } from '../../kernel/durations.js'
import type { Upload } from '../../facts/facts.js'
import { endOf, isOver, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import type { Asking } from '../access.js'
import { findOwnJob } from '../jobs/jobs.js'
import { assetNames, prepareNames, sortOut, type AssetNames } from './asset-names.js'

/** Sauce Labs keeps a job's files for 30 days (Sauce docs, Delete Job Assets). ms. */
const retention = 30 * day

/** In the vendor's words: sauce_whisk tells by them that it has to wait. */
export const notFinished = "Job hasn't finished running"

/** Whether what the job's session left is gone. */
const isGone = (job: Job, at: number): boolean => job.assetsDeleted !== null || at >= endOf(job) + retention

/** The files there are at a moment, and where each comes from. */
export interface Assets extends AssetNames { readonly uploads: ReadonlyMap<string, Upload> }

/**
 * The files of a job that is over. What its session left goes after 30 days of the world's time or when a client
 * deletes it; what was uploaded later stays for 30 days of its own.
 */
export function assetsAt (world: World, job: Job, at: number): Assets {
  const uploads = world.facts.uploads.in('job', job.id).filter((upload) => at < upload.at + retention)
  const names = isGone(job, at) ? sortOut(uploads.map(({ name }) => name)) : assetNames(world, job, uploads)
  return { ...names, uploads: new Map(uploads.map((upload) => [upload.name, upload])) }
}

/** Looks into what a job that is over left, if that takes a while, so that `assetsAt` and `listAssets` take none. */
export async function prepareAssets (world: World, job: Job, at: number): Promise<void> {
  if (isOver(job, at) && !isGone(job, at)) await prepareNames(world, job)
}

/** The size in bytes of a file that a job's session left. */
export type AssetSize = (world: World, job: Job, name: string) => Promise<number>

/**
 * The files of a job that is over and has not lost them. @throws NotReady while it runs, NotFound when they are gone.
 */
export function listAssets (world: World, job: Job, at: number): Assets {
  if (!isOver(job, at)) throw new NotReady(notFinished)
  const assets = assetsAt(world, job, at)
  if (isGone(job, at) && assets.uploads.size === 0) throw new NotFound('assets of job', job.id)
  return assets
}

/** A file that was deleted; its size in bytes. */
export type DeletedAsset = [name: string, size: number]

/**
 * Deletes all files of a job and tells their names and sizes, hidden ones included, by name.
 * @throws NotReady while the job runs and when they were deleted before, NotFound when they are past their time.
 */
export async function deleteAssets (
  asking: Asking, username: string, id: string, assetSize: AssetSize
): Promise<DeletedAsset[]> {
  const { world, at } = asking
  const found = findOwnJob(asking, id, username)
  await prepareAssets(world, found, at)
  const { visible, hidden, uploads } = listedOrDeleted(world, found, at)
  const sizeOf = async (name: string): Promise<number> =>
    uploads.get(name)?.size ?? found.assetSizes?.[name] ?? await assetSize(world, found, name)
  const deleted = await Promise.all([...visible, ...hidden].sort()
    .map(async (name): Promise<DeletedAsset> => [name, await sizeOf(name)]))
  // Sizes may have taken a while to find out: what became of the job meanwhile is looked up anew.
  const job = findOwnJob(asking, id, username)
  listedOrDeleted(world, job, at)
  for (const upload of [...world.facts.uploads.in('job', id)]) {
    world.facts.uploads.delete(world.facts.uploads.spec.key(upload))
  }
  world.facts.jobs.put({ ...job, assetsDeleted: at })
  return deleted
}

function listedOrDeleted (world: World, job: Job, at: number): Assets {
  try {
    return listAssets(world, job, at)
  } catch (error) {
    if (!(error instanceof NotFound) || job.assetsDeleted === null) throw error
    throw new NotReady('The assets of this job have been deleted already')
  }
}
