/** A picture of the session: what the browser showed after a command. */
import { browserOf } from '../facts/platform.js'
import { errorPageOf } from '../lab/session/browser-words.js'
import type { Timeline } from '../lab/timeline.js'
import { BrowserPainter, type BrowserMoment } from './picture/page-picture.js'
import { pageStates } from './picture/page-use.js'
import { encodePng } from './picture/png.js'
import type { Story, StoryLoad } from './story.js'

/** The page load that a moment of the session belongs to, ms since its start. */
export const loadAt = ({ loads }: Pick<Story, 'loads'>, at: number): StoryLoad | undefined =>
  loads.findLast((load) => load.at <= at)

/** What a browser shows of a page load: the page, or its own where there is none. */
export function shownPage (
  { url, title, visual, error, requests }: Timeline, { platform }: Pick<Story, 'platform'>
): Pick<BrowserMoment, 'url' | 'title' | 'visual' | 'errorPage'> {
  const page = { url, title, visual }
  if (error === null) return page
  const errorText = requests[0]?.errorText ?? null
  return { ...page, errorPage: errorPageOf(browserOf(platform), new URL(url).host, errorText) }
}

/** One for all screenshots: each is written before the next one is painted. */
let painter: BrowserPainter | undefined

function pictureOf (moment: BrowserMoment): Buffer {
  painter ??= new BrowserPainter()
  return encodePng(painter.paint(moment))
}

/** The screenshot of that number, taken when its command had ended; undefined if there is none. */
export function screenshot (story: Pick<Story, 'loads' | 'session' | 'platform'>, index: number): Buffer | undefined {
  const { commands } = story.session
  const command = commands.find((each) => each.screenshot === index)
  if (command === undefined) return undefined
  const elapsed = command.at + command.duration
  const load = loadAt(story, elapsed)
  if (load === undefined) return pictureOf({ url: 'about:blank', at: elapsed, elapsed })
  const { at, timeline } = load
  const until = commands.slice(0, commands.indexOf(command) + 1)
  const { pointer: _, ...state } = pageStates(until, (moment) => loadAt(story, moment)?.timeline.visual).at(-1) ?? none
  return pictureOf({ ...shownPage(timeline, story), at: elapsed - at, elapsed, state })
}

/** Before any command; and no browser puts the pointer into its screenshots. */
const none = { at: 0, scrollY: 0, pointer: undefined }
