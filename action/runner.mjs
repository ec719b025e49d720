// What GitHub's runner and an action tell each other: inputs and state by variables, outputs by files (docs.github.com,
// "Workflow commands"). Written here, for an action of this size needs no library.
import { appendFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'

/** Writes a line to the job's log. */
export const say = (text) => { process.stdout.write(`${text}\n`) }

/** Text of a command: the runner reads to the end of the line. */
const escaped = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

function tell (file, name, value) {
  // A line that no value has, or whoever chooses a value could set others.
  const end = `end-${randomUUID()}`
  appendFileSync(process.env[file], `${name}<<${end}\n${value}\n${end}\n`)
}

export const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
export const state = (name) => process.env[`STATE_${name}`] ?? ''
export const setState = (name, value) => { tell('GITHUB_STATE', name, value) }
export const setOutput = (name, value) => { tell('GITHUB_OUTPUT', name, value) }
export const setEnvironment = (name, value) => { tell('GITHUB_ENV', name, value) }
export const mask = (secret) => { say(`::add-mask::${secret}`) }
export const warn = (message) => { say(`::warning title=perftwin::${escaped(message)}`) }

export function fail (message) {
  say(`::error title=perftwin::${escaped(message)}`)
  process.exitCode = 1
}
