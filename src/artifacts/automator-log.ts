/** `automator.log`: the session as the virtual machine's agent saw it. */
import { eachInSteps, type Steps } from '../kernel/turns.js'
import { failureText, serverPath } from './command-name.js'
import { dateAndTime, logBytes, type LogLine } from './log-time.js'
import type { Story } from './story.js'

type Level = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR'

export function * automatorLog ({ session, platform, jobId, loads, outcome, error }: Story): Steps<Buffer> {
  const { startedAt, durationMs } = session
  const line = (at: number, level: Level, text: string): LogLine =>
    ({ at, text: `${dateAndTime(startedAt + at)} ${level} ${text}` })
  const browser = `${platform.browserName} ${platform.version} on ${platform.os}`
  const lines = [line(0, 'INFO', `job ${jobId}: ${browser}, backend ${platform.backend}`)]
  for (const { at, message } of session.remarks) lines.push(line(at, 'INFO', message))
  yield * eachInSteps(session.commands, (command, index) => {
    const what = `command ${index + 1} ${command.method} ${serverPath(jobId, command)}`
    const end = command.at + command.duration
    const answer = `${what} ${command.httpStatus} in ${command.duration} ms`
    lines.push(
      line(command.at, 'DEBUG', `${what} request ${JSON.stringify(command.request)}`),
      command.failed ? line(end, 'WARNING', `${answer}: ${failureText(command)}`) : line(end, 'DEBUG', answer)
    )
    if (command.screenshot !== null) {
      lines.push(line(end, 'DEBUG', `screenshot ${String(command.screenshot).padStart(4, '0')}`))
    }
  })
  for (const { at, timeline } of loads) {
    const { network, cpuRate, device } = timeline.conditions
    const conditions = `${network.name}, CPU ${cpuRate}x, ${device.name}`
    lines.push(line(at, 'INFO', `navigation to ${timeline.url} (loader ${timeline.ids.loaderId}; ${conditions})`))
    const end = at + timeline.load
    if (end >= durationMs) continue
    lines.push(timeline.error === null
      ? line(end, 'INFO', `page loaded in ${timeline.load} ms`)
      : line(end, 'WARNING', `page not loaded: ${timeline.error}`))
  }
  const counts = `${session.commands.length} commands, ${session.errors} not successful`
  lines.push(line(durationMs, error === null ? 'INFO' : 'ERROR', `job ended: ${error ?? outcome}, ${counts}`))
  return yield * logBytes(lines)
}
