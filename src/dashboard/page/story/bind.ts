import type { Answer } from '../../../control/operations.js'
import { ask } from '../wire/ask.js'
import type { Account } from '../wire/world.js'
import type { Bindings } from './fill.js'
import { StoryRefused } from './refused.js'
import type { Story } from './story.js'

type Release = Answer<'listReleases'>['releases'][number]

/** What a story is about, in a world: what its placeholders stand for, and who owns the runs. */
export interface Subject { readonly bindings: Bindings, readonly owner: Account | undefined }

const nameOf = ({ train, version }: Release): string => `${train} ${version}`

/** The release that is named; else the last one with causes whose before and after there are. @throws StoryRefused */
export function releaseOf ({ release: name }: Story, releases: readonly Release[]): Release | undefined {
  const telling = ({ causes, series }: Release): boolean =>
    causes.length > 0 && series.some(({ after }) => after !== null)
  if (name === undefined) return releases.findLast(telling)
  const found = releases.find((release) => nameOf(release) === name)
  if (found !== undefined) return found
  const others = releases.map(nameOf).join(', ') || 'none'
  throw new StoryRefused([`This world has no release "${name}"; it has ${others}.`])
}

/**
 * Finds out what a story is about. To be asked where it begins, before its clock was moved.
 * @throws StoryRefused, Refusal
 */
export async function subjectOf (story: Story): Promise<Subject> {
  const [{ releases, now }, info] = await Promise.all([
    ask<'listReleases'>('GET', 'releases'), ask<'info'>('GET', 'info')
  ])
  const release = releaseOf(story, releases)
  const series = release?.series.find(({ name }) => story.series === undefined || name === story.series)
  if (story.series !== undefined && series === undefined) {
    throw new StoryRefused([`No test called "${story.series}" feels the release.`])
  }
  const app = release?.apps[0] ?? releases.findLast(({ apps }) => apps.length > 0)?.apps[0]
  const run = series?.after ?? series?.before
  const { runs, regimes } = run === undefined || run === null ? nothing : await runsOf(run, series?.orderIndex ?? 0)
  const before = runs.findIndex(({ jobId }) => jobId === series?.before)
  const calm = regimes.findLast(({ from }) => from <= before)
  const found: Record<string, string | null | undefined> = {
    start: now,
    'release.at': release?.at,
    'release.name': release === undefined ? undefined : nameOf(release),
    'job.before': series?.before,
    'job.after': series?.after,
    'job.first': runs[0]?.jobId,
    'job.calm': calm === undefined ? undefined : runs[calm.from]?.jobId,
    'job.last': runs.at(-1)?.jobId,
    'app.id': app?.id
  }
  const bindings = Object.fromEntries(Object.entries(found).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value]]))
  return { bindings, owner: info.accounts.find(({ username }) => username === series?.owner) ?? info.accounts[0] }
}

type Runs = Pick<Answer<'seriesRuns'>, 'runs' | 'regimes'>
const nothing: Runs = { runs: [], regimes: [] }

/** The runs of a series, oldest first, and the regimes that they are in. */
async function runsOf (job: string, orderIndex: number): Promise<Runs> {
  const query = { metric: 'largestContentfulPaint', orderIndex }
  return await ask<'seriesRuns'>('GET', `series/${encodeURIComponent(job)}`, { query })
}
