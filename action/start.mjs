// The action's main step: gets perftwin, starts a twin in the background, and tells the steps that follow where it is.
import { perftwin, installed } from './perftwin.mjs'
import { fail, input, mask, say, setEnvironment, setOutput, setState, warn } from './runner.mjs'

try {
  const script = installed(input('version'))
  setState('script', script)
  const told = perftwin(script, [
    'start', '--detach', '--json', '--world', input('world'), '--port', input('port'), ...wordsOf(input('options'))
  ])
  const { url, log, accounts, controlToken, warnings = [] } = JSON.parse(told)
  const { port } = new URL(url)
  setState('port', port)
  setState('log', log)
  for (const warning of warnings) warn(warning)
  if (controlToken !== undefined) mask(controlToken)
  const [account] = accounts
  const outputs = { url, port, log, username: account?.username ?? '', 'access-key': account?.accessKey ?? '' }
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  const edge = input('edge') === 'true'
  if (edge || input('env') === 'true') {
    const token = controlToken === undefined ? [] : ['--control-token', controlToken]
    const variables = JSON.parse(perftwin(script, ['env', ...(edge ? ['edge'] : []), '--url', url, '--json', ...token]))
    for (const [name, value] of Object.entries(variables)) setEnvironment(name, value)
  }
  say(`perftwin answers at ${url}, its log is ${log}`)
} catch (error) {
  fail(error.message)
}

/** The words of a command line: parted by blanks, kept together by quotes. */
function wordsOf (text) {
  return [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}
