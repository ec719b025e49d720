/** A picture of the session: what the browser showed after a command. */
import { paintBrowser } from './picture/page-picture.js'
import { encodePng } from './picture/png.js'
import type { Story, StoryLoad } from './story.js'

const loadAt = ({ loads }: Pick<Story, 'loads'>, at: number): StoryLoad | undefined =>
  loads.findLast((load) => load.at <= at)

/** The browser's window `at` ms after the session's start. */
function pictureAt (story: Pick<Story, 'loads'>, at: number): Buffer {
  const load = loadAt(story, at)
  if (load === undefined) return encodePng(paintBrowser({ url: 'about:blank', at, elapsed: at }))
  const { url, title, visual } = load.timeline
  return encodePng(paintBrowser({ url, title, visual, at: at - load.at, elapsed: at }))
}

/** The screenshot of that number, taken when its command had ended; undefined if there is none. */
export function screenshot (story: Pick<Story, 'loads' | 'session'>, index: number): Buffer | undefined {
  const command = story.session.commands.find((each) => each.screenshot === index)
  return command === undefined ? undefined : pictureAt(story, command.at + command.duration)
}
