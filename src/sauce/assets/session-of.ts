import type { Steps } from '../../kernel/turns.js'
import type { SessionPlan, SessionWords } from '../../lab/session/plan.js'
import { networkConditions } from '../../lab/page/conditions.js'
import { scriptCommands } from '../../lab/session/script.js'
import { sessionSteps, type Session, type Visit } from '../../lab/session/session.js'
import { overMaximum, silenceIn } from '../../facts/errors-of-jobs.js'
import { commandsAt, endOf, type Job } from '../../facts/job.js'
import { isScreenshot } from './file-names.js'

/** How a job ended, and with which error text. */
export interface JobOutcome {
  readonly outcome: 'passed' | 'failed' | 'complete' | 'error'
  readonly error: string | null
}

const wasStopped = (job: Job): boolean => endOf(job) !== job.plan.ended

/** How the job ended, as its own plan has it: what a client says of it later changes no file. */
export function outcomeOf (job: Job): JobOutcome {
  const { outcome, error, passed } = job.plan
  if (wasStopped(job)) return { outcome: 'complete', error: null }
  if (outcome === 'error') return { outcome, error }
  if (passed === null) return { outcome: 'complete', error: null }
  return { outcome: passed ? 'passed' : 'failed', error: null }
}

/**
 * What is known of the session of a job that is over: the commands that had run when it ended, with its own counts.
 * `visits` are the page loads it made. Undefined if it ran no command.
 */
export function sessionPlan (
  job: Job, seed: number, visits: readonly Visit[], words?: SessionWords
): SessionPlan | undefined {
  const { started } = job.plan
  const end = endOf(job)
  const commands = commandsAt(job, end)
  if (started === null || end <= started || commands.all === 0) return undefined
  const { outcome, error } = outcomeOf(job)
  return {
    seed,
    jobId: job.id,
    startedAt: started,
    durationMs: end - started,
    commands,
    visits,
    ...offlineOf(job),
    screenshots: job.recording.screenshots,
    outcome,
    errorText: error,
    ...(outcome === 'error' || wasStopped(job) ? { quits: false } : {}),
    ...(outcome === 'error' ? { silence: silenceIn(job.plan), even: error === overMaximum } : {}),
    framework: job.platform.backend,
    capabilities: capabilitiesOf(job),
    ...(words === undefined ? {} : { words })
  }
}

/** The session that a job's plan leads to. */
export function * sessionOf (job: Job, plan: SessionPlan): Steps<Session> {
  const session = yield * sessionSteps(plan)
  if (job.assetSizes === null) return session
  return withScreenshots(session, Object.keys(job.assetSizes).filter(isScreenshot).length)
}

/**
 * How many screenshots a session takes. How long its page loads last moves its commands in time and changes nothing
 * else, nor do words change which commands there are.
 */
export function * screenshotCount (plan: SessionPlan): Steps<number> {
  if (!plan.screenshots) return 0
  return (yield * scriptCommands(plan)).filter(({ visible }) => visible).length
}

/** What a visit fails with where there is no network, in the browser's words. */
function offlineOf ({ conditions: { network }, platform: { browser } }: Job): { offline?: string } {
  if (!networkConditions(network).offline) return {}
  return { offline: browser === 'firefox' ? geckoOffline : chromeOffline }
}

const chromeOffline = 'unknown error: net::ERR_INTERNET_DISCONNECTED'
const geckoOffline = 'Reached error page: about:neterror?e=netOffline'

function capabilitiesOf ({ platform, recording }: Job): Record<string, unknown> {
  const { extendedDebugging, capturePerformance } = recording
  return {
    browserName: platform.browserName,
    browserVersion: platform.version,
    platformName: platform.os,
    'sauce:options': {
      recordVideo: recording.video,
      recordScreenshots: recording.screenshots,
      recordLogs: recording.logs,
      ...(extendedDebugging ? { extendedDebugging } : {}),
      ...(capturePerformance ? { capturePerformance } : {}),
      ...(platform.seleniumVersion === null ? {} : { seleniumVersion: platform.seleniumVersion })
    }
  }
}

/**
 * The session with as many screenshots as a world file says there are, after the commands that most likely took them.
 */
function withScreenshots (session: Session, count: number): Session {
  const numbered = [...session.commands.entries()]
  // Of what changes nothing on the page one takes pictures last.
  const likely = [...numbered.filter(([, { visible }]) => visible), ...numbered.filter(([, { visible }]) => !visible)]
  const taken = new Set(likely.slice(0, count).map(([index]) => index))
  let next = 0
  const commands = session.commands.map((command, index) => ({
    ...command,
    screenshot: taken.has(index) ? next++ : null
  }))
  return { ...session, commands, screenshots: next }
}
