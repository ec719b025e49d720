import { parseArgs } from 'node:util'
import { Invalid, messageOf } from '../kernel/errors.js'
import { flagOf, optionSpecs, readText, type OptionSpec, type OptionSpecs } from '../options.js'
import { clientSpecs } from './client-options.js'
import { commands, specOf, type Command, type Takes } from './commands.js'
import type { Invocation } from './terminal.js'

export interface Arguments extends Invocation {
  command: Command | 'help' | 'version'
  /** The command that help is wanted for. */
  about?: Command
}

type Env = Readonly<Record<string, string | undefined>>
type Flags = Readonly<Record<string, unknown>>

const isCommand = (name: string): name is Command => Object.hasOwn(commands, name)

/** The flag as `parseArgs` names it, without dashes in front. */
const bareFlag = (name: string): string => flagOf(name).slice(2)

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
  checkTaken(command, values, rest, after)
  return { ...base, command, ...optionsFor(specOf(command).takes, values, env) }
}

const aboutOf = (name: string | undefined): { about?: Command } =>
  name !== undefined && isCommand(name) ? { about: name } : {}

/** Refuses flags and words that the command does not take. */
function checkTaken (command: Command, values: Flags, rest: readonly string[], after: readonly string[]): void {
  const { takes, words: [min, max], usage, runsAnother = false } = specOf(command)
  const taken = new Set(['json', 'help', 'version', ...namesTaken(takes).map(bareFlag)])
  const foreign = Object.keys(values).find((name) => !taken.has(name))
  if (foreign !== undefined) throw new Invalid(`${command} takes no --${foreign}`)
  if (rest.length > max) throw new Invalid(`${command} takes no "${rest[max]}"`)
  if (rest.length < min) throw new Invalid(`${command} needs more: perftwin ${command} ${usage.join(' | ')}`)
  if (after.length > 0 && !runsAnother) throw new Invalid(`${command} takes no "--"`)
}

function namesTaken (takes: Takes): string[] {
  if (takes === 'nothing') return []
  return Object.keys(takes === 'twin' ? optionSpecs : clientSpecs)
}

function optionsFor (takes: Takes, values: Flags, env: Env): Partial<Pick<Invocation, 'options' | 'client'>> {
  if (takes === 'nothing') return {}
  return takes === 'twin'
    ? { options: readOptions(optionSpecs, values, env) }
    : { client: readOptions(clientSpecs, values, env) }
}

/** The options that are told, by a flag or else by the environment. */
function readOptions<Options extends object> (specs: OptionSpecs<Options>, values: Flags, env: Env): Partial<Options> {
  const options: Partial<Options> = {}
  for (const name in specs) {
    const told = toldOf(name, specs[name], values, env)
    if (told !== undefined) options[name] = readText(specs[name], told.text, told.from)
  }
  return options
}

/** What is told of an option, and where: `port` has a second variable, which hosts of all kinds set. */
function toldOf (name: string, spec: OptionSpec, values: Flags, env: Env): { text: string, from: string } | undefined {
  const flag = values[bareFlag(name)]
  if (typeof flag === 'string') return { text: flag, from: flagOf(name) }
  for (const from of name === 'port' ? [spec.env, 'PORT'] : [spec.env]) {
    const text = env[from] ?? ''
    if (text !== '') return { text, from }
  }
  return undefined
}

const textFlags = Object.fromEntries([optionSpecs, clientSpecs].flatMap((specs) => Object.keys(specs))
  .map((name) => [bareFlag(name), { type: 'string' as const }]))

function parse (argv: readonly string[]): { values: Flags, positionals: string[] } {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...textFlags,
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' }
      }
    })
  } catch (error) {
    throw new Invalid(messageOf(error))
  }
}
