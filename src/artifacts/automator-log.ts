/** `automator.log`: the session as the virtual machine's agent saw it. */
import { failureText, serverPath } from './command-name.js'
import { dateAndTime, logBytes } from './log-time.js'
import type { Story } from './story.js'

export function automatorLog ({ session, platform, jobId, loads, outcome, error }: Story): Buffer {
  const { startedAt, durationMs } = session
  const line = (at: number, level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR', text: string): { at: number, text: string } =>
    ({ at, text: `${dateAndTime(startedAt + at)} ${level} ${text}` })
  const lines = [
    line(0, 'INFO', `job ${jobId}: ${platform.browserName} ${platform.version} on ${platform.os}, backend ${platform.backend}`)
  ]
  for (const { at, message } of session.remarks) lines.push(line(at, 'INFO', message))
  session.commands.forEach((command, index) => {
    const what = `command ${index + 1} ${command.method} ${serverPath(jobId, command)}`
    const end = command.at + command.duration
    lines.push(
      line(command.at, 'DEBUG', `${what} request ${JSON.stringify(command.request)}`),
      line(end, command.failed ? 'WARNING' : 'DEBUG', `${what} ${command.httpStatus} in ${command.duration} ms${command.failed ? `: ${failureText(command)}` : ''}`)
    )
    if (command.screenshot !== null) lines.push(line(end, 'DEBUG', `screenshot ${String(command.screenshot).padStart(4, '0')}`))
  })
  for (const { at, timeline } of loads) {
    const { network, cpuRate, device } = timeline.conditions
    lines.push(line(at, 'INFO', `navigation to ${timeline.url} (loader ${timeline.ids.loaderId}; ${network.name}, CPU ${cpuRate}x, ${device.name})`))
    const end = at + timeline.load
    if (end < durationMs) lines.push(line(end, timeline.error === null ? 'INFO' : 'WARNING', timeline.error === null ? `page loaded in ${timeline.load} ms` : `page not loaded: ${timeline.error}`))
  }
  lines.push(line(durationMs, error === null ? 'INFO' : 'ERROR', `job ended: ${error ?? outcome}, ${session.commands.length} commands, ${session.errors} not successful`))
  return logBytes(lines)
}
