import { Invalid } from '../kernel/errors.js'
import { flagOf, optionSpecs, readText, type OptionSpec, type OptionSpecs } from '../options.js'
import { didYouMean } from '../kernel/nearest.js'
import { clientSpecs, portVariables, toldBy } from './client-options.js'
import type { CommandSpec, OwnFlag } from './command-spec.js'
import { commands, specOf, type Command } from './commands.js'
import { flagsOf } from './flags.js'
import { parse } from './parse.js'
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
  const base = { options: {}, client: {}, own: {}, rest, after, json: values.json === true }
  if (command === 'help') return { ...base, command: 'help', ...aboutOf(rest[0]) }
  if (values.help === true) return { ...base, command: 'help', ...aboutOf(positionals[0]) }
  if (values.version === true) return { ...base, command: 'version' }
  if (!isCommand(command)) throw noCommand(command)
  checkTaken(command, values, rest, after)
  const spec = specOf(command)
  return { ...base, command, own: readOwn(spec.own, values), ...optionsFor(spec, values, env) }
}

const noCommand = (name: string): Invalid => {
  const names = Object.keys(commands)
  const meant = didYouMean(name, names)
  return new Invalid(`"${name}" is no command${meant === '' ? `: ${names.join(', ')}` : meant}`)
}

/** The command that help is asked for, if one is named. */
function aboutOf (name: string | undefined): { about?: Command } {
  if (name === undefined) return {}
  if (isCommand(name)) return { about: name }
  throw noCommand(name)
}

/** Refuses flags and words that the command does not take. */
function checkTaken (command: Command, values: Flags, rest: readonly string[], after: readonly string[]): void {
  const spec = specOf(command)
  const { words: [min, max], usage, runsAnother = false } = spec
  const taken = flagsOf(spec).map(({ flag }) => flag.slice(2))
  const foreign = Object.keys(values).find((name) => !['json', 'help', 'version', ...taken].includes(name))
  if (foreign !== undefined) throw new Invalid(`${command} takes no --${foreign}`)
  if (rest.length > max) throw new Invalid(`${command} takes no "${rest[max]}"`)
  if (rest.length < min) throw new Invalid(`${command} needs more: perftwin ${command} ${usage.join(' | ')}`)
  if (after.length > 0 && !runsAnother) throw new Invalid(`${command} takes no "--"`)
}

/** The flags that are this command's alone. */
function readOwn (own: Readonly<Record<string, OwnFlag>> = {}, values: Flags): Invocation['own'] {
  const told: Record<string, string | true> = {}
  for (const [name, { read }] of Object.entries(own)) {
    const value = values[bareFlag(name)]
    if (value === true) told[name] = true
    if (typeof value !== 'string') continue
    if (read !== undefined) readText({ read }, value, flagOf(name))
    told[name] = value
  }
  return told
}

function optionsFor (
  { takes, runsAnother = false }: CommandSpec, values: Flags, env: Env
): Partial<Pick<Invocation, 'options' | 'client'>> {
  if (takes === 'nothing') return {}
  if (takes === 'client') return { client: readOptions(clientSpecs, values, env) }
  // PORT is then meant for the command that is run: a server that is tested, say.
  const { PORT, ...rest } = env
  return { options: readOptions(optionSpecs, values, runsAnother ? rest : env) }
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

/** What is told of an option, and where. */
function toldOf (name: string, spec: OptionSpec, values: Flags, env: Env): { text: string, from: string } | undefined {
  const flag = values[bareFlag(name)]
  if (typeof flag === 'string') return { text: flag, from: flagOf(name) }
  if (flag === true) return { text: 'on', from: flagOf(name) }
  return name === 'port' ? toldBy(env, ...portVariables) : toldBy(env, spec.env)
}
