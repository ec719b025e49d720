/** `simulateSession`: a WebDriver job's commands, from a plan of how many there are and what they visit. */
import { stream } from '../../kernel/random.js'
import { atOnce, type Steps } from '../../kernel/turns.js'
import { micro } from '../precision.js'
import { endedBadly, type SessionPlan, type Visit } from './plan.js'
import { scriptCommands, type ScriptedCommand } from './script.js'
import type { SessionCommand } from './session-command.js'
import { toldTrue } from './truth.js'

export type { SessionCommand, SessionPlan, Visit }

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

interface Lasting { readonly command: ScriptedCommand, readonly duration: number }

const total = (list: readonly Lasting[]): number => list.reduce((sum, { duration }) => sum + duration, 0)

/**
 * All commands with their durations, ms. A job that is too short for them shortens the others; visits last as long as
 * their pages do, until the time is up.
 */
function withDurations (commands: readonly ScriptedCommand[], plan: SessionPlan): Lasting[] {
  const random = stream(plan.seed, 'session-durations', plan.jobId)
  const drawn = commands.map((command): Lasting => {
    const { usual, visit } = command
    return { command, duration: visit === null ? usual * random.logNormal(1, 0.3) : usual }
  })
  const visits = total(drawn.filter(({ command }) => command.visit !== null))
  const others = total(drawn) - visits
  let room = plan.durationMs
  const share = others > 0 ? Math.min(1, Math.max(0, 0.98 * room - visits) / others) : 1
  return drawn.map(({ command, duration: wanted }) => {
    const duration = micro(Math.min(room, command.visit === null ? wanted * share : wanted))
    room -= duration
    return { command, duration }
  })
}

type InTime = Pick<SessionCommand, 'at' | 'duration' | 'between' | 'screenshot'>

/** Each field by name: spreading objects costs several times as much, and there may be thousands. */
function placed (command: ScriptedCommand, { at, duration, between, screenshot }: InTime): SessionCommand {
  const { method, path, request, result, visit, visible, usual, failed, httpStatus, statusCode } = command
  return {
    method,
    path,
    request,
    result,
    visit,
    visible,
    usual,
    failed,
    httpStatus,
    statusCode,
    at,
    duration,
    between,
    screenshot,
    scrollY: 0,
    place: null
  }
}

/** Puts the commands one after the other, with pauses that fill the session. */
function inTime (lasting: readonly Lasting[], plan: SessionPlan): SessionCommand[] {
  const { durationMs, screenshots } = plan
  const random = stream(plan.seed, 'session-pauses', plan.jobId)
  const idle = Math.max(0, durationMs - total(lasting))
  // A client thinks for a few ms between most commands, and now and then waits for something.
  const spread = plan.even === true ? 0.4 : 1.2
  const pauses = lasting.map(() => random.logNormal(1, spread))
  // Time is left after the last command, as before the first there is no pause; silence begins with its end.
  const left = (plan.silence ?? 0) > 0 ? pauses[0] ?? 0 : 0
  const whole = pauses.reduce((sum, pause) => sum + pause, 0) - left
  let at = 0
  let shots = 0
  return lasting.map(({ command, duration: wanted }, index): SessionCommand => {
    // Rounding must not carry a long list of commands past the end.
    const between = index === 0 ? null : micro(Math.min(idle * (pauses[index] ?? 0) / whole, durationMs - at))
    const start = micro(at + (between ?? 0))
    const duration = Math.min(wanted, micro(durationMs - start))
    at = micro(start + duration)
    const screenshot = screenshots && command.visible ? shots++ : null
    return placed(command, { at: start, duration, between, screenshot })
  })
}

/** What the service writes into the log by itself: at the start, and of an unhappy end. */
function remarksFor (plan: SessionPlan, commands: readonly SessionCommand[]): SessionRemark[] {
  const first = commands[0]
  const last = commands.at(-1)
  if (first === undefined || last === undefined || commands.length < 2) return []
  const opening = { at: micro(first.at + first.duration), message: `session started by ${plan.framework}` }
  if (!endedBadly(plan)) return [opening]
  if (plan.errorText !== null) return [opening, { at: plan.durationMs, message: `${plan.outcome}: ${plan.errorText}` }]
  return [opening, { at: last.at, message: `${plan.outcome}: see the last failed command` }]
}

/**
 * The command log of a WebDriver job: `POST /session` first, the visits in their order, finds, clicks and scripts in
 * between, `DELETE` last if the client ends it; exactly as many commands and failures as planned, all within the job's
 * duration. A plan with fewer commands than visits keeps the first visits. Everything is drawn from streams of the
 * job's own.
 */
export const simulateSession = (plan: SessionPlan): Session => atOnce(sessionSteps(plan))

/** The same in steps, for who has others waiting. */
export function * sessionSteps (plan: SessionPlan): Steps<Session> {
  const script = yield * scriptCommands(plan)
  const busy = { ...plan, durationMs: plan.durationMs - (plan.silence ?? 0) }
  const lasting = withDurations(script, busy)
  yield
  const commands = toldTrue(inTime(lasting, busy), plan)
  yield
  return {
    jobId: plan.jobId,
    startedAt: plan.startedAt,
    durationMs: plan.durationMs,
    commands,
    remarks: remarksFor(plan, commands),
    screenshots: commands.filter(({ screenshot }) => screenshot !== null).length,
    errors: commands.filter(({ failed }) => failed).length
  }
}
