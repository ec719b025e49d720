import { stream } from '../kernel/random.js'
import type { Static } from '../kernel/schema.js'
import { resolveTime } from '../kernel/time.js'
import { drawChances } from '../lab/load/chances.js'
import { completePage } from '../lab/page/complete.js'
import { pageCauses } from '../lab/page/releases.js'
import { fieldVersion, releasedVersions } from '../facts/app-store.js'
import { groupKey } from '../facts/facts.js'
import { isOver, type Job } from '../facts/job.js'
import { pageOf } from '../worlds/page-loads.js'
import { capturesPerformance, defaultTrain, visitsMade } from '../facts/visits.js'
import type { World } from '../worlds/world.js'
import type { Truth } from './truth.schema.js'

type TruthBody = Static<typeof Truth>
type SeriesBody = TruthBody['series'][number]

/** A release with its time in ms, and whether page loads feel it. */
interface Told { readonly at: number, readonly felt: boolean, readonly body: TruthBody['releases'][number] }

const iso = (ms: number): string => new Date(ms).toISOString()

/** What really happened in a world, by the causes it was made from: never by what its APIs show. */
export function truthOf (world: World, at: number): TruthBody {
  const releases = releasesOf(world)
  return {
    world: world.name,
    seed: world.seed,
    now: iso(at),
    releases: releases.map(({ body }) => body),
    series: seriesOf(world, releases, at),
    apps: [...world.facts.apps.values()].map(({ id, bundleId }) => ({ id, bundleId, versions: versionsOf(world, id, at) }))
  }
}

function releasesOf ({ file, base: { origin } }: World): Told[] {
  return (file.releases ?? []).map(({ train, version, at: text, causes = [] }) => {
    const at = resolveTime(text, origin)
    return { at, felt: pageCauses(causes).length > 0, body: { train, version, at: iso(at), causes: [...causes] } }
  }).sort((a, b) => a.at - b.at)
}

/** The measured page loads by test, page and platform, each oldest first. What a client measured itself knows no cause. */
function seriesOf (world: World, releases: readonly Told[], at: number): SeriesBody[] {
  const series = new Map<string, { job: Job, visit: string, orderIndex: number, train: string, runs: Job[] }>()
  for (const job of world.facts.jobs.values()) {
    if (!capturesPerformance(job) || !isOver(job, at)) continue
    const train = job.conditions.train ?? defaultTrain
    for (let orderIndex = 0; orderIndex < visitsMade(job); orderIndex++) {
      if (job.measured.some((load) => load.orderIndex === orderIndex)) continue
      const visit = job.visits[orderIndex]!
      const key = groupKey(job.owner, job.name ?? '', job.platform.os, job.platform.browser, visit, orderIndex, train)
      const found = series.get(key)
      if (found === undefined) series.set(key, { job, visit, orderIndex, train, runs: [job] })
      else found.runs.push(job)
    }
  }
  return [...series.values()].map(({ job, visit, orderIndex, train, runs }) => {
    runs.sort((a, b) => a.plan.created - b.plan.created || a.run - b.run || (a.id < b.id ? -1 : 1))
    return {
      owner: job.owner,
      name: job.name,
      suite: job.suite,
      os: job.platform.os,
      browser: job.platform.browser,
      page: visit,
      orderIndex,
      train,
      runs: runs.length,
      changePoints: changePoints(runs, releases.filter(({ felt, body }) => felt && body.train === train)),
      outliers: outliers(world, runs, visit, orderIndex)
    }
  })
}

/** Where a release fell between two runs: the first of a series has nothing to differ from. */
function changePoints (runs: readonly Job[], releases: readonly Told[]): SeriesBody['changePoints'] {
  const startOf = (job: Job): number => job.plan.started ?? job.plan.created
  return runs.flatMap((job, index) => {
    if (index === 0) return []
    const [before, now] = [startOf(runs[index - 1]!), startOf(job)]
    const between = releases.filter(({ at }) => at > before && at <= now)
    return between.length === 0 ? [] : [{ index, jobId: job.id, at: iso(now), releases: between.map(({ body }) => body) }]
  })
}

/** The accidents of single loads: the first draws of each load's own stream. Pinned loads had none. */
function outliers (world: World, runs: readonly Job[], visit: string, orderIndex: number): SeriesBody['outliers'] {
  const page = completePage(world.seed, pageOf(world, visit))
  return runs.flatMap((job, index) => {
    if (job.pins?.[orderIndex] !== undefined || job.conditions.network === 'offline') return []
    const { outlier } = drawChances(stream(world.seed, 'page-load', job.id, orderIndex), page.noise, page.outliers, page.thirdParties.length > 0)
    return outlier === null ? [] : [{ index, jobId: job.id, at: iso(job.plan.started ?? job.plan.created), reason: outlier }]
  })
}

function versionsOf (world: World, appId: string, at: number): TruthBody['apps'][number]['versions'] {
  const released = releasedVersions(world.facts.appVersions.in('app', appId), at)
  return released.map((version) => ({
    version: version.version,
    released: iso(version.released!),
    changes: Object.fromEntries(version.causes.map(({ metric, factor }) => [metric, factor ?? 1])),
    effect: Object.fromEntries(fieldVersion(version, released).effect)
  }))
}
