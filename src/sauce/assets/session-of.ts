import type { Steps } from '../../kernel/turns.js'
import type { SessionPlan, SessionWords } from '../../lab/session/plan.js'
import { networkConditions } from '../../lab/page/conditions.js'
import { offlineError } from '../../lab/session/browser-words.js'
import { cutShort } from '../../lab/session/cut.js'
import { scriptCommands } from '../../lab/session/script.js'
import { sessionSteps, type Session, type Visit } from '../../lab/session/session.js'
import { overMaximum, silenceIn } from '../../facts/errors-of-jobs.js'
import { endOf, type Job } from '../../facts/job.js'
import { browserOf } from '../../facts/platform.js'
import { isScreenshot } from './file-names.js'

/** How a job ended, and with which error text. */
export interface JobOutcome {
  readonly outcome: 'passed' | 'failed' | 'complete' | 'error'
  readonly error: string | null
}

const wasStopped = (job: Job): boolean => endOf(job) !== job.plan.ended

/** How the job ended, as its own plan has it: what a client says of it later changes no file. */
export function outcomeOf (job: Job): JobOutcome {
  if (wasStopped(job)) return { outcome: 'complete', error: null }
  return { outcome: verdictIn(job.plan), error: job.plan.outcome === 'error' ? job.plan.error : null }
}

function verdictIn ({ outcome, passed }: Job['plan']): JobOutcome['outcome'] {
  if (outcome === 'error') return 'error'
  if (passed === null) return 'complete'
  return passed ? 'passed' : 'failed'
}

/** The client of a job without an end of its own sends a command after so many ms, page loads aside. */
const pace = 4000

/** How long the session is to last, ms, whether or not somebody stops it on the way. */
function plannedTime ({ plan: { started, ended, commands } }: Job, visits: readonly Visit[]): number {
  if (started !== null && ended !== null) return ended - started
  return visits.reduce((sum, { duration }) => sum + duration, 0) + commands * pace
}

/** How the session is to end. One without an end of its own goes on until it is stopped, without a `DELETE`. */
function plannedEnd ({ plan }: Job): Pick<SessionPlan, 'outcome' | 'errorText' | 'quits' | 'silence' | 'even'> {
  const { ended, error } = plan
  if (ended === null) return { outcome: 'complete', errorText: null, quits: false }
  if (plan.outcome !== 'error') return { outcome: verdictIn(plan), errorText: null }
  return { outcome: 'error', errorText: error, quits: false, silence: silenceIn(plan), even: error === overMaximum }
}

/**
 * What is known of the session of a job that is over: as it was planned, even if the job was stopped on the way
 * (`sessionOf` cuts it short). `visits` are all the page loads that it was to make. Undefined if it ran no command.
 */
export function sessionPlan (
  job: Job, seed: number, visits: readonly Visit[], words?: SessionWords
): SessionPlan | undefined {
  const { started, commands, failedCommands } = job.plan
  if (started === null || endOf(job) <= started || commands === 0) return undefined
  return {
    seed,
    jobId: job.id,
    startedAt: started,
    durationMs: plannedTime(job, visits),
    commands: { all: commands, errors: Math.min(failedCommands, commands) },
    visits,
    ...offlineOf(job),
    browser: browserOf(job.platform),
    screenshots: job.recording.screenshots,
    ...plannedEnd(job),
    framework: job.platform.backend,
    capabilities: capabilitiesOf(job),
    ...(words === undefined ? {} : { words })
  }
}

/** The session that a job's plan leads to, up to the job's end. */
export function * sessionOf (job: Job, plan: SessionPlan): Steps<Session> {
  const whole = yield * sessionSteps(plan)
  const session = wasStopped(job) ? cutShort(whole, endOf(job) - plan.startedAt) : whole
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

/** What a visit fails with where there is no network. */
const offlineOf = ({ conditions: { network }, platform }: Job): Pick<SessionPlan, 'offline'> =>
  networkConditions(network).offline ? { offline: offlineError(browserOf(platform)) } : {}

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
