import { fieldApp, fieldVersion, releasedVersions, type AppVersion, type StoreApp } from '../facts/app-store.js'
import { measureVersion, type FieldApp, type FieldVersion } from '../field/population.js'
import { mainFamily } from '../field/signatures.js'
import { containments } from '../field/wholes.js'
import { groupKey } from '../facts/facts.js'
import { isOver, type Job, type Regression } from '../facts/job.js'
import { capturesPerformance, defaultTrain, visitsLoaded } from '../facts/visits.js'
import { stream } from '../kernel/random.js'
import type { Static } from '../kernel/schema.js'
import type { Steps } from '../kernel/turns.js'
import { drawChances } from '../lab/load/chances.js'
import { accidentRate } from '../lab/page/accidents.js'
import { completePage } from '../lab/page/complete.js'
import { pageVisited } from '../worlds/page-loads.js'
import type { World } from '../worlds/world.js'
import { reaches, releasesOf, startOf, type ToldRelease } from './told-releases.js'
import { effectOfAccident, effectOfChange } from './truth-effects.js'
import type { Truth } from './truth.schema.js'

type TruthBody = Static<typeof Truth>
type SeriesBody = TruthBody['series'][number]
type AppBody = TruthBody['apps'][number]

const iso = (ms: number): string => new Date(ms).toISOString()

/** What really happened in a world, by the causes it was made from: never by what its APIs show. */
export function * truthOf (world: World, at: number): Steps<TruthBody> {
  const releases = releasesOf(world, at)
  return {
    world: world.name,
    seed: world.seed,
    now: iso(at),
    releases: releases.map(({ body }) => body),
    series: yield * seriesOf(world, releases, at),
    apps: [...world.facts.apps.values()].map((app) => {
      return { id: app.id, bundleId: app.bundleId, versions: versionsOf(world, app, at) }
    })
  }
}

/** The runs of one test, on one platform, of one of its page loads. */
export interface Group {
  readonly visit: string
  readonly orderIndex: number
  readonly train: string
  readonly runs: [Job, ...Job[]]
}

/** The measured page loads by test, page and platform. What a client measured itself knows no cause. */
export function groupsOf (world: World, at: number): Group[] {
  const groups = new Map<string, Group>()
  for (const job of world.facts.jobs.values()) {
    if (!capturesPerformance(job) || !isOver(job, at)) continue
    const train = job.conditions.train ?? defaultTrain
    const { os, browser } = job.platform
    for (const [orderIndex, visit] of job.visits.slice(0, visitsLoaded(job)).entries()) {
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
export const byAge = (a: Job, b: Job): number =>
  a.plan.created - b.plan.created || a.run - b.run || (a.id < b.id ? -1 : 1)

function * seriesOf (world: World, releases: readonly ToldRelease[], at: number): Steps<SeriesBody[]> {
  const series: SeriesBody[] = []
  for (const group of groupsOf(world, at)) {
    const { visit, orderIndex, train, runs } = group
    // Named by the run that was found first, before they are sorted.
    const [{ owner, name, suite, platform: { os, browser } }] = runs
    runs.sort(byAge)
    const found = {
      changePoints: yield * changePoints(world, group, releases),
      outliers: yield * outliers(world, group)
    }
    series.push({ owner, name, suite, os, browser, page: visit, orderIndex, train, runs: runs.length, ...found })
  }
  return series
}

/**
 * Where a release fell between two runs that feel it, or a regression begins: the first of a series has nothing to
 * differ from, and what changes nothing in this page is no change.
 */
function * changePoints (
  world: World, { runs, orderIndex, train }: Group, releases: readonly ToldRelease[]
): Steps<SeriesBody['changePoints']> {
  const found: SeriesBody['changePoints'] = []
  const ofTrain = releases.filter((release) => release.felt && reaches(release, train))
  let before: Job | undefined
  for (const [index, job] of runs.entries()) {
    const last = before
    before = job
    if (last === undefined) continue
    const start = startOf(job)
    const between = ofTrain.filter(({ at }) => at > startOf(last) && at <= start)
    const { regression } = job.conditions
    const isNew = regression !== undefined && last.conditions.regression === undefined
    if (between.length === 0 && !isNew) continue
    yield
    const after = runs.slice(index).filter((run) => isFelt(run) === isFelt(job))
    const effect = effectOfChange(world, after, orderIndex, last)
    if (Object.keys(effect).length === 0) continue
    const own = isNew ? { regression: toldOf(regression) } : {}
    found.push({ index, jobId: job.id, at: iso(start), releases: between.map(({ body }) => body), ...own, effect })
  }
  return found
}

const isFelt = ({ conditions }: Job): boolean => conditions.regression !== undefined

type ToldRegression = NonNullable<SeriesBody['changePoints'][number]['regression']>

const toldOf = (regression: Regression): ToldRegression =>
  'causes' in regression ? { causes: [...regression.causes] } : regression

/** The accidents that loads felt: the first draws of each load's own stream. Pinned loads had none. */
function * outliers (world: World, { runs, orderIndex }: Group): Steps<SeriesBody['outliers']> {
  const found: SeriesBody['outliers'] = []
  for (const [index, job] of runs.entries()) {
    if (index % 500 === 499) yield
    const page = pageVisited(world, job, orderIndex)
    if (page === undefined) continue
    const { noise, outliers: usual, thirdParties } = completePage(world.seed, page)
    const { network, accidents = world.file.accidents } = job.conditions
    if (job.pins?.[orderIndex] !== undefined || network === 'offline') continue
    const load = stream(world.seed, 'page-load', job.id, orderIndex)
    const { outlier } = drawChances(load, noise, accidentRate(usual, accidents), thirdParties.length > 0)
    if (outlier === null) continue
    yield
    const effect = effectOfAccident(world, job, orderIndex)
    if (Object.keys(effect).length === 0) continue
    found.push({ index, jobId: job.id, at: iso(startOf(job)), reason: outlier, effect })
  }
  return found
}

function versionsOf (world: World, app: StoreApp, at: number): AppBody['versions'] {
  const versions = releasedVersions(world.facts.appVersions.in('app', app.id), at)
  return versions.flatMap((version) => {
    const { version: name, released, causes } = version
    if (released === null) return []
    return {
      version: name,
      released: iso(released),
      changes: changesOf(causes),
      effect: effectOn(fieldApp(app, world.seed), fieldVersion(version, versions))
    }
  })
}

/** By what causes multiply each metric that they are about; 1 where the last of them took changes back. */
function changesOf (causes: AppVersion['causes']): Record<string, number> {
  const changes: Record<string, number> = {}
  for (const { metric, factor } of causes) changes[metric] = factor === null ? 1 : (changes[metric] ?? 1) * factor
  return changes
}

/** What releases multiply, and by how much what is made of it grew with it: found by measuring without them. */
function effectOn (app: FieldApp, version: FieldVersion): Record<string, number> {
  const effect = Object.fromEntries(version.effect)
  const wholes = containments.filter(([, part]) => version.effect.has(part)).map(([whole]) => whole)
  if (wholes.length === 0) return effect
  const [felt, unfelt] = [version, { ...version, effect: new Map() }].map((each) => measureVersion(app, each))
  for (const whole of wholes) {
    const [now, before] = [felt, unfelt].map((values) => values?.get(whole)?.devices.get(mainFamily(app))?.[90])
    if (now !== undefined && before !== undefined) effect[whole] = Math.round(now / before * 1000) / 1000
  }
  return effect
}
