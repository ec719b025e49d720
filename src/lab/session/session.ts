/** `simulateSession`: a WebDriver job's commands, from a plan of how many there are and what they visit. */
import { stream } from '../../kernel/random.js'
import { micro } from '../precision.js'
import { scriptCommands, type Scripted } from './script.js'

export interface Visit {
  readonly url: string
  /** How long the page load takes, ms; the `url` command lasts as long. */
  readonly duration: number
}

export interface SessionPlan {
  readonly seed: number | string
  readonly jobId: string
  /** ms since the Unix epoch. */
  readonly startedAt: number
  readonly durationMs: number
  /** How many commands there are, and how many of them fail. More errors than commands count as all. */
  readonly commands: { readonly all: number, readonly errors: number }
  readonly visits: readonly Visit[]
  readonly screenshots: boolean
  readonly outcome: 'passed' | 'failed' | 'complete' | 'error'
  /** What the last failing command says; a usual message if null. */
  readonly errorText: string | null
  /** The client's test framework, for the session's own remarks, for example `webdriver` or `appium`. */
  readonly framework: string
  /** What the client asked for in `POST /session`. */
  readonly capabilities?: Readonly<Record<string, unknown>>
}

/** A command with its times in ms since the session's start. */
export interface SessionCommand extends Scripted {
  readonly at: number
  readonly duration: number
  /** Time since the end of the command before; null for the first. */
  readonly between: number | null
  /** Number of the screenshot taken after it, counting from 0. */
  readonly screenshot: number | null
}

/** A line somebody wrote into the session (`sauce:context`), ms since its start; it is not a command. */
export interface SessionRemark {
  readonly at: number
  readonly message: string
}

export interface Session {
  readonly jobId: string
  readonly startedAt: number
  readonly durationMs: number
  readonly commands: readonly SessionCommand[]
  readonly remarks: readonly SessionRemark[]
  /** How many screenshots were taken. */
  readonly screenshots: number
  /** How many commands failed. */
  readonly errors: number
}

/** Durations of all commands, ms, shortened if the job is too short for them; visits are shortened last. */
function durations (commands: readonly Scripted[], plan: SessionPlan): number[] {
  const random = stream(plan.seed, 'session-durations', plan.jobId)
  const drawn = commands.map(({ usual, visit }) => visit === null ? usual * random.logNormal(1, 0.3) : plan.visits[visit]!.duration)
  const visits = commands.reduce((sum, { visit }, index) => visit === null ? sum : sum + drawn[index]!, 0)
  const others = drawn.reduce((sum, duration) => sum + duration, 0) - visits
  const room = 0.98 * plan.durationMs
  const visitShare = Math.min(1, visits > 0 ? room / visits : 1)
  const otherShare = others > 0 ? Math.min(1, Math.max(0, room - visits * visitShare) / others) : 1
  return commands.map(({ visit }, index) => micro(drawn[index]! * (visit === null ? otherShare : visitShare)))
}

/**
 * The command log of a WebDriver job: `POST /session` first, the visits in their order, finds, clicks and scripts in
 * between, `DELETE` last; exactly as many commands and failures as planned, all within the job's duration. A plan with
 * fewer commands than visits keeps the first visits. Everything is drawn from streams of the job's own.
 */
export function simulateSession (plan: SessionPlan): Session {
  const commands = scriptCommands(plan)
  const random = stream(plan.seed, 'session-pauses', plan.jobId)
  const lasting = durations(commands, plan)
  const idle = Math.max(0, plan.durationMs - lasting.reduce((sum, duration) => sum + duration, 0))
  // A client thinks for a few ms between most commands, and now and then waits for something.
  const pauses = commands.map(() => random.logNormal(1, 1.2))
  const whole = pauses.reduce((sum, pause) => sum + pause, 0)
  let at = 0
  let shots = 0
  const timed = commands.map((command, index): SessionCommand => {
    // Rounding must not carry a long list of commands past the end.
    const between = index === 0 ? null : micro(Math.min(idle * pauses[index]! / whole, plan.durationMs - at))
    at = micro(at + (between ?? 0))
    const duration = Math.min(lasting[index]!, micro(plan.durationMs - at))
    const entry = { ...command, at, duration, between, screenshot: plan.screenshots && command.visible ? shots++ : null }
    at = micro(at + duration)
    return entry
  })
  return {
    jobId: plan.jobId,
    startedAt: plan.startedAt,
    durationMs: plan.durationMs,
    commands: timed,
    remarks: remarksFor(plan, timed),
    screenshots: shots,
    errors: timed.reduce((count, { failed }) => failed ? count + 1 : count, 0)
  }
}

function remarksFor ({ framework, outcome, errorText }: SessionPlan, commands: readonly SessionCommand[]): SessionRemark[] {
  const [first, ...others] = commands
  const last = commands.at(-1)
  if (first === undefined || last === undefined || others.length === 0) return []
  const end = outcome === 'error' || outcome === 'failed' ? [{ at: last.at, message: `${outcome}: ${errorText ?? 'see the last failed command'}` }] : []
  return [{ at: micro(first.at + first.duration), message: `session started by ${framework}` }, ...end]
}
