/** `log.json`: the commands of the session (sauce-log-parser's recorded data; the shape is in session-log.ts). */
import type { Steps } from '../kernel/turns.js'
import { jsonList } from './json.js'
import { logEntries } from './session-log.js'
import type { Story } from './story.js'

export const commandLog = ({ session }: Pick<Story, 'session'>): Steps<Buffer> => jsonList(logEntries(session))
