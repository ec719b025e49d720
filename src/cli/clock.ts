import type { Answer } from '../control/operations.js'
import { choose, needed, say, senderOf } from './ask.js'
import type { CommandRun } from './terminal.js'

const inWords = ({ now, mode, offset }: Answer<'getClock'>): string =>
  `${now} (${mode}${offset === null ? '' : ` ${offset}`})\n`

export const clock: CommandRun = async (invocation, terminal) => {
  const [word = 'show', value] = invocation.rest
  const send = senderOf(invocation, terminal)
  const found = await choose('clock command', word, {
    show: async () => await send<'getClock'>('GET', 'clock'),
    real: async () => await send<'setClock'>('PUT', 'clock', { mode: 'real' }),
    frozen: async () => await send<'setClock'>('PUT', 'clock', { mode: 'frozen', at: value }),
    offset: async () => {
      return await send<'setClock'>('PUT', 'clock', { mode: 'offset', offset: needed(value, 'the duration') })
    },
    advance: async () => await send<'advanceClock'>('POST', 'clock/advance', { by: needed(value, 'the duration') })
  })()
  return say(invocation, terminal, found, () => inWords(found))
}
