/** A session as the vendor's `log.json` tells it. */
import { micro } from '../lab/precision.js'
import type { Session, SessionCommand } from '../lab/session/session.js'

/** A command; times in seconds, `start_time` since the Unix epoch. */
export interface CommandEntry {
  screenshot: number | null
  suggestion_values: never[]
  suggestion: null
  request: Readonly<Record<string, unknown>>
  result: unknown
  HTTPStatus: number
  statusCode: number
  duration: number
  between_commands: number | null
  path: string
  method: string
  start_time: number
  in_video_timeline: number
}

/** A line that is no command; clients recognise it by `status`. */
export interface InfoEntry {
  status: 'info'
  message: string
  screenshot: null
}

export type LogEntry = CommandEntry | InfoEntry

const seconds = (ms: number): number => micro(ms / 1000)

const commandEntry = (session: Session, command: SessionCommand): CommandEntry => ({
  screenshot: command.screenshot,
  suggestion_values: [],
  suggestion: null,
  request: command.request,
  result: command.result,
  HTTPStatus: command.httpStatus,
  statusCode: command.statusCode,
  duration: seconds(command.duration),
  between_commands: command.between === null ? null : seconds(command.between),
  path: command.path,
  method: command.method,
  start_time: seconds(session.startedAt + command.at),
  in_video_timeline: seconds(command.at)
})

const infoEntry = (message: string): InfoEntry => ({ status: 'info', message, screenshot: null })

/** The entries in order of time; a remark stands before the command that begins at the same moment. */
export function * logEntries (session: Session): Generator<LogEntry, void> {
  const remarks = [...session.remarks].sort((a, b) => a.at - b.at)
  let next = 0
  const remarksUntil = function * (at: number): Generator<InfoEntry, void> {
    for (; next < remarks.length; next++) {
      const remark = remarks[next]
      if (remark === undefined || remark.at > at) return
      yield infoEntry(remark.message)
    }
  }
  // Commands come one after the other: they are in order already.
  for (const command of session.commands) {
    yield * remarksUntil(command.at)
    if (command.unlogged !== true) yield commandEntry(session, command)
  }
  yield * remarksUntil(Infinity)
}
