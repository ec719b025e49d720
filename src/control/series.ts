/** The history of a test, made at once. */
import type { Job } from '../facts/job.js'
import { capturesPerformance } from '../facts/visits.js'
import { readDuration, second } from '../kernel/durations.js'
import { Invalid } from '../kernel/errors.js'
import { checkTime } from '../kernel/time.js'
import { turn } from '../kernel/turns.js'
import { networkConditions } from '../lab/page/conditions.js'
import { PinConflict } from '../lab/pins/conflict.js'
import { ensureBuild } from '../worlds/build.js'
import { onDeclaredPages } from '../worlds/declared-pages.js'
import { makeJob, measured } from '../worlds/files/make-job.js'
import { checkRegression, hasNumbers, storyOf } from '../worlds/files/run-story.js'
import { simulateLoad } from '../worlds/page-loads.js'
import { shortageOf } from '../worlds/room-for-loads.js'
import type { World } from '../worlds/world.js'
import { checkPages, ownerOf } from './jobs.js'
import { mostRuns, shortestPause, type SeriesSpec } from './series.schema.js'

/** How long a run takes unless its page load takes longer, ms. */
const usualTime = 30 * second

/** How many runs without numbers of their own are simulated to find out how long all of them take. */
const sampled = 24

/** The counter that tells apart the series of a world. */
const counter = 'series'

/**
 * Makes the runs of a test, the last of which ends at `at` (ms since the Unix epoch): all of them, or none.
 * @throws Invalid, also for numbers that no page load can have together
 */
export async function createSeries (world: World, spec: SeriesSpec, at: number): Promise<Job[]> {
  for (;;) {
    const serial = nextSerial(world)
    const drafted = draftRuns(world, spec, at, usualTime)
    const least = await timeFor(world, drafted)
    const runs = least === undefined ? drafted : draftRuns(world, spec, at, least)
    // Somebody else may have made a series meanwhile: then these ids are taken.
    if (serial === nextSerial(world)) return keepRuns(world, runs)
  }
}

const nextSerial = ({ facts }: World): number => (facts.counters.get(counter)?.value ?? 0) + 1

function keepRuns (world: World, runs: readonly Job[]): Job[] {
  world.nextNumber(counter)
  return runs.map((job) => {
    if (job.build !== null) ensureBuild(world, job.owner, job.build, job.plan.created)
    return world.facts.jobs.put(job)
  })
}

/** The runs, each taking `lasts` ms, not yet part of the world. @throws Invalid */
function draftRuns (world: World, spec: SeriesSpec, at: number, lasts: number): Job[] {
  const { seed, base: { origin } } = world
  const { name, page, tags, visibility, platform, network, cpuRate, device, train, accidents } = spec
  const owner = ownerOf(world, spec)
  checkPages(world, [page], 'page')
  const every = readDuration(spec.every, 'every', { least: shortestPause, hint: 'a second at least, such as P1D' })
  const story = storyOf(spec, name, seed)
  if (story.runs > mostRuns) throw new Invalid(`runs: a series has at most ${mostRuns}, not ${story.runs}`, 'runs')
  checkRegression(spec, story.runs)
  const first = checkTime(at - (story.runs - 1) * every - lasts, 'the first run')
  const frame = { epoch: origin.epoch, start: at }
  const serial = nextSerial(world)
  const runs = Array.from({ length: story.runs }, (_, run): Job => {
    const pins = story.pinsAt(run)
    const regression = story.regressionAt(run)
    const context = { seed, frame, owner, origin: 'created-series', number: serial * mostRuns + run }
    const job = makeJob({
      name,
      created: new Date(first + run * every).toISOString(),
      runningFor: `PT${lasts / second}S`,
      record: measured,
      pages: [page],
      ...defined({ tags, visibility, platform, network, cpuRate, device, train, accidents }),
      build: spec.build?.replaceAll('{run}', String(run + 1)) ?? null,
      ...(pins === null ? {} : { pins: [pins] })
    }, context)
    const conditions = { ...job.conditions, ...(regression === undefined ? {} : { regression }) }
    return onDeclaredPages(world, { ...job, run, conditions })
  })
  checkMeasured(spec, runs)
  return runs
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** An object without what is undefined. */
const defined = <T extends object>(object: T): Defined<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>

/** @throws Invalid where nothing is measured */
function checkMeasured (spec: SeriesSpec, [run]: readonly Job[]): void {
  if (run !== undefined && !capturesPerformance(run)) {
    throw new Invalid('platform: only Chrome on a Windows or macOS desktop is measured', 'platform')
  }
  if (hasNumbers(spec) && networkConditions(spec.network).offline) {
    throw new Invalid('network: without a network nothing is measured', 'network')
  }
}

/**
 * How long runs must take for their page loads, ms; undefined if they have time enough.
 * @throws Invalid for the first run whose numbers contradict each other
 */
async function timeFor (world: World, runs: readonly Job[]): Promise<number | undefined> {
  const step = Math.max(1, Math.ceil(runs.length / sampled))
  let longest: { job: Job, load: number } | undefined
  for (const [run, job] of runs.entries()) {
    if (job.pins === null && run % step !== 0 && run < runs.length - 1) continue
    await turn()
    const load = await loadOf(world, job)
    if (longest === undefined || load > longest.load) longest = { job, load }
  }
  return longest === undefined ? undefined : (await shortageOf(world, longest.job))?.least
}

/** How long a run's page load takes, ms. */
async function loadOf (world: World, job: Job): Promise<number> {
  try {
    return (await simulateLoad(world, job, 0))?.load ?? 0
  } catch (error) {
    if (!(error instanceof PinConflict)) throw error
    throw new Invalid(`run ${job.run}: ${error.message}`, 'metrics')
  }
}
