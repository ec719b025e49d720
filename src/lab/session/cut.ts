/** A session that somebody ended before its client did: what had happened by then, when it happened. */
import { micro } from '../precision.js'
import type { Session, SessionCommand } from './session.js'

/** A command that was still running: nothing had come of it yet. */
const unanswered = (command: SessionCommand, until: number): SessionCommand => ({
  ...command,
  duration: micro(until - command.at),
  result: null,
  failed: false,
  httpStatus: 200,
  statusCode: 0,
  screenshot: null
})

/** The session up to a moment, ms since its start, which may be after all that its client did. */
export function cutShort (session: Session, until: number): Session {
  const commands = session.commands
    .filter(({ at }) => at < until)
    .map((command) => command.at + command.duration > until ? unanswered(command, until) : command)
  return {
    ...session,
    durationMs: until,
    commands,
    // What the service says of the end was not to come.
    remarks: session.remarks.slice(0, 1).filter(({ at }) => at <= until),
    screenshots: commands.filter(({ screenshot }) => screenshot !== null).length,
    errors: commands.filter(({ failed }) => failed).length
  }
}
