import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { environmentOf } from '../client/environment.js'
import { Invalid } from '../kernel/errors.js'
import { startTwin } from '../start.js'
import { accountsOf } from '../twin.js'
import { warningLines } from './banner.js'
import { compileLater } from './optimizer.js'
import type { ChildEdge, EdgeOf } from './edge/child.js'
import type { CommandRun, Terminal } from './terminal.js'

/**
 * Starts a twin on a free port, runs a command with the base URLs and credentials in its environment, stops the twin,
 * and exits as the command did: 128 and the signal's number when a signal ended it, 127 when it cannot be found. With
 * `--edge` the command gets a proxy and certificates too, so that it meets the twin under the vendors' own names.
 */
export const exec: CommandRun = async ({ options, own, after }, terminal) => {
  const { env, node, err, onSignal } = terminal
  const [command, ...args] = after
  if (command === undefined) throw new Invalid('exec needs a command: perftwin exec -- npm test')
  if (own.noProxy !== undefined && own.edge === undefined) throw new Invalid('--no-proxy goes with --edge')
  compileLater(node)
  const { twin, app, url } = await startTwin({ ...options, port: options.port ?? 0 })
  err(warningLines(twin, env))
  let edge: ChildEdge | undefined
  try {
    if (own.edge === true) edge = await edgeFor({ twin, url, noProxy: own.noProxy }, terminal)
    const [account] = accountsOf(twin)
    const childEnv = { ...env, ...environmentOf(url, account, twin.controlToken), ...edge?.variables }
    const child = spawn(command, args, { stdio: 'inherit', env: childEnv, shell: false })
    // A terminal sends the signal to both; a process manager only to us.
    onSignal((signal) => { child.kill(signal) })
    return await exitOf(child, (error) => {
      err(`perftwin: cannot run ${command}: ${error.code === 'ENOENT' ? 'there is no such command' : error.message}\n`)
    })
  } finally {
    await edge?.close()
    await app.close()
  }
}

/** Loaded only where it is asked for. */
async function edgeFor (of: EdgeOf, terminal: Terminal): Promise<ChildEdge> {
  const { openChildEdge } = await import('./edge/child.js')
  return await openChildEdge(of, terminal)
}

/** The exit code of a command, as a shell tells it. */
async function exitOf (child: ChildProcess, onError: (error: NodeJS.ErrnoException) => void): Promise<number> {
  return await new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      onError(error)
      resolve(error.code === 'ENOENT' ? 127 : 126)
    })
    child.once('exit', (code, signal) => {
      resolve(signal === null ? code ?? 1 : 128 + constants.signals[signal])
    })
  })
}
