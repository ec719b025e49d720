import type { Story, StoryLoad, StoryPlatform } from '../../artifacts/story.js'
import { errorPageOf } from '../../lab/session/browser-words.js'
import { inOneBrowser } from '../../lab/session/one-browser.js'
import type { SessionWords } from '../../lab/session/plan.js'
import type { Session, Visit } from '../../lab/session/session.js'
import { visitTime } from '../../lab/session/visit-time.js'
import { inTurns, turn } from '../../kernel/turns.js'
import type { Timeline } from '../../lab/timeline.js'
import type { Job, Platform } from '../../facts/job.js'
import { browserOf } from '../../facts/platform.js'
import { isWebUrl, visitsPlanned } from '../../facts/visits.js'
import { pageVisited, simulateLoad } from '../../worlds/page-loads.js'
import type { World } from '../../worlds/world.js'
import { capturedLoads, isPage } from './asset-names.js'
import { drivenSession, withConsole } from './driven-session.js'
import { outcomeOf, sessionOf, sessionPlan } from './session-of.js'
import { storyWords } from './story-words.js'

/** Everything that happened in a job that is over; undefined if it ran no command. */
export async function storyOf (world: World, job: Job): Promise<Story | undefined> {
  // Those that a stopped job never came to are looked at too: how long they take decides when the others are made.
  const visits = job.visits.slice(0, visitsPlanned(job))
  const words = await storyWords(world)
  const timelines: Array<Timeline | undefined> = []
  for (const index of visits.keys()) {
    // Each takes some ms: with many of them others must get their turn.
    if (index > 0) await turn()
    const timeline = isPage(world, job, index) ? await simulateLoad(world, job, index) : undefined
    const page = pageVisited(world, job, index)
    const isLoaded = timeline !== undefined && page !== undefined
    timelines.push(isLoaded ? words.onPage(asShown(timeline, job), page) : undefined)
  }
  const session = job.driven === undefined
    ? await plannedSession(world, job, timelines, words.session(job.id))
    : drivenSession(world, job)
  if (session === undefined) return undefined
  const loads = storyLoads(job, timelines, session, new Set(capturedLoads(world, job)))
  const { id, name, owner } = job
  return {
    seed: world.seed,
    jobId: id,
    name,
    owner,
    platform: storyPlatform(job.platform),
    ...outcomeOf(job),
    session,
    loads: inOneBrowser(job.driven === undefined ? loads : withConsole(world, job, loads))
  }
}

/** The session that the job's plan leads to, with its page loads. */
async function plannedSession (
  world: World, job: Job, timelines: ReadonlyArray<Timeline | undefined>, words: SessionWords
): Promise<Session | undefined> {
  const visited = timelines.map((timeline, index) => {
    const visit = job.visits[index] ?? ''
    return { url: isWebUrl(visit) ? visit : timeline?.url ?? visit, duration: 0, ...pageSeen(timeline) }
  })
  const plan = sessionPlan(job, world.seed, visited, words)
  return plan === undefined ? undefined : await inTurns(sessionOf(job, plan))
}

/** A page that could not be loaded is the browser's own. */
function asShown (timeline: Timeline, { platform }: Job): Timeline {
  if (timeline.error === null) return timeline
  const why = timeline.requests[0]?.errorText ?? null
  return { ...timeline, title: errorPageOf(browserOf(platform), new URL(timeline.url).host, why).title }
}

const pageSeen = (timeline: Timeline | undefined): Partial<Visit> =>
  timeline === undefined ? {} : { duration: visitTime(timeline), title: timeline.title, visual: timeline.visual }

const storyPlatform = ({ os, browserName, version, backend, seleniumVersion, device }: Platform): StoryPlatform =>
  ({ os, browserName, version, backend, seleniumVersion, ...(device === undefined ? {} : { device }) })

/** The page loads of the visits that loaded a page, each at the moment of its command. */
function storyLoads (
  job: Job, timelines: ReadonlyArray<Timeline | undefined>, session: Session, captured: ReadonlySet<number>
): StoryLoad[] {
  const loads: StoryLoad[] = []
  const visiting = session.commands.filter(({ visit }) => visit !== null)
  for (const [index, timeline] of timelines.entries()) {
    // Of a session that a client drove each load's moment is known; a command may lead to more than one.
    const at = job.driven === undefined ? visiting.find(({ visit }) => visit === index)?.at : job.driven[index]?.at
    if (timeline === undefined || at === undefined) continue
    const moved = startedAt(timeline, session.startedAt + at, job.pins?.[index]?.timestamp)
    loads.push({ at, timeline: moved, captured: captured.has(index) })
  }
  return loads
}

/** The page load as it happened then: nothing in a timeline but its own two moments depends on when it was. */
const startedAt = (timeline: Timeline, at: number, timestamp: number | undefined): Timeline =>
  ({ ...timeline, startedAt: at, timestamp: timestamp ?? Math.ceil(at + timeline.end) })
