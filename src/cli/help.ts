import type { CommandSpec } from './command-spec.js'
import { commands, specOf, type Command } from './commands.js'
import { clientFlags, commonFlags, flagsOf, twinFlags, type Flag } from './flags.js'

type Row = [left: string, right: string]

const table = (rows: Row[]): string =>
  rows.map(([left, right]) => `  ${left.padEnd(26)}${right}`.trimEnd()).join('\n')

const flagRows = (flags: readonly Flag[]): Row[] => flags.map(({ flag, value, help, env }) => [
  value === undefined ? flag : `${flag} ${value}`,
  env === undefined ? help : `${help} [${env}]`
])

const commandRows = (): Row[] => Object.entries(commands).map(([name, { summary }]) => [name, summary])

/** The text of --help, for all commands or for one, from the tables that read the command line. */
export function helpText (about?: Command): string {
  return about === undefined ? overview() : helpOf(about, specOf(about))
}

const exitCodes = `Exit codes: 0 done; 1 not as expected (not verified, not valid, no twin answers, the port is taken);
2 misuse (an unknown command or option, a value that will not do); exec exits as the command it ran.`

function overview (): string {
  return `perftwin: a twin of the Sauce Labs and App Store Connect performance APIs

Usage: perftwin [command] [options]

Commands:
${table(commandRows())}

Options of start, exec, doctor and ca:
${table(flagRows(twinFlags))}

Options of commands that talk to a running twin:
${table(flagRows(clientFlags))}

Options of all:
${table(flagRows(commonFlags))}

perftwin COMMAND --help tells the options of one command. A flag wins over its environment variable.
NO_COLOR turns colours off.
${exitCodes}
`
}

function helpOf (name: Command, spec: CommandSpec): string {
  const { summary, usage } = spec
  return `perftwin ${name}: ${summary}

Usage:
${usage.map((words) => `  perftwin ${name}${words === '' ? '' : ` ${words}`}`).join('\n')}

Options:
${table(flagRows([...flagsOf(spec), ...commonFlags]))}

${exitCodes}
`
}
