/** `log.json`: the commands of the session (sauce-log-parser's recorded data; the shape is in session-log.ts). */
import { logEntries } from './session-log.js'
import { jsonBytes } from './json.js'
import type { Story } from './story.js'

export const commandLog = ({ session }: Pick<Story, 'session'>): Buffer => jsonBytes(logEntries(session))
