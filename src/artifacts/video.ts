/** `video.mp4`: what the browser showed all the time. */
import type { Steps } from '../kernel/turns.js'
import { sessionVideo } from './picture/session-video.js'
import type { Story } from './story.js'

/** The video of the session: as long as it, each page load at its time. */
export const video = ({ session, loads }: Pick<Story, 'loads' | 'session'>): Steps<Buffer> => sessionVideo({
  duration: session.durationMs,
  createdAt: session.startedAt,
  scenes: loads.map(({ at, timeline }) => ({ at, url: timeline.url, title: timeline.title, visual: timeline.visual }))
})
