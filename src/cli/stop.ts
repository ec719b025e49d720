import { DomainError, Invalid } from '../kernel/errors.js'
import { jsonLine } from './ask.js'
import { portVariables, toldBy } from './client-options.js'
import { detachedTwins, endTwin, stateFolder, type Detached } from './door.js'
import { exitCodes } from './exit-codes.js'
import type { CommandRun, Invocation, Terminal } from './terminal.js'

/** How long a twin may take to end, ms: it writes its data file first. */
const patience = 15_000

/** Ends twins that `start --detach` left running. */
export const stop: CommandRun = async (invocation, terminal) => {
  const { env, out, err } = terminal
  const found = await detachedTwins(stateFolder(env))
  try {
    const ended = await Promise.all(meant(found, invocation, env).map(async (twin) => {
      return { ...twin.about, ended: await endTwin(twin, patience) }
    }))
    if (invocation.json) out(jsonLine({ twins: ended }))
    else if (ended.length === 0) out('no twin was left running\n')
    for (const { url, pid, ended: hasEnded } of invocation.json ? [] : ended) {
      if (hasEnded) out(`${url} has stopped\n`)
      else err(`perftwin: ${url} was asked to stop and does not end: kill ${pid}\n`)
    }
    return ended.every(({ ended: hasEnded }) => hasEnded) ? exitCodes.done : exitCodes.notAsExpected
  } finally {
    for (const { socket } of found) socket.destroy()
  }
}

/** @throws DomainError when there is none, or several and nothing says which. */
function meant (found: readonly Detached[], { own }: Invocation, env: Terminal['env']): readonly Detached[] {
  const { port, all } = own
  if (all === true && port !== undefined) throw new Invalid('stop takes either --port or --all')
  if (all === true) return found
  const told = typeof port === 'string' ? port : toldBy(env, ...portVariables)?.text
  const running = found.length === 0 ? 'and on no other' : `only on ${portsOf(found)}`
  if (told === undefined) {
    if (found.length === 1) return found
    if (found.length === 0) throw new DomainError('no twin was left running by start --detach')
    throw new DomainError(`several twins were left running, on ${portsOf(found)}: say which by --port, or --all`)
  }
  const there = found.filter(({ about }) => String(about.port) === String(Number(told)))
  if (there.length === 0) throw new DomainError(`no twin was left running on port ${told}, ${running}`)
  return there
}

const portsOf = (found: readonly Detached[]): string => found.map(({ about }) => about.port).join(', ')
