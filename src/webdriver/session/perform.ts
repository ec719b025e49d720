/** Who performs a command: the browser, the script engine, or the session itself. */
import { DriverError } from '../../browser/errors.js'
import type { JsonObject } from '../../kernel/json.js'
import type { Addressed } from '../address.js'
import type { LiveSession } from './live-session.js'

/** What the session does by itself. */
const own: Readonly<Record<string, (session: LiveSession, parameters: JsonObject) => unknown>> = {
  deleteSession: () => null,
  getSession: ({ capabilities }) => capabilities,
  getLogTypes: () => ['browser', 'driver'],
  uploadFile: (_session, { file }) => {
    if (typeof file !== 'string') throw new DriverError('invalid argument', 'invalid argument: file must be a string')
    return '/tmp/upload'
  }
}

export async function performCommand (
  session: LiveSession, name: string, parameters: JsonObject, { element, shadow, name: named }: Addressed
): Promise<unknown> {
  const perform = own[name]
  if (perform !== undefined) return perform(session, parameters)
  const { browser, scripts } = session
  const scripted = await scripts?.perform(name, parameters, named)
  if (scripted !== undefined) return scripted.value
  if (browser === undefined) throw new DriverError('no such window', 'no such window')
  return await browser.perform(name, parameters, {
    ...(element === undefined ? {} : { element }),
    ...(shadow === undefined ? {} : { shadow }),
    ...(named === undefined ? {} : { name: named })
  })
}
