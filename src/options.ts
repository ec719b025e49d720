import { Invalid } from './kernel/errors.js'
import { parseInstant } from './kernel/time.js'
import type { AuthMode } from './sauce/credentials.js'
import type { WorldFile } from './worlds/files/world-file.schema.js'

/** What a twin can be told. Every one but `file` is a flag of the CLI too, and has an environment twin. */
export interface TwinOptions {
  /** The TCP port; 0 takes a free one. Default 4010 on the command line, 0 in the library. */
  port?: number
  /** The address to listen on. Default 127.0.0.1. */
  host?: string
  /** `demo`, `docs`, `empty`, the path of a world file, or a world file itself. Default `demo`. */
  world?: string | WorldFile
  /** The seed of all chance: an integer from 0 to 2³²−1. Default: the world file's, else 1. */
  seed?: number
  /** The moment at which the world's clock stands still, and the epoch of relative times: ISO 8601. */
  now?: string
  /** A data file: what clients write survives a restart. */
  data?: string
  /** How credentials are checked. Default `any`. */
  auth?: AuthMode
  /** Whose rate limits hold: `off` (default), `on`, or `sauce`, `asc`, `sauce,asc`. */
  rateLimits?: string
  /** `live`: App Store Connect's documents as they are on the wire; `spec`: as Apple's published specification says. Default `live`. */
  ascProfile?: 'live' | 'spec'
  /** The base of absolute links, where the request's own Host would be wrong. */
  publicUrl?: string
  /** A token the control plane asks for, as `Authorization: Bearer …`; required beyond loopback unless this is `none`. */
  controlToken?: string
  /** Hosts that webhooks may call, with commas: `localhost:9000,ci.example.com`. Default none: perftwin calls nobody. */
  webhookTargets?: string
}

export interface OptionSpec {
  env: string
  value: string
  help: string
  /** Turns the text of a flag or variable into the value; throws Invalid with a sentence. */
  read: (text: string) => unknown
}

const oneOf = (...values: string[]) => (text: string): string => {
  if (!values.includes(text)) throw new Invalid(`must be one of ${values.join(', ')}`)
  return text
}

const integer = (min: number, max: number) => (text: string): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) throw new Invalid(`must be a whole number from ${min} to ${max}`)
  return value
}

const notEmpty = (text: string): string => {
  if (text === '') throw new Invalid('must not be empty')
  return text
}

const instant = (text: string): string => {
  if (parseInstant(text) === undefined) throw new Invalid('must be an ISO 8601 time such as 2026-04-15T12:00:00Z')
  return text
}

const rateLimits = (text: string): string => {
  if (!/^(?:on|off|(?:sauce|asc)(?:,(?:sauce|asc))*)$/.test(text)) throw new Invalid('must be off, on, or a list of sauce and asc')
  return text
}

const url = (text: string): string => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new Invalid('must be an http or https URL')
  return text.replace(/\/+$/, '')
}

const hosts = (text: string): string => {
  for (const host of text.split(',')) {
    if (!URL.canParse(`http://${host.trim()}/`) || new URL(`http://${host.trim()}/`).pathname !== '/' || /[/@?#\s*]/.test(host.trim())) throw new Invalid('must be host names with or without ports, separated by commas')
  }
  return text
}

/** The options by name: the flag is the name in kebab case. The one source of parsing, defaults and help. */
export const optionSpecs: Record<keyof TwinOptions, OptionSpec> = {
  port: { env: 'PERFTWIN_PORT', value: 'N', help: 'port to listen on, 0 for a free one (default 4010)', read: integer(0, 65535) },
  host: { env: 'PERFTWIN_HOST', value: 'ADDRESS', help: 'address to listen on (default 127.0.0.1)', read: notEmpty },
  world: { env: 'PERFTWIN_WORLD', value: 'NAME|FILE', help: 'demo, docs, empty, or a world file (default demo)', read: notEmpty },
  seed: { env: 'PERFTWIN_SEED', value: 'N', help: 'seed of all chance (default: the world file\'s)', read: integer(0, 4294967295) },
  now: { env: 'PERFTWIN_NOW', value: 'TIME', help: 'freeze the clock at this ISO 8601 time', read: instant },
  data: { env: 'PERFTWIN_DATA', value: 'FILE', help: 'keep what clients write in this file', read: notEmpty },
  auth: { env: 'PERFTWIN_AUTH', value: 'MODE', help: 'off, any or strict (default any)', read: oneOf('off', 'any', 'strict') },
  rateLimits: { env: 'PERFTWIN_RATE_LIMITS', value: 'WHOSE', help: 'off, on, or any of sauce,asc (default off)', read: rateLimits },
  ascProfile: { env: 'PERFTWIN_ASC_PROFILE', value: 'PROFILE', help: 'App Store Connect documents: live or spec (default live)', read: oneOf('live', 'spec') },
  publicUrl: { env: 'PERFTWIN_PUBLIC_URL', value: 'URL', help: 'base of absolute links (default: the request\'s Host)', read: url },
  controlToken: { env: 'PERFTWIN_CONTROL_TOKEN', value: 'TOKEN', help: 'token for /_perftwin beyond loopback, or none (default: made and printed)', read: notEmpty },
  webhookTargets: { env: 'PERFTWIN_WEBHOOK_TARGETS', value: 'HOSTS', help: 'hosts that webhooks may call, with commas (default none)', read: hosts }
}

export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** Reads one option's text; the sentence of a refusal names the flag or variable at fault. */
export function readText ({ read }: OptionSpec, text: string, from: string): unknown {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid(`${from} "${text}" ${error.message}`)
    throw error
  }
}

/** Checks options given in code by the same rules as flags. */
export function checkOptions (options: TwinOptions): TwinOptions {
  for (const [name, value] of Object.entries(options) as Array<[keyof TwinOptions, unknown]>) {
    if (!(name in optionSpecs)) throw new Invalid(`unknown option "${name}"`)
    if (value === undefined || (name === 'world' && typeof value === 'object')) continue
    readText(optionSpecs[name], String(value), `option ${name}:`)
  }
  return options
}
