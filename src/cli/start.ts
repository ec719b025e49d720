import { exitCodes } from './exit-codes.js'
import type { CommandRun, Invocation, Terminal } from './terminal.js'

/** Starts a twin, says where it is, and serves until a signal comes; or leaves it to a process of its own. */
export const start: CommandRun = async (invocation, terminal) => {
  if (invocation.own.detach === true) return await (await import('./detach.js')).detach(invocation, terminal)
  return await listenForSignals(invocation, terminal)
}

/** What serves takes its time to load, and a signal must find somebody from the beginning. */
async function listenForSignals (invocation: Invocation, terminal: Terminal): Promise<number> {
  const asked = new Promise<undefined>((resolve) => { terminal.onSignal(() => { resolve(undefined) }) })
  const loaded = await Promise.race([import('./serve.js'), asked])
  return loaded === undefined ? exitCodes.done : await loaded.serve(invocation, terminal, asked)
}
