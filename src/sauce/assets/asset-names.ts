import { stream } from '../../kernel/random.js'
import { atOnce, inTurns, type Steps } from '../../kernel/turns.js'
import type { Upload } from '../../facts/facts.js'
import type { Job } from '../../facts/job.js'
import { capturesPerformance, debugsExtendedly, isUnmeasured, visitsLoaded, visitsPlanned } from '../../facts/visits.js'
import { pageVisited } from '../../worlds/page-loads.js'
import type { World } from '../../worlds/world.js'
import { screenshotName } from './file-names.js'
import { screenshotCount, sessionPlan } from './session-of.js'

/** The files of a job by name. Hidden ones begin with `_`: no list has them, deleting does. */
export interface AssetNames { readonly visible: readonly string[], readonly hidden: readonly string[] }

/**
 * The names tell apart what is hidden; screenshots.zip is made on demand and never listed (Sauce docs, Get a Job Asset
 * File).
 */
export function sortOut (names: Iterable<string>): AssetNames {
  const all = [...new Set(names)].filter((name) => name !== 'screenshots.zip').sort()
  return { visible: all.filter((name) => !name.startsWith('_')), hidden: all.filter((name) => name.startsWith('_')) }
}

/** The files of a job that is over: those its capabilities asked for and those uploaded to it. */
export function assetNames (world: World, job: Job, uploads: readonly Upload[]): AssetNames {
  const own = sessionNames(world, job)
  return uploads.length === 0 ? own : sortOut([...own.visible, ...own.hidden, ...uploads.map(({ name }) => name)])
}

/** Names follow from the seed and the job's record, which never changes; they are asked for with every file. */
const remembered = new WeakMap<Job, { readonly seed: number, readonly names: AssetNames }>()

const known = ({ seed }: World, job: Job): AssetNames | undefined => {
  const found = remembered.get(job)
  return found?.seed === seed ? found.names : undefined
}

/** What the session left. Where a world file fixes sizes, the files it names are those. */
function sessionNames (world: World, job: Job): AssetNames {
  return known(world, job) ?? atOnce(learnNames(world, job))
}

function * learnNames (world: World, job: Job): Steps<AssetNames> {
  const names = sortOut(job.assetSizes === null ? yield * recordedNames(world, job) : Object.keys(job.assetSizes))
  remembered.set(job, { seed: world.seed, names })
  return names
}

/** So many commands are looked at between two requests. */
const atOnceUpTo = 500

/** Finds out the names of a job of many commands while others get their turn, so that they are there when asked for. */
export async function prepareNames (world: World, job: Job): Promise<void> {
  if (job.plan.commands > atOnceUpTo && known(world, job) === undefined) await inTurns(learnNames(world, job))
}

/** What the job's own session left. One that ran no command, or never began, left nothing. */
function * recordedNames (world: World, job: Job): Steps<string[]> {
  const { recording, platform } = job
  const { seed } = world
  const watched = debugsExtendedly(job)
  // How long the page loads last changes no name: nothing needs to be simulated for a list.
  const plan = sessionPlan(job, seed, job.visits.slice(0, visitsPlanned(job)).map((url) => ({ url, duration: 0 })))
  if (plan === undefined || (job.driven !== undefined && !world.facts.sessions.has(job.id))) return []
  const driven = isDriven(job)
  const loaderIds = capturedLoads(world, job).map((index) => loaderIdOf(job, seed, index))
  const names = new Map<string, boolean>([
    ['log.json', driven && recording.logs],
    ['selenium-server.log', driven],
    ['console.log', !driven],
    ['junit.xml', !driven],
    ['automator.log', recording.automatorLog],
    ['video.mp4', recording.video && !(recording.videoOnPass === false && hasPassed(job))],
    ['network.har', watched],
    ['console.json', watched],
    ['performance.json', loaderIds.length > 0],
    ['_crmuxdriver.log', watched && platform.browser === 'googlechrome']
  ])
  for (const id of loaderIds) names.set(`_lhr_${id}.json.gz`, true).set(`_tracelog_${id}.json.gz`, true)
  const taken = job.driven === undefined ? job.reached?.screenshots : world.facts.sessions.get(job.id)?.screenshots
  const screenshots = driven ? taken ?? (yield * screenshotCount(plan)) : 0
  return [
    ...[...names].filter(([, there]) => there).map(([name]) => name),
    ...Array.from({ length: screenshots }, (_, i) => screenshotName(i))
  ]
}

const hasPassed = ({ passed, plan }: Job): boolean => passed ?? plan.passed ?? false

/** Whether WebDriver commands drove the browser; a test framework's runner leaves other files (saucectl's fixtures). */
const isDriven = ({ platform: { backend } }: Job): boolean => backend === 'webdriver' || backend === 'appium'

/** The indices of the visits whose performance was captured here: a load that a client measured itself has no trace. */
export function capturedLoads (world: World, job: Job): number[] {
  if (!capturesPerformance(job)) return []
  const recorded = new Set(job.measured.map(({ orderIndex }) => orderIndex))
  return [...job.visits.slice(0, visitsLoaded(job)).entries()]
    .filter(([index]) => isPage(world, job, index) && !recorded.has(index) && !isUnmeasured(job, index))
    .map(([index]) => index)
}

/** Whether a visit of a job leads to a page: a client may have asked for anything. */
export const isPage = (world: World, job: Job, index: number): boolean =>
  URL.canParse(pageVisited(world, job, index)?.url ?? '')

/** The browser's loader id of a page load, which names its trace, without simulating it. */
const loaderIdOf = (job: Job, seed: number, index: number): string =>
  job.pins?.[index]?.loaderId ?? stream(seed, 'page-load-ids', job.id, index).hex(32).toUpperCase()
