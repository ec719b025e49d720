import type { Story } from '../../artifacts/story.js'
import { inTurns } from '../../kernel/turns.js'
import type { Timeline } from '../../lab/timeline.js'

/** Makes a file from the job's story. `part`: what the name says besides, an index or a loader id. */
type Maker = (story: Story, part: string) => Promise<Buffer | undefined>

/** The part of a name that is the loader id of a page load. */
const loaderId = '([0-9A-F]{32})'

/**
 * Makes a file of one of the page loads whose performance was captured; undefined if the loader id is none of theirs.
 */
const ofLoad = (make: (timeline: Timeline, story: Story) => Promise<Buffer>): Maker => async (story, id) => {
  const load = story.loads.find(({ captured, timeline }) => captured && timeline.ids.loaderId === id)
  return load === undefined ? undefined : await make(load.timeline, story)
}

/** What each file is made by. Code is loaded with the first file of its kind. */
const makers: ReadonlyArray<[name: RegExp, make: Maker]> = [
  [/^performance\.json$/, async (story) =>
    (await import('../../artifacts/performance-json.js')).performanceJson(story)],
  [/^network\.har$/, async (story) => await inTurns((await import('../../artifacts/har.js')).networkHar(story))],
  [/^console\.json$/, async (story) => (await import('../../artifacts/console-json.js')).consoleJson(story)],
  [/^log\.json$/, async (story) => await inTurns((await import('../../artifacts/command-log.js')).commandLog(story))],
  [/^selenium-server\.log$/, async (story) =>
    await inTurns((await import('../../artifacts/selenium-server-log.js')).seleniumServerLog(story))],
  [/^automator\.log$/, async (story) =>
    await inTurns((await import('../../artifacts/automator-log.js')).automatorLog(story))],
  [/^_crmuxdriver\.log$/, async (story) =>
    await inTurns((await import('../../artifacts/crmuxdriver-log.js')).crmuxdriverLog(story))],
  [/^junit\.xml$/, async (story) => (await import('../../artifacts/framework.js')).junit(story)],
  [/^console\.log$/, async (story) => (await import('../../artifacts/framework.js')).frameworkConsole(story)],
  [/^video\.mp4$/, async (story) => await inTurns((await import('../../artifacts/video.js')).video(story))],
  [/^(\d{4})screenshot\.png$/, async (story, index) =>
    (await import('../../artifacts/screenshot.js')).screenshot(story, Number(index))],
  [new RegExp(`^_tracelog_${loaderId}\\.json\\.gz$`), ofLoad(async (timeline) =>
    (await import('../../artifacts/trace/trace.js')).tracelog(timeline))],
  [new RegExp(`^_lhr_${loaderId}\\.json\\.gz$`), ofLoad(async (timeline, { platform }) =>
    (await import('../../artifacts/lighthouse/report.js')).lighthouseReport(timeline, platform))],
  [new RegExp(`^performance/${loaderId}/lhr\\.html$`), ofLoad(async (timeline, { platform }) =>
    (await import('../../artifacts/lighthouse/page.js')).lighthousePage(timeline, platform))]
]

/** Makes the file of that name from the job's story; undefined if it has none. */
export async function makeAsset (story: Story, name: string): Promise<Buffer | undefined> {
  for (const [pattern, make] of makers) {
    const match = pattern.exec(name)
    if (match !== null) return await make(story, match[1] ?? '')
  }
  return undefined
}
