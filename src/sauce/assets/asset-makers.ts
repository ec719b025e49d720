import type { Story } from '../../artifacts/story.js'
import type { Timeline } from '../../lab/timeline.js'

/** Makes a file from the job's story; undefined if the story has none such. Code is loaded with the first file of its kind. */
type Maker = (story: Story, ...parts: string[]) => Promise<Buffer | undefined>

const captured = (story: Story, loaderId: string | undefined): Timeline | undefined =>
  story.loads.find((load) => load.captured && load.timeline.ids.loaderId === loaderId)?.timeline

const makers: ReadonlyArray<[name: RegExp, make: Maker]> = [
  [/^performance\.json$/, async (story) => (await import('../../artifacts/performance-json.js')).performanceJson(story)],
  [/^network\.har$/, async (story) => (await import('../../artifacts/har.js')).networkHar(story)],
  [/^console\.json$/, async (story) => (await import('../../artifacts/console-json.js')).consoleJson(story)],
  [/^log\.json$/, async (story) => (await import('../../artifacts/command-log.js')).commandLog(story)],
  [/^selenium-server\.log$/, async (story) => (await import('../../artifacts/selenium-server-log.js')).seleniumServerLog(story)],
  [/^automator\.log$/, async (story) => (await import('../../artifacts/automator-log.js')).automatorLog(story)],
  [/^_crmuxdriver\.log$/, async (story) => (await import('../../artifacts/crmuxdriver-log.js')).crmuxdriverLog(story)],
  [/^junit\.xml$/, async (story) => (await import('../../artifacts/framework.js')).junit(story)],
  [/^console\.log$/, async (story) => (await import('../../artifacts/framework.js')).frameworkConsole(story)],
  [/^video\.mp4$/, async (story) => (await import('../../artifacts/video.js')).video(story)],
  [/^(\d{4})screenshot\.png$/, async (story, index) => (await import('../../artifacts/screenshot.js')).screenshot(story, Number(index))],
  [/^_tracelog_([0-9A-F]{32})\.json\.gz$/, async (story, loaderId) => {
    const timeline = captured(story, loaderId)
    return timeline === undefined ? undefined : (await import('../../artifacts/trace/trace.js')).tracelog(timeline)
  }],
  [/^_lhr_([0-9A-F]{32})\.json\.gz$/, async (story, loaderId) => {
    const timeline = captured(story, loaderId)
    return timeline === undefined ? undefined : (await import('../../artifacts/lighthouse/report.js')).lighthouseReport(timeline, story.platform)
  }],
  [/^performance\/([0-9A-F]{32})\/lhr\.html$/, async (story, loaderId) => {
    const timeline = captured(story, loaderId)
    return timeline === undefined ? undefined : (await import('../../artifacts/lighthouse/page.js')).lighthousePage(timeline, story.platform)
  }]
]

/** Makes the file of that name from the job's story; undefined if it has none. */
export async function makeAsset (story: Story, name: string): Promise<Buffer | undefined> {
  for (const [pattern, make] of makers) {
    const match = pattern.exec(name)
    if (match !== null) return await make(story, ...match.slice(1))
  }
  return undefined
}

/**
 * A log of fewer bytes than the world file says it has ends in blank lines; formats that cannot take them, and files that
 * are longer, keep their own size.
 */
export function padded (name: string, bytes: Buffer, size: number | undefined): Buffer {
  if (size === undefined || bytes.length >= size || !/\.log$|^log\.json$/.test(name)) return bytes
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length, '\n')])
}
