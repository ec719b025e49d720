/** Who performs a command: the browser, the script engine, or the session itself. */
import { DriverError } from '../../browser/errors.js'
import type { JsonObject } from '../../kernel/json.js'
import type { Addressed } from '../address.js'
import { executeScript, performAtEndpoint, performDevTools } from './session-scripts.js'
import type { LiveSession } from './live-session.js'

type Perform = (session: LiveSession, parameters: JsonObject, found: Addressed) => unknown

const script = (isAsync: boolean): Perform => async (session, parameters) => {
  if (session.scripts === undefined) throw new DriverError('no such window', 'no such window')
  return await executeScript(session, session.scripts, parameters, isAsync)
}

const atEndpoint: Perform = async (session, parameters, { command: { method }, below }) =>
  await performAtEndpoint(session, method, below, parameters)

/** What Selenium's clients read of a browser's log: what scripts have said since they last asked. */
function logOf ({ said, time }: LiveSession, { type }: JsonObject): unknown[] {
  if (typeof type !== 'string') throw new DriverError('invalid argument', 'invalid argument: type must be a string')
  if (type !== 'browser') return []
  const levels: Readonly<Record<string, string>> = { error: 'SEVERE', warn: 'WARNING', debug: 'DEBUG' }
  return said.splice(0).map(({ at, level, text }) => ({
    level: levels[level] ?? 'INFO', source: 'console-api', message: text, timestamp: Math.floor(time.origin + at)
  }))
}

/** What the browser does not do by itself. */
const own: Readonly<Record<string, Perform>> = {
  deleteSession: () => null,
  getSession: ({ capabilities }) => capabilities,
  getLogTypes: () => ['browser', 'driver'],
  getLog: logOf,
  uploadFile: (_session, { file }) => {
    if (typeof file !== 'string') throw new DriverError('invalid argument', 'invalid argument: file must be a string')
    return '/tmp/upload'
  },
  executeScript: script(false),
  executeAsyncScript: script(true),
  sendCommand: async (session, parameters) => await performDevTools(session, parameters),
  getPageLogs: atEndpoint,
  assertPerformance: atEndpoint,
  jankinessCheck: atEndpoint,
  throttleNetwork: atEndpoint,
  throttleCPU: atEndpoint,
  interceptRequest: atEndpoint,
  mockRequest: atEndpoint,
  getMockCalls: atEndpoint,
  respondMock: atEndpoint,
  clearMockCalls: atEndpoint
}

export async function performCommand (
  session: LiveSession, name: string, parameters: JsonObject, found: Addressed
): Promise<unknown> {
  const perform = own[name]
  if (perform !== undefined) return await perform(session, parameters, found)
  const { browser } = session
  if (browser === undefined) throw new DriverError('no such window', 'no such window')
  const { element, shadow, name: named } = found
  return await browser.perform(name, parameters, {
    ...(element === undefined ? {} : { element }),
    ...(shadow === undefined ? {} : { shadow }),
    ...(named === undefined ? {} : { name: named })
  })
}
