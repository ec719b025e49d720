// The action's last step, when the job ends however it ends: stops the twin, and shows what it said.
import { readFileSync } from 'node:fs'
import { perftwin } from './perftwin.mjs'
import { fail, say, state } from './runner.mjs'

const port = state('port')
// Without a port the start had failed, and said so.
if (port !== '') {
  try {
    perftwin(state('script'), ['stop', '--port', port])
  } catch (error) {
    fail(error.message)
  }
  say(`::group::what perftwin said\n${readFileSync(state('log'), 'utf8')}\n::endgroup::`)
}
