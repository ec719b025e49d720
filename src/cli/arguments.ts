import { parseArgs } from 'node:util'
import { Invalid } from '../kernel/errors.js'
import { flagOf, optionSpecs, readOption, type TwinOptions } from '../options.js'

export const commands = {
  start: 'start the twin (the default)',
  validate: 'check world files: perftwin validate FILE…'
} as const
export type Command = keyof typeof commands

export interface Arguments {
  command: Command | 'help' | 'version'
  options: TwinOptions
  /** What follows the command and is no flag. */
  rest: string[]
  json: boolean
}

const names = Object.keys(optionSpecs) as Array<keyof TwinOptions>

/**
 * Reads the command line, and the environment for what it leaves out (`PERFTWIN_*`, then `PORT`).
 * @throws Invalid with a sentence that names the flag or the variable.
 */
export function readArguments (argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Arguments {
  const flags = Object.fromEntries(names.map((name) => [flagOf(name).slice(2), { type: 'string' as const }]))
  const { values, positionals } = parse(argv, flags)
  const [command = 'start', ...rest] = positionals
  const json = values.json === true
  if (values.help === true || command === 'help') return { command: 'help', options: {}, rest, json }
  if (values.version === true) return { command: 'version', options: {}, rest, json }
  if (!(command in commands)) throw new Invalid(`"${command}" is no command: ${Object.keys(commands).join(', ')}`)
  const options: Record<string, unknown> = {}
  for (const name of names) {
    const flag = values[flagOf(name).slice(2)]
    const variable = env[optionSpecs[name].env]
    if (typeof flag === 'string') options[name] = readOption(name, flag, flagOf(name))
    else if (variable !== undefined && variable !== '') options[name] = readOption(name, variable, optionSpecs[name].env)
    else if (name === 'port' && env.PORT !== undefined && env.PORT !== '') options.port = readOption('port', env.PORT, 'PORT')
  }
  if (command === 'start' && rest.length > 0) throw new Invalid(`start takes no "${rest[0]}"`)
  return { command: command as Command, options, rest, json }
}

function parse (argv: readonly string[], flags: Record<string, { type: 'string' }>): { values: Record<string, unknown>, positionals: string[] } {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...flags, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } }
    })
  } catch (error) {
    throw new Invalid((error as Error).message)
  }
}

/** The text of --help, from the same tables. */
export function helpText (): string {
  const rows: Array<[string, string]> = names.map((name) => [`${flagOf(name)} ${optionSpecs[name].value}`, `${optionSpecs[name].help} [${optionSpecs[name].env}]`])
  const table = (lines: Array<[string, string]>): string => lines.map(([left, right]) => `  ${left.padEnd(26)}${right}`).join('\n')
  return `perftwin: a twin of the Sauce Labs and App Store Connect performance APIs

Usage: perftwin [command] [options]

Commands:
${table(Object.entries(commands))}

Options of start:
${table(rows)}
${table([['--json', 'print one line of JSON instead of the banner'], ['--version, --help', '']])}

A flag wins over its environment variable.
`
}
