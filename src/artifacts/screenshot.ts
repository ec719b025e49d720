/** Pictures of the session: what the browser showed after a command, and all the time. */
import { paintBrowser } from './picture/page-picture.js'
import { encodePng } from './picture/png.js'
import { sessionVideo } from './picture/session-video.js'
import type { Story, StoryLoad } from './story.js'

const loadAt = ({ loads }: Pick<Story, 'loads'>, at: number): StoryLoad | undefined => loads.findLast((load) => load.at <= at)

/** The browser's window `at` ms after the session's start. */
function pictureAt (story: Pick<Story, 'loads'>, at: number): Buffer {
  const load = loadAt(story, at)
  const page = load === undefined ? { url: 'about:blank', at } : { url: load.timeline.url, title: load.timeline.title, visual: load.timeline.visual, at: at - load.at }
  return encodePng(paintBrowser({ ...page, elapsed: at }))
}

/** The screenshot of that number, taken when its command had ended; undefined if there is none. */
export function screenshot (story: Pick<Story, 'loads' | 'session'>, index: number): Buffer | undefined {
  const command = story.session.commands.find((each) => each.screenshot === index)
  return command === undefined ? undefined : pictureAt(story, command.at + command.duration)
}

/** The video of the session: as long as it, each page load at its time. */
export const video = ({ session, loads }: Pick<Story, 'loads' | 'session'>): Buffer => sessionVideo({
  duration: session.durationMs,
  createdAt: session.startedAt,
  scenes: loads.map(({ at, timeline }) => ({ at, url: timeline.url, title: timeline.title, visual: timeline.visual }))
})
