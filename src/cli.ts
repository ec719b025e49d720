#!/usr/bin/env node
// The only file that knows a process: arguments, environment, signals, exit codes, standard output.
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { readArguments, type Arguments } from './cli/arguments.js'
import { specOf } from './cli/commands.js'
import { exitCodeOf } from './cli/exit-codes.js'
import type { Terminal } from './cli/terminal.js'
import { DomainError } from './kernel/errors.js'

/** Whether a signal has come that somebody handles. */
let isAsked = false

const onSignal: Terminal['onSignal'] = (task) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      isAsked = true
      task(signal)
    })
  }
}

// No signal ends the first process of a container unless it is handled: what ends others must be said.
if (process.pid === 1) onSignal((signal) => { process.exit(128 + constants.signals[signal]) })

const terminal: Terminal = {
  env: process.env,
  pid: process.pid,
  node: process.versions.node,
  self: [process.execPath, ...process.execArgv, fileURLToPath(import.meta.url)],
  colour: process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb',
  out: (text) => { process.stdout.write(text) },
  err: (text) => { process.stderr.write(text) },
  ready: (about) => {
    // A parent that has gone is no fault of ours.
    if (process.connected) process.send?.(about, undefined, undefined, () => {})
  },
  onSignal
}

async function run ({ command, about, ...invocation }: Arguments): Promise<number> {
  if (command === 'help') terminal.out((await import('./cli/help.js')).helpText(about))
  else if (command === 'version') terminal.out(`${(await import('./version.js')).version}\n`)
  else return await (await specOf(command).load())(invocation, terminal)
  return 0
}

/** A refusal is a sentence for a person; anything else is a fault of ours and keeps its trace. */
function told (error: unknown): string {
  if (error instanceof DomainError) return `perftwin: ${error.message}`
  return error instanceof Error && error.stack !== undefined ? error.stack : String(error)
}

try {
  process.exitCode = await run(readArguments(process.argv.slice(2), process.env))
} catch (error) {
  terminal.err(`${told(error)}\n`)
  process.exitCode = exitCodeOf(error)
}
// Who was asked to end does not wait for what is still under way: the start of a twin, say.
if (isAsked) process.exit()
