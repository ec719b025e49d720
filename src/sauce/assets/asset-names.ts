import { stream } from '../../kernel/random.js'
import type { Upload } from '../../worlds/facts.js'
import { endOf, type Job } from '../../worlds/job.js'
import { capturesPerformance } from '../page-loads.js'

/** The files of a job by name. Hidden ones begin with `_`: no list has them, deleting does. */
export interface AssetNames { readonly visible: readonly string[], readonly hidden: readonly string[] }

export const isScreenshot = (name: string): boolean => /^\d{4}screenshot\.png$/.test(name)

/** The video and the screenshots are what `public restricted` shows to everybody. */
export const isPicture = (name: string): boolean => name === 'video.mp4' || isScreenshot(name)

export const screenshotName = (index: number): string => `${String(index).padStart(4, '0')}screenshot.png`

/** The names tell apart what is hidden; screenshots.zip is made on demand and never listed (Sauce docs, Get a Job Asset File). */
export function sortOut (names: Iterable<string>): AssetNames {
  const all = [...new Set(names)].filter((name) => name !== 'screenshots.zip').sort()
  return { visible: all.filter((name) => !name.startsWith('_')), hidden: all.filter((name) => name.startsWith('_')) }
}

/**
 * The files of a job that is over: those its capabilities asked for and those uploaded to it. Where a world file fixes
 * sizes, the files it names are the ones the session left.
 */
export const assetNames = (job: Job, uploads: readonly Upload[], seed: number): AssetNames =>
  sortOut([...(job.assetSizes === null ? recordedNames(job, seed) : Object.keys(job.assetSizes)), ...uploads.map(({ name }) => name)])

/** What the job's own session left. One that ran no command, or never began, left nothing. */
function recordedNames (job: Job, seed: number): string[] {
  const { recording, platform } = job
  const loaderIds = capturesPerformance(job) ? loaderIdsOf(job, seed) : []
  const commands = commandsRun(job)
  if (commands === 0) return []
  const names = new Map<string, boolean>([
    ['log.json', recording.logs],
    ['selenium-server.log', platform.backend === 'webdriver' || platform.backend === 'appium'],
    ['automator.log', recording.automatorLog],
    ['video.mp4', recording.video],
    ['network.har', recording.extendedDebugging],
    ['console.json', recording.extendedDebugging],
    ['performance.json', loaderIds.length > 0],
    ['_crmuxdriver.log', platform.browser === 'googlechrome' && recording.extendedDebugging]
  ])
  for (const id of loaderIds) names.set(`_lhr_${id}.json.gz`, true).set(`_tracelog_${id}.json.gz`, true)
  const screenshots = recording.screenshots ? screenshotCount(commands) : 0
  return [...[...names].filter(([, there]) => there).map(([name]) => name), ...Array.from({ length: screenshots }, (_, i) => screenshotName(i))]
}

/** Every second command changes what the page shows; four digits number the pictures. */
export const screenshotCount = (commands: number): number => Math.min(10_000, Math.ceil(commands / 2))

/** The commands that had run when the job ended: in proportion to the time if it was stopped early. */
export function commandsRun (job: Job): number {
  const { started, ended, commands } = job.plan
  const end = endOf(job)
  if (started === null || end <= started) return 0
  if (ended === null || end >= ended || commands === 0) return commands
  return Math.max(1, Math.floor(commands * (end - started) / (ended - started)))
}

/** The browser's loader id of each page load, which names its trace, without simulating the loads. */
export const loaderIdsOf = (job: Job, seed: number): string[] =>
  job.visits.map((_, index) => job.pins?.[index]?.loaderId ?? stream(seed, 'page-load-ids', job.id, index).hex(32).toUpperCase())
