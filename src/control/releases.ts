import type { Job } from '../facts/job.js'
import type { World } from '../worlds/world.js'
import type { Answer } from './operations.js'
import { reaches, releasesOf, startOf, type ToldRelease } from './told-releases.js'
import { byAge, groupsOf, type Group } from './truth.js'

type Body = Answer<'listReleases'>
type Series = Body['releases'][number]['series']

/** The releases of a world, each with what it is felt by: nothing is simulated to say so. */
export function listReleases (world: World, at: number): Body {
  const groups = groupsOf(world, at)
  for (const { runs } of groups) runs.sort(byAge)
  const releases = releasesOf(world, at).map((told) => {
    return { ...told.body, series: seriesOf(told, groups), apps: appsOf(world, told) }
  })
  return { now: new Date(at).toISOString(), releases }
}

function seriesOf (release: ToldRelease, groups: readonly Group[]): Series {
  const { felt, at } = release
  if (!felt) return []
  return groups.filter(({ train }) => reaches(release, train)).map(({ visit, orderIndex, runs }) => {
    const [{ owner, name, platform: { os, browser } }] = runs
    return { owner, name, os, browser, page: visit, orderIndex, ...around(runs, at) }
  })
}

/** The last run before a moment and the first one from it on. */
function around (runs: readonly Job[], at: number): { before: string | null, after: string | null } {
  const next = runs.findIndex((run) => startOf(run) >= at)
  const before = next === -1 ? runs.at(-1) : runs[next - 1]
  return { before: before?.id ?? null, after: runs[next]?.id ?? null }
}

function appsOf ({ file, facts }: World, release: ToldRelease): Body['releases'][number]['apps'] {
  const specs = file.appStore?.apps ?? []
  const bundles = new Set(specs.flatMap(({ train, bundleId }) =>
    train !== undefined && reaches(release, train) ? [bundleId] : []))
  return [...facts.apps.values()].flatMap(({ id, name, bundleId }) => bundles.has(bundleId) ? [{ id, name }] : [])
}
