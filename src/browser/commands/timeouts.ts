import type { Timeouts } from '../settings.js'
import { invalid, type Perform } from './command.js'

const isTimeout = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** What clients said before W3C: one at a time, by its type. */
function legacy (parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { type, ms } = parameters
  if (typeof type !== 'string' || ms === undefined) return parameters
  return { [type === 'page load' ? 'pageLoad' : type]: ms }
}

const setTimeouts: Perform = ({ timeouts }, parameters) => {
  const said: Partial<Timeouts> = {}
  for (const [name, value] of Object.entries(legacy(parameters))) {
    if (name !== 'script' && name !== 'pageLoad' && name !== 'implicit') continue
    if (name === 'script' && value === null) said.script = null
    else if (isTimeout(value)) said[name] = value
    else throw invalid(`'${name}' must be an integer of at least 0`)
  }
  Object.assign(timeouts, said)
  return null
}

export const timeoutCommands = {
  getTimeouts: ({ timeouts }) => ({ ...timeouts }),
  setTimeouts
} satisfies Record<string, Perform>
