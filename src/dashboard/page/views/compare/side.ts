import type { PageLoad } from '../../load/page-load.js'
import { findJob, isOver, readFiles, readLoad, type FoundJob, type JobFiles } from '../../load/read.js'

/** One of the two runs. */
export interface Side { readonly found: FoundJob, readonly files: JobFiles, readonly load: PageLoad }

/** Reads a page load of a run; or says why there is none to compare. @throws Refusal */
export async function readSide (
  id: string, index: number, accounts: readonly string[], now: number
): Promise<Side | string> {
  const found = await findJob(id, accounts)
  if (found === null) return `No account of this world has a job ${id}.`
  if (!isOver(found.job)) return `Job ${id} is not over yet: there is nothing to compare.`
  const files = await readFiles(found, now)
  const name = files.loads.find((load) => load.index === index)
  if (name === undefined) return `Job ${id} has no page load ${index + 1} that was recorded.`
  return { found, files, load: await readLoad(found, files, name) }
}
