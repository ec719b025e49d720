import { parseArgs } from 'node:util'
import { Invalid } from '../kernel/errors.js'
import { flagOf, optionSpecs, readText, type OptionSpec, type TwinOptions } from '../options.js'
import { clientSpecs, type ClientOptions } from './client-options.js'
import { commands, specOf, type Command, type Takes } from './commands.js'
import type { Invocation } from './terminal.js'

export interface Arguments extends Invocation {
  command: Command | 'help' | 'version'
  /** The command that help is wanted for. */
  about?: Command
}

type Env = Readonly<Record<string, string | undefined>>

const specsOf = (takes: Takes): Record<string, OptionSpec> =>
  takes === 'twin' ? optionSpecs : takes === 'client' ? clientSpecs as Record<string, OptionSpec> : {}

const isCommand = (name: string): name is Command => Object.hasOwn(commands, name)

/**
 * Reads the command line, and the environment for what it leaves out (`PERFTWIN_*`, then `PORT`). What follows `--` is
 * left as it is.
 * @throws Invalid with a sentence that names the flag or the variable.
 */
export function readArguments (argv: readonly string[], env: Env): Arguments {
  const end = argv.indexOf('--')
  const after = end === -1 ? [] : argv.slice(end + 1)
  const { values, positionals } = parse(end === -1 ? argv : argv.slice(0, end))
  const [command = 'start', ...rest] = positionals
  const base = { options: {}, client: {}, rest, after, json: values.json === true }
  if (command === 'help') return { ...base, command: 'help', ...aboutOf(rest[0]) }
  if (values.help === true) return { ...base, command: 'help', ...aboutOf(positionals[0]) }
  if (values.version === true) return { ...base, command: 'version' }
  if (!isCommand(command)) throw new Invalid(`"${command}" is no command: ${Object.keys(commands).join(', ')}`)
  const { takes, words: [min, max], usage, runsAnother = false } = specOf(command)
  const specs = specsOf(takes)
  const foreign = Object.keys(values).find((name) => !['json', 'help', 'version'].includes(name) && !Object.keys(specs).some((each) => flagOf(each) === `--${name}`))
  if (foreign !== undefined) throw new Invalid(`${command} takes no --${foreign}`)
  if (rest.length > max) throw new Invalid(`${command} takes no "${rest[max]}"`)
  if (rest.length < min) throw new Invalid(`${command} needs more: perftwin ${command} ${usage.join(' | ')}`)
  if (after.length > 0 && !runsAnother) throw new Invalid(`${command} takes no "--"`)
  const options = readOptions(specs, values, env)
  return { ...base, command, ...(takes === 'client' ? { client: options as ClientOptions } : { options: options as TwinOptions }) }
}

const aboutOf = (name: string | undefined): { about?: Command } => name !== undefined && isCommand(name) ? { about: name } : {}

function readOptions (specs: Record<string, OptionSpec>, values: Record<string, unknown>, env: Env): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries(specs)) {
    const flag = values[flagOf(name).slice(2)]
    const variable = env[spec.env]
    if (typeof flag === 'string') options[name] = readText(spec, flag, flagOf(name))
    else if (variable !== undefined && variable !== '') options[name] = readText(spec, variable, spec.env)
    else if (name === 'port' && env.PORT !== undefined && env.PORT !== '') options.port = readText(spec, env.PORT, 'PORT')
  }
  return options
}

const flags = Object.fromEntries([...Object.keys(optionSpecs), ...Object.keys(clientSpecs)].map((name) => [flagOf(name).slice(2), { type: 'string' as const }]))

function parse (argv: readonly string[]): { values: Record<string, unknown>, positionals: string[] } {
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
