/** The session of a job that a client drove, as it was recorded. */
import { cutShort } from '../../lab/session/cut.js'
import type { Session, SessionCommand, SessionRemark } from '../../lab/session/session.js'
import { micro } from '../../lab/precision.js'
import type { ConsoleMessage } from '../../lab/timeline.js'
import type { StoryLoad } from '../../artifacts/story.js'
import type { DrivenCommand } from '../../facts/driven.js'
import { endOf, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { outcomeOf } from './session-of.js'

/** Undefined if it never began. */
export function drivenSession (world: World, job: Job): Session | undefined {
  const { started } = job.plan
  const recorded = world.facts.sessionCommands.in('job', job.id)
  const durationMs = endOf(job) - (started ?? Infinity)
  if (started === null || recorded.length === 0 || !(durationMs > 0)) return undefined
  const session = {
    jobId: job.id,
    startedAt: started,
    durationMs,
    commands: recorded.map((command, index) => commandOf(command, recorded[index - 1])),
    remarks: remarksOf(job, recorded),
    screenshots: recorded.filter(({ screenshot }) => screenshot !== null).length,
    errors: recorded.filter(({ failed }) => failed).length
  }
  const last = recorded.at(-1)
  // One that ran into its maximum duration was cut off in the middle of a command.
  return last !== undefined && last.at + last.duration > durationMs ? cutShort(session, durationMs) : session
}

function commandOf (command: DrivenCommand, before: DrivenCommand | undefined): SessionCommand {
  const { jobId: _, seq: _seq, remark: _remark, said: _said, ...recorded } = command
  const between = before === undefined ? null : Math.max(0, micro(command.at - before.at - before.duration))
  return { ...recorded, usual: command.duration, between }
}

const levels: Readonly<Record<string, ConsoleMessage['level']>> =
  { error: 'error', warn: 'warning', warning: 'warning' }

/** The page loads with what scripts that clients sent, or that pages have, wrote to the console of each. */
export function withConsole (world: World, job: Job, loads: readonly StoryLoad[]): StoryLoad[] {
  const said = world.facts.sessionCommands.in('job', job.id).flatMap((command) => command.said ?? [])
  return loads.map((load, index) => {
    const until = loads[index + 1]?.at ?? Infinity
    const own = said.filter(({ at }) => at >= load.at && at < until)
    if (own.length === 0) return load
    const { timeline } = load
    const lines = own.map(({ at, level, text }): ConsoleMessage => ({
      at: micro(at - load.at), level: levels[level] ?? 'info', source: 'console-api', text, url: timeline.url
    }))
    const console = [...timeline.console, ...lines].sort((a, b) => a.at - b.at)
    return { ...load, timeline: { ...timeline, console } }
  })
}

/** What the service and the client wrote between the commands. */
function remarksOf (job: Job, commands: readonly DrivenCommand[]): SessionRemark[] {
  const remarks: SessionRemark[] = []
  const [first] = commands
  if (first !== undefined) {
    remarks.push({ at: micro(first.at + first.duration), message: `session started by ${job.platform.backend}` })
  }
  for (const { at, remark } of commands) if (remark !== undefined) remarks.push({ at, message: remark })
  const { outcome, error } = outcomeOf(job)
  const end = endOf(job) - (job.plan.started ?? 0)
  if (error !== null) remarks.push({ at: end, message: `${outcome}: ${error}` })
  return remarks
}
