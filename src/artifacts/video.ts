/** `video.mp4`: what the browser showed all the time. */
import type { Steps } from '../kernel/turns.js'
import { pageStates } from './picture/page-use.js'
import { sessionVideo } from './picture/session-video.js'
import { loadAt, shownPage } from './screenshot.js'
import type { Story } from './story.js'

/** The video of the session: as long as it, each page load and each gesture at its time. */
export const video = (story: Pick<Story, 'loads' | 'session' | 'platform'>): Steps<Buffer> => {
  const { session, loads } = story
  return sessionVideo({
    duration: session.durationMs,
    createdAt: session.startedAt,
    scenes: loads.map(({ at, timeline }) => ({ at, visual: timeline.visual, ...shownPage(timeline, story) })),
    states: pageStates(session.commands, (at) => loadAt(story, at)?.timeline.visual)
  })
}
