import { parseArgs } from 'node:util'
import { Invalid } from '../kernel/errors.js'
import { probablyMeant } from '../kernel/nearest.js'
import { commands, specOf, type Command } from './commands.js'
import { commonFlags, flagsOf } from './flags.js'

/** Flags by their names without dashes, and what is no flag, in order. */
export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean>>
  readonly positionals: readonly string[]
}

/** Every flag that some command takes, by its name without dashes: whether a value follows. */
const allFlags: ReadonlyMap<string, boolean> = new Map(
  [...commonFlags, ...(Object.keys(commands) as Command[]).flatMap((name) => flagsOf(specOf(name)))]
    .map(({ flag, value }) => [flag.slice(2), value !== undefined])
)

const options = Object.fromEntries([...allFlags].map(([name, hasValue]) =>
  [name, { type: hasValue ? 'string' as const : 'boolean' as const, ...shortOf(name) }]))

function shortOf (name: string): { short?: string } {
  if (name === 'help') return { short: 'h' }
  return name === 'version' ? { short: 'v' } : {}
}

/** A negative time or number: `-P1D`, `-1`. No flag is called like that. */
const negative = /^-[P\d]/

/** Stands before what begins with a dash and is no flag; no argument can have it, as the system ends them with it. */
const mark = '\0'

const marked = (argument: string): string => negative.test(argument) ? mark + argument : argument
const unmarked = (text: string): string => text.startsWith(mark) ? text.slice(mark.length) : text

/**
 * Tells flags from words.
 * @throws Invalid for what is no flag, with the nearest that is one, and for values that are missing or too many.
 */
export function parse (argv: readonly string[]): Parsed {
  // Not strict: the refusals of Node name neither what was meant nor what is missing.
  const { tokens } = parseArgs({ args: argv.map(marked), allowPositionals: true, strict: false, tokens: true, options })
  const values: Record<string, string | boolean> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(unmarked(token.value))
    if (token.kind === 'option') values[token.name] = valueOf(token)
  }
  return { values, positionals }
}

interface Token { name: string, rawName: string, value?: string | undefined, inlineValue?: boolean | undefined }

function valueOf ({ name, rawName, value, inlineValue = false }: Token): string | boolean {
  const hasValue = allFlags.get(name)
  if (hasValue === undefined) throw unknown(name, rawName)
  if (!hasValue && value !== undefined) throw new Invalid(`${rawName} takes no value`)
  if (!hasValue) return true
  // What follows is the next flag: the value was forgotten.
  if (value === undefined || (!inlineValue && /^-./.test(value))) throw new Invalid(`${rawName} needs a value`)
  return unmarked(value)
}

function unknown (name: string, rawName: string): Invalid {
  // A single dash before a long name: what a dozen letters stand for nobody can tell.
  const meant = rawName.startsWith('--') ? probablyMeant(name, allFlags.keys()) : undefined
  const hint = meant === undefined ? 'perftwin --help lists them' : `did you mean --${meant}?`
  return new Invalid(`there is no option ${rawName}; ${hint}`)
}
