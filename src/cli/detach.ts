import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { secret } from '../kernel/ids.js'
import { optionSpecs } from '../options.js'
import { jsonLine } from './ask.js'
import { logOf, makeStateFolder, stateFolder } from './door.js'
import { exitCodes } from './exit-codes.js'
import { becomesReady } from './health.js'
import type { CommandRun, Invocation, Ready, Terminal } from './terminal.js'

/** How long a twin may take to answer after it said that it is ready, ms. */
const patience = 10_000

/**
 * Starts a twin in a process of its own, and returns once it answers. What that process says goes to a log; when it
 * fails, what it said and its exit code are this command's.
 */
export const detach: CommandRun = async (invocation, terminal) => {
  const folder = stateFolder(terminal.env)
  await makeStateFolder(folder)
  // Which port it will be is not known yet, and the log of one that runs there must not suffer.
  const starting = join(folder, `starting-${secret().slice(0, 8)}.log`)
  const child = await spawned(invocation, terminal, { folder, log: starting })
  terminal.onSignal((signal) => { child.kill(signal) })
  const ready = await readyOf(child)
  if (typeof ready === 'number') {
    terminal.err(await readFile(starting, 'utf8'))
    await rm(starting)
    return ready
  }
  const log = logOf(folder, ready.port)
  await rename(starting, log)
  if (!await becomesReady(ready.url, patience)) {
    child.kill()
    terminal.err(`perftwin: the twin at ${ready.url} does not answer, and is stopped; its log is ${log}\n`)
    return exitCodes.notAsExpected
  }
  child.disconnect()
  child.unref()
  return told(ready, log, invocation, terminal)
}

interface Where { readonly folder: string, readonly log: string }

async function spawned ({ options, json }: Invocation, terminal: Terminal, where: Where): Promise<ChildProcess> {
  const { self: [node, ...rest], env } = terminal
  const file = await open(where.log, 'w', 0o600)
  try {
    return spawn(node, [...rest, 'start', ...(json ? ['--json'] : [])], {
      detached: true,
      stdio: ['ignore', file.fd, file.fd, 'ipc'],
      env: { ...env, ...variablesOf(options), PERFTWIN_DETACHED: where.folder }
    })
  } finally {
    await file.close()
  }
}

/** The options as variables: on a command line every user of the machine could read the control token. */
function variablesOf (options: Invocation['options']): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, { env }] of Object.entries(optionSpecs)) {
    const value = options[name as keyof typeof options]
    if (value !== undefined) variables[env] = String(value)
  }
  return variables
}

/** Where the twin is once it answers, or the exit code of a process that did not come so far. */
async function readyOf (child: ChildProcess): Promise<Ready | number> {
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => { resolve(code ?? exitCodes.notAsExpected) })
    child.once('message', (about) => { resolve(about as Ready) })
  })
}

function told ({ said, warned, port }: Ready, log: string, { json }: Invocation, { out, err }: Terminal): number {
  if (json) {
    const about = JSON.parse(said) as object
    out(jsonLine({ ...about, log }))
    return exitCodes.done
  }
  err(warned)
  out(`${said}\n  log  ${log}\n  perftwin stop --port ${port}\n`)
  return exitCodes.done
}
