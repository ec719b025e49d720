import { isoSeconds } from '../../kernel/time.js'
import { NotFound } from '../../kernel/errors.js'
import { groupKey } from '../../facts/facts.js'
import { commandsAt, isOver, type Job } from '../../facts/job.js'
import { mayReadDetails, opensJob, type Asking } from '../access.js'
import { listAssets, prepareAssets } from '../assets/assets.js'
import { isPicture } from '../assets/file-names.js'
import { shareToken } from '../credentials.js'
import { jobBody } from '../jobs/jobs.body.js'
import { withoutMetadata } from '../jobs/shown-job.js'
import { processingTime } from '../performance/find-loads.js'
import type { Histories } from '../performance/histories.js'
import { reportedLoads } from '../performance/reported-loads.js'
import type { JobView, Link, ShownLoad } from './job.page.js'

/** Where a page's links lead, and by what they open. */
export interface Linking {
  /** The base of links to files. */
  readonly files: string
  /** The base of links to pages. */
  readonly pages: string
  /** The token that the page itself was opened with. */
  readonly auth: string | undefined
  /** Whether files ask for credentials or a token. */
  readonly asksForToken: boolean
}

/** What the page of a job that the viewer may see is to show. */
export async function jobView (asking: Asking, job: Job, linking: Linking, histories: Histories): Promise<JobView> {
  const { world, at } = asking
  const details = mayReadDetails(asking, job) || opensJob(asking, job, linking.auth)
  const shown = details ? job : withoutMetadata(job)
  const commands = commandsAt(job, at)
  return {
    body: jobBody(shown, at, linking.files),
    device: job.platform.device,
    commands: details ? commands : undefined,
    build: buildLink(asking, shown, linking),
    loads: details && isOver(job, at - processingTime(world)) ? await loadsOf(asking, job, histories) : [],
    files: await filesOf(asking, job, linking, details),
    details
  }
}

async function loadsOf ({ world }: Asking, job: Job, histories: Histories): Promise<ShownLoad[]> {
  const results = await histories.results.of(world, reportedLoads(world, job).map((load) => ({ job, load })))
  return results.map(({ of: { load: { url } }, measured: { error, metrics } }) => ({ url, error, metrics }))
}

function buildLink ({ world }: Asking, { owner, build: name }: Job, { pages }: Linking): Link | undefined {
  if (name === null) return undefined
  const [build] = world.facts.builds.in('name', groupKey(owner, name))
  return build === undefined ? undefined : { name, href: `${pages}/builds/vdc/${build.id}` }
}

async function filesOf (asking: Asking, job: Job, linking: Linking, details: boolean): Promise<JobView['files']> {
  const { world, at } = asking
  if (!isOver(job, at)) return 'They are there when the test is over.'
  await prepareAssets(world, job, at)
  const names = visibleFiles(asking, job).filter((name) => details || isPicture(name))
  if (names.length === 0) return 'There are none, or no more.'
  const auth = tokenFor(asking, job, linking)
  const query = auth === undefined ? '' : `?auth=${encodeURIComponent(auth)}`
  return names.map((name) => ({ name, href: `${linking.files}/jobs/${job.id}/${encodeURIComponent(name)}${query}` }))
}

function visibleFiles ({ world, at }: Asking, job: Job): readonly string[] {
  try {
    return listAssets(world, job, at).visible
  } catch (error) {
    if (error instanceof NotFound) return []
    throw error
  }
}

/**
 * What opens the files for whoever sees the page: what opened the page, or a token of the viewer's for this day, since
 * a browser sends its credentials to the host that asked for them alone.
 */
function tokenFor ({ world, caller, at }: Asking, job: Job, { auth, asksForToken }: Linking): string | undefined {
  if (auth !== undefined) return auth
  const viewer = caller.kind === 'user' ? caller.user : world.facts.users.get(job.owner)
  if (!asksForToken || caller.kind === 'anonymous' || viewer === undefined) return undefined
  const { username, accessKey } = viewer
  const token = shareToken(job.id, username, accessKey, isoSeconds(at).slice(0, 10))
  return username === job.owner ? token : `${username}:${token}`
}
