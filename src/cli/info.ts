import { DomainError } from '../kernel/errors.js'
import { didYouMean } from '../kernel/nearest.js'
import { rootSender, say, senderOf } from './ask.js'
import { countsInWords } from './counts.js'
import { columns, type CommandRun, type Invocation, type Terminal } from './terminal.js'

export const info: CommandRun = async (invocation, terminal) => {
  const found = await senderOf(invocation, terminal)<'info'>('GET', 'info')
  const { version, world, worldFile, seed, now, clock, accounts, counts } = found
  return say(invocation, terminal, found, () => columns([
    ['version', version],
    ['world', `${world}, grown from ${worldFile} with seed ${seed}`],
    ['now', `${now} (${clock})`],
    ['accounts', accounts.map(({ username }) => username).join(', ')],
    ['counts', countsInWords(counts)]
  ]))
}

export const reset: CommandRun = async (invocation, terminal) => {
  await checkWorld(invocation, terminal)
  const found = await senderOf(invocation, terminal)<'reset'>('POST', 'reset')
  return say(invocation, terminal, found, () => `world ${found.world} is back at its start\n`)
}

/** A world that is asked for comes to be; nobody wants to reset one that was not there. */
async function checkWorld (invocation: Invocation, terminal: Terminal): Promise<void> {
  const { in: name } = invocation.client
  if (name === undefined) return
  const { worlds } = await rootSender(invocation, terminal)<'listWorlds'>('GET', '/_perftwin/worlds')
  const names = worlds.map((world) => world.name)
  if (names.includes(name)) return
  const meant = didYouMean(name, names)
  throw new DomainError(`there is no world "${name}"${meant === '' ? `, only ${names.join(', ')}` : meant}`)
}
