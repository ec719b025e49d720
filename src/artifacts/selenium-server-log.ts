/** `selenium-server.log`: the commands as the server that drives the browser logs them; Appium's where it is Appium. */
import { eachInSteps, type Steps } from '../kernel/turns.js'
import type { SessionCommand } from '../lab/session/session.js'
import { commandName, failureText, serverPath } from './command-name.js'
import { clockTime, logBytes, type LogLine } from './log-time.js'
import type { Story } from './story.js'

export function * seleniumServerLog (story: Pick<Story, 'session' | 'platform' | 'jobId'>): Steps<Buffer> {
  const lines = yield * story.platform.backend === 'appium' ? appiumLines(story) : seleniumLines(story)
  return yield * logBytes(lines)
}

const argument = ({ request }: SessionCommand): string => {
  const values = Object.values(request).map((value) => typeof value === 'string' ? value : JSON.stringify(value))
  return values.length === 0 ? '' : ` ${values.join(', ')}`
}

function * seleniumLines ({ session, platform }: Pick<Story, 'session' | 'platform'>): Steps<LogLine[]> {
  const { startedAt } = session
  const line = (at: number, level: string, text: string): LogLine =>
    ({ at, text: `${clockTime(startedAt + at)} ${level} - ${text}` })
  const lines = [
    line(0, 'INFO', `Selenium server version: ${platform.seleniumVersion ?? 'unknown'}`),
    line(0, 'INFO', `Launching ${platform.browserName} ${platform.version} on ${platform.os}`)
  ]
  yield * eachInSteps(session.commands, (command) => {
    const what = `[${commandName(command)}:${argument(command)}]`
    const end = command.at + command.duration
    lines.push(line(command.at, 'INFO', `Executing: ${what}`))
    const codes = `status ${command.statusCode}, HTTP ${command.httpStatus}`
    lines.push(command.failed
      ? line(end, 'WARN', `Exception thrown (${codes}): ${failureText(command)}`)
      : line(end, 'INFO', `Done: ${what} in ${command.duration} ms`))
  })
  return lines
}

function * appiumLines (
  { session, platform, jobId }: Pick<Story, 'session' | 'platform' | 'jobId'>
): Steps<LogLine[]> {
  const { startedAt } = session
  const line = (at: number, who: string, text: string): LogLine =>
    ({ at, text: `${dateless(startedAt + at)} - [${who}] ${text}` })
  const version = platform.seleniumVersion === null ? '' : ` v${platform.seleniumVersion}`
  // The first line has no time: that it begins so is how saucerest's tests tell the log.
  const lines: LogLine[] = [
    { at: 0, text: `[Appium] Welcome to Appium${version}` },
    line(0, 'Appium', `${platform.browserName} ${platform.version} on ${platform.os}`)
  ]
  yield * eachInSteps(session.commands, (command) => {
    const where = `${command.method} ${serverPath(jobId, command)}`
    const end = command.at + command.duration
    lines.push(line(command.at, 'HTTP', `--> ${where}`), line(command.at, 'HTTP', JSON.stringify(command.request)))
    if (command.failed) {
      lines.push(line(end, 'W3C', `Encountered internal error running command: ${failureText(command)}`))
    }
    lines.push(line(end, 'HTTP', `<-- ${where} ${command.httpStatus} ${command.duration} ms`))
  })
  return lines
}

const dateless = (ms: number): string => clockTime(ms).replace('.', ':')
