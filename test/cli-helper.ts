import { fileURLToPath } from 'node:url'
import { readArguments } from '../src/cli/arguments.js'
import { specOf, type Command } from '../src/cli/commands.js'
import { exitCodeOf } from '../src/cli/exit-codes.js'
import type { Terminal } from '../src/cli/terminal.js'
import { packageRoot } from '../src/kernel/root.js'

/** The built command. */
export const cli = fileURLToPath(new URL('dist/bundle/cli.js', packageRoot))

export interface Ran { code: number, out: string, err: string }

/** Runs a command as cli.ts does, in this process. */
export async function run (argv: string[], env: Record<string, string> = {}, colour = false): Promise<Ran> {
  let out = ''
  let err = ''
  const terminal: Terminal = {
    env,
    pid: 1,
    node: process.versions.node,
    self: [process.execPath, cli],
    colour,
    ready: () => {},
    out: (text) => { out += text },
    err: (text) => { err += text },
    onSignal: () => {}
  }
  try {
    const { command, ...invocation } = readArguments(argv, env)
    return { code: await (await specOf(command as Command).load())(invocation, terminal), out, err }
  } catch (error) {
    return { code: exitCodeOf(error), out, err: (error as Error).message }
  }
}
