import { flagOf, optionSpecs, type OptionSpecs } from '../options.js'
import { clientSpecs } from './client-options.js'
import { commands, specOf, type Command, type CommandSpec, type Takes } from './commands.js'

type Row = [left: string, right: string]

const table = (rows: Row[]): string =>
  rows.map(([left, right]) => `  ${left.padEnd(26)}${right}`.trimEnd()).join('\n')

const optionRows = (specs: OptionSpecs<Record<string, unknown>>): Row[] =>
  Object.entries(specs).map(([name, { value, help, env }]) => [`${flagOf(name)} ${value}`, `${help} [${env}]`])

const commandRows = (): Row[] => Object.entries(commands).map(([name, { summary }]) => [name, summary])

const json: Row = ['--json', 'answer in JSON']

function rowsTaken (takes: Takes): Row[] {
  if (takes === 'nothing') return []
  return takes === 'twin' ? optionRows(optionSpecs) : optionRows(clientSpecs)
}

/** The text of --help, for all commands or for one, from the tables that read the command line. */
export function helpText (about?: Command): string {
  return about === undefined ? overview() : helpOf(about, specOf(about))
}

function overview (): string {
  return `perftwin: a twin of the Sauce Labs and App Store Connect performance APIs

Usage: perftwin [command] [options]

Commands:
${table(commandRows())}

Options of start and exec:
${table(optionRows(optionSpecs))}

Options of commands that talk to a running twin:
${table(optionRows(clientSpecs))}

Options of all:
${table([json, ['--version, --help', 'also perftwin COMMAND --help']])}

A flag wins over its environment variable. NO_COLOR turns colours off.
Exit codes: 0 done, 1 refused or not as expected; exec exits as the command it ran.
`
}

function helpOf (name: Command, { summary, usage, takes }: CommandSpec): string {
  return `perftwin ${name}: ${summary}

Usage:
${usage.map((words) => `  perftwin ${name}${words === '' ? '' : ` ${words}`}`).join('\n')}

Options:
${table([...rowsTaken(takes), json])}
`
}
