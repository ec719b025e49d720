import { say, senderOf } from './ask.js'
import { columns, type CommandRun } from './terminal.js'

export const info: CommandRun = async (invocation, terminal) => {
  const found = await senderOf(invocation, terminal)<'info'>('GET', 'info')
  const { version, world, worldFile, seed, now, clock, accounts, counts } = found
  return say(invocation, terminal, found, () => columns([
    ['version', version],
    ['world', `${world}, grown from ${worldFile} with seed ${seed}`],
    ['now', `${now} (${clock})`],
    ['accounts', accounts.map(({ username }) => username).join(', ')],
    ['jobs', String(counts.jobs)]
  ]))
}

export const reset: CommandRun = async (invocation, terminal) => {
  const found = await senderOf(invocation, terminal)<'reset'>('POST', 'reset')
  return say(invocation, terminal, found, () => `world ${found.world} is back at its start\n`)
}
