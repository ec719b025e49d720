import { flagOf, optionSpecs, type OptionSpec } from '../options.js'
import { clientSpecs } from './client-options.js'
import { commands, specOf, type Command, type CommandSpec } from './commands.js'

const table = (lines: Array<[string, string]>): string => lines.map(([left, right]) => `  ${left.padEnd(26)}${right}`.trimEnd()).join('\n')

const rowsOf = (specs: Readonly<Record<string, OptionSpec>>): Array<[string, string]> =>
  Object.entries(specs).map(([name, { value, help, env }]) => [`${flagOf(name)} ${value}`, `${help} [${env}]`])

const json: [string, string] = ['--json', 'answer in JSON']

/** The text of --help, for all commands or for one, from the tables that read the command line. */
export function helpText (about?: Command): string {
  return about === undefined ? overview() : helpOf(about, specOf(about))
}

function overview (): string {
  return `perftwin: a twin of the Sauce Labs and App Store Connect performance APIs

Usage: perftwin [command] [options]

Commands:
${table(Object.entries(commands).map(([name, { summary }]) => [name, summary]))}

Options of start and exec:
${table(rowsOf(optionSpecs))}

Options of commands that talk to a running twin:
${table(rowsOf(clientSpecs as Record<string, OptionSpec>))}

Options of all:
${table([json, ['--version, --help', 'also perftwin COMMAND --help']])}

A flag wins over its environment variable. NO_COLOR turns colours off.
Exit codes: 0 done, 1 refused or not as expected; exec exits as the command it ran.
`
}

function helpOf (name: Command, { summary, usage, takes }: CommandSpec): string {
  const rows = takes === 'twin' ? rowsOf(optionSpecs) : takes === 'client' ? rowsOf(clientSpecs as Record<string, OptionSpec>) : []
  return `perftwin ${name}: ${summary}

Usage:
${usage.map((line) => `  perftwin ${name}${line === '' ? '' : ` ${line}`}`).join('\n')}

Options:
${table([...rows, json])}
`
}
