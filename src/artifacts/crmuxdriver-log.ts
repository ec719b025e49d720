/** `_crmuxdriver.log`: commands and the DevTools protocol's messages, in ChromeDriver's format. */
import { eachInSteps, type Steps } from '../kernel/turns.js'
import { commandName, failureText } from './command-name.js'
import { devtoolsLog } from './devtools-log.js'
import { logBytes, unixTime, type LogLine } from './log-time.js'
import type { Story } from './story.js'

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** What happens after the session's end is not in it. A step for some of the commands and each page load. */
export function * crmuxdriverLog ({ session, platform, jobId, loads }: Story): Steps<Buffer> {
  const { startedAt, durationMs } = session
  const line = (at: number, level: 'INFO' | 'DEBUG', text: string): LogLine =>
    ({ at, text: `[${unixTime(startedAt + at)}][${level}]: ${text}` })
  const lines = [line(0, 'INFO', `[${jobId}] ${platform.browserName} ${platform.version}`)]
  yield * eachInSteps(session.commands, (command) => {
    const name = capital(commandName(command))
    lines.push(line(command.at, 'INFO', `[${jobId}] COMMAND ${name} ${JSON.stringify(command.request)}`))
    lines.push(line(command.at + command.duration, 'INFO', command.failed
      ? `[${jobId}] RESPONSE ${name} ERROR ${failureText(command)}`
      : `[${jobId}] RESPONSE ${name}${command.result === null ? '' : ` ${JSON.stringify(command.result)}`}`))
  })
  for (const { at, timeline } of loads) {
    for (const { at: since, method, params } of devtoolsLog(timeline, platform)) {
      if (at + since > durationMs) continue
      const event = `DevTools WebSocket Event: ${method} (session_id=${jobId})`
      lines.push(line(at + since, 'DEBUG', `${event} ${JSON.stringify(params)}`))
    }
    yield
  }
  return yield * logBytes(lines)
}
