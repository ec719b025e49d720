import type { SessionWords } from '../../lab/session/plan.js'
import { simulateSession, type Session, type Visit } from '../../lab/session/session.js'
import { commandsAt, endOf, type Job } from '../../facts/job.js'
import { isScreenshot } from './file-names.js'

/** How a job ended, and with which error text. */
export interface JobOutcome {
  readonly outcome: 'passed' | 'failed' | 'complete' | 'error'
  readonly error: string | null
}

/** How the job ended, as its own plan has it: what a client says of it later changes no file. */
export function outcomeOf (job: Job): JobOutcome {
  const { outcome, error, passed, ended } = job.plan
  const wasStopped = endOf(job) !== ended
  if (wasStopped) return { outcome: 'complete', error: null }
  if (outcome === 'error') return { outcome, error }
  if (passed === null) return { outcome: 'complete', error: null }
  return { outcome: passed ? 'passed' : 'failed', error: null }
}

/**
 * The commands of a job that is over: those that had run when it ended, with its own counts. `visits` are the page
 * loads it made; how long they lasted moves the commands in time and changes nothing else, nor do words change which
 * commands there are. Undefined if it ran none.
 */
export function sessionOf (
  job: Job, seed: number, visits: readonly Visit[], words?: SessionWords
): Session | undefined {
  const { started } = job.plan
  const end = endOf(job)
  const commands = commandsAt(job, end)
  if (started === null || end <= started || commands.all === 0) return undefined
  const { outcome, error } = outcomeOf(job)
  const session = simulateSession({
    seed,
    jobId: job.id,
    startedAt: started,
    durationMs: end - started,
    commands,
    visits,
    screenshots: job.recording.screenshots,
    outcome,
    errorText: error,
    framework: job.platform.backend,
    capabilities: capabilitiesOf(job),
    ...(words === undefined ? {} : { words })
  })
  if (job.assetSizes === null) return session
  return withScreenshots(session, Object.keys(job.assetSizes).filter(isScreenshot).length)
}

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
