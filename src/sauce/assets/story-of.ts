import type { Story, StoryLoad } from '../../artifacts/story.js'
import type { Timeline } from '../../lab/timeline.js'
import type { Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { simulateLoad, visitsMade } from '../page-loads.js'
import { capturedLoads, isPage } from './asset-names.js'
import { outcomeOf, sessionOf } from './session-of.js'

/** Everything that happened in a job that is over; undefined if it ran no command. */
export async function storyOf (world: World, job: Job): Promise<Story | undefined> {
  const timelines = await Promise.all(Array.from({ length: visitsMade(job) }, async (_, index) => isPage(world, job, index) ? await simulateLoad(world, job, index) : undefined))
  const session = sessionOf(job, world.seed, timelines.map((timeline, index) => ({ url: timeline?.url ?? job.visits[index]!, duration: timeline?.load ?? 0 })))
  if (session === undefined) return undefined
  const captured = new Set(capturedLoads(world, job))
  const loads: StoryLoad[] = []
  timelines.forEach((timeline, index) => {
    if (timeline === undefined) return
    const before = loads.at(-1)
    // A client that runs fewer commands than visits still made them: one after the other.
    const at = session.commands.find(({ visit }) => visit === index)?.at ?? Math.min(session.durationMs, before === undefined ? 0 : before.at + before.timeline.load)
    loads.push({ at, timeline: startedAt(timeline, session.startedAt + at, job.pins?.[index]?.timestamp), captured: captured.has(index) })
  })
  const { platform: { os, browserName, version, backend, seleniumVersion }, id, name, owner } = job
  return { seed: world.seed, jobId: id, name, owner, platform: { os, browserName, version, backend, seleniumVersion }, ...outcomeOf(job), session, loads }
}

/** The page load as it happened then: nothing in a timeline but its own two moments depends on when it was. */
const startedAt = (timeline: Timeline, at: number, timestamp: number | undefined): Timeline =>
  ({ ...timeline, startedAt: at, timestamp: timestamp ?? Math.ceil(at + timeline.end) })
