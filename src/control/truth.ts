import { fieldVersion, releasedVersions, type AppVersion } from '../facts/app-store.js'
import { groupKey } from '../facts/facts.js'
import { isOver, type Job } from '../facts/job.js'
import { capturesPerformance, defaultTrain, visitsMade } from '../facts/visits.js'
import { day } from '../kernel/durations.js'
import { stream } from '../kernel/random.js'
import type { Static } from '../kernel/schema.js'
import { resolveTime } from '../kernel/time.js'
import { drawChances } from '../lab/load/chances.js'
import { completePage } from '../lab/page/complete.js'
import { releasesUpTo } from '../worlds/base.js'
import { pageCauses } from '../worlds/files/causes.js'
import { pageOf } from '../worlds/page-loads.js'
import type { World } from '../worlds/world.js'
import type { Truth } from './truth.schema.js'

type TruthBody = Static<typeof Truth>
type SeriesBody = TruthBody['series'][number]
type AppBody = TruthBody['apps'][number]

/** A release with its time in ms, and whether page loads feel it. */
interface Told { readonly at: number, readonly felt: boolean, readonly body: TruthBody['releases'][number] }

const iso = (ms: number): string => new Date(ms).toISOString()

/** What really happened in a world, by the causes it was made from: never by what its APIs show. */
export function truthOf (world: World, at: number): TruthBody {
  const releases = releasesOf(world, at)
  return {
    world: world.name,
    seed: world.seed,
    now: iso(at),
    releases: releases.map(({ body }) => body),
    series: seriesOf(world, releases, at),
    apps: [...world.facts.apps.values()].map(({ id, bundleId }) => {
      return { id, bundleId, versions: versionsOf(world, id, at) }
    })
  }
}

/** Those to come that the world file lists, and of what goes on those of the next months. */
function releasesOf ({ base }: World, at: number): Told[] {
  const { origin } = base
  const told = releasesUpTo(base, at + 90 * day).map(({ train, reaches, version, at: text, causes = [] }) => {
    const at = resolveTime(text, origin)
    const others = reaches === undefined ? {} : { reaches: [...reaches] }
    const body = { train, version, at: iso(at), causes: [...causes], ...others }
    return { at, felt: pageCauses(causes).length > 0, body }
  })
  return told.sort((a, b) => a.at - b.at)
}

/** The runs of one test, on one platform, of one of its page loads. */
interface Group {
  readonly visit: string
  readonly orderIndex: number
  readonly train: string
  readonly runs: [Job, ...Job[]]
}

/** The measured page loads by test, page and platform. What a client measured itself knows no cause. */
function groupsOf (world: World, at: number): Group[] {
  const groups = new Map<string, Group>()
  for (const job of world.facts.jobs.values()) {
    if (!capturesPerformance(job) || !isOver(job, at)) continue
    const train = job.conditions.train ?? defaultTrain
    const { os, browser } = job.platform
    for (const [orderIndex, visit] of job.visits.slice(0, visitsMade(job)).entries()) {
      if (job.measured.some((load) => load.orderIndex === orderIndex)) continue
      const key = groupKey(job.owner, job.name ?? '', os, browser, visit, orderIndex, train)
      const found = groups.get(key)
      if (found === undefined) groups.set(key, { visit, orderIndex, train, runs: [job] })
      else found.runs.push(job)
    }
  }
  return [...groups.values()]
}

/** Oldest first. */
const byAge = (a: Job, b: Job): number => a.plan.created - b.plan.created || a.run - b.run || (a.id < b.id ? -1 : 1)

function seriesOf (world: World, releases: readonly Told[], at: number): SeriesBody[] {
  return groupsOf(world, at).map(({ visit, orderIndex, train, runs }) => {
    // Named by the run that was found first, before they are sorted.
    const [{ owner, name, suite, platform: { os, browser } }] = runs
    runs.sort(byAge)
    return {
      owner,
      name,
      suite,
      os,
      browser,
      page: visit,
      orderIndex,
      train,
      runs: runs.length,
      changePoints: changePoints(runs, releases.filter(({ felt, body }) => felt && reaches(body, train))),
      outliers: outliers(world, runs, visit, orderIndex)
    }
  })
}

const reaches = (release: Told['body'], train: string): boolean =>
  release.train === train || release.reaches?.includes(train) === true

const startOf = ({ plan }: Job): number => plan.started ?? plan.created

/** Where a release fell between two runs: the first of a series has nothing to differ from. */
function changePoints (runs: readonly Job[], releases: readonly Told[]): SeriesBody['changePoints'] {
  const found: SeriesBody['changePoints'] = []
  let before = Infinity
  for (const [index, job] of runs.entries()) {
    const start = startOf(job)
    const between = releases.filter(({ at }) => at > before && at <= start)
    if (between.length > 0) {
      found.push({ index, jobId: job.id, at: iso(start), releases: between.map(({ body }) => body) })
    }
    before = start
  }
  return found
}

/** The accidents of single loads: the first draws of each load's own stream. Pinned loads had none. */
function outliers (world: World, runs: readonly Job[], visit: string, orderIndex: number): SeriesBody['outliers'] {
  const { noise, outliers: rates, thirdParties } = completePage(world.seed, pageOf(world, visit))
  return runs.flatMap((job, index) => {
    if (job.pins?.[orderIndex] !== undefined || job.conditions.network === 'offline') return []
    const load = stream(world.seed, 'page-load', job.id, orderIndex)
    const { outlier } = drawChances(load, noise, rates, thirdParties.length > 0)
    return outlier === null ? [] : [{ index, jobId: job.id, at: iso(startOf(job)), reason: outlier }]
  })
}

function versionsOf (world: World, appId: string, at: number): AppBody['versions'] {
  const versions = releasedVersions(world.facts.appVersions.in('app', appId), at)
  return versions.flatMap((version) => {
    const { version: name, released, causes } = version
    if (released === null) return []
    return {
      version: name,
      released: iso(released),
      changes: changesOf(causes),
      effect: Object.fromEntries(fieldVersion(version, versions).effect)
    }
  })
}

/** By what causes multiply each metric that they are about; 1 where the last of them took changes back. */
function changesOf (causes: AppVersion['causes']): Record<string, number> {
  const changes: Record<string, number> = {}
  for (const { metric, factor } of causes) changes[metric] = factor === null ? 1 : (changes[metric] ?? 1) * factor
  return changes
}
