import type { Answer } from '../control/operations.js'
import { choose, jsonOf, needed, say, senderOf } from './ask.js'
import { columns, type CommandRun } from './terminal.js'

function inWords ({ faults }: Answer<'listFaults'>): string {
  if (faults.length === 0) return 'no faults\n'
  return columns(faults.map(({ id, fired, matched, match, effect, sequence }) => [
    id,
    `fired ${fired} of ${matched}`,
    JSON.stringify(match),
    JSON.stringify(effect ?? sequence)
  ]))
}

export const fault: CommandRun = async (invocation, terminal) => {
  const [word = 'list', value] = invocation.rest
  const send = senderOf(invocation, terminal)
  return await choose('fault command', word, {
    list: async () => {
      const found = await send<'listFaults'>('GET', 'faults')
      return say(invocation, terminal, found, () => inWords(found))
    },
    add: async () => {
      const found = await send<'addFault'>('POST', 'faults', jsonOf(needed(value, 'the fault'), 'the fault'))
      return say(invocation, terminal, found, () => `${found.id}\n`)
    },
    remove: async () => {
      await send<'removeFault'>('DELETE', `faults/${encodeURIComponent(needed(value, 'the id'))}`)
      return say(invocation, terminal, { removed: value }, () => `${value} is removed\n`)
    },
    clear: async () => {
      await send<'clearFaults'>('DELETE', 'faults')
      return say(invocation, terminal, { cleared: true }, () => 'no faults\n')
    }
  })()
}
