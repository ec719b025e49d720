import { Invalid } from './kernel/errors.js'
import {
  chosen, edgeNames, hosts, instant, integer, listeningAddress, memorySize, notEmpty, onOrOff, rateLimits, url
} from './option-values.js'
import type { AuthMode } from './http/auth-mode.js'
import type { WorldFile } from './worlds/files/world-file.schema.js'

/** What a twin can be told. Every option is a flag of the command line too, and has a variable of the environment. */
export interface TwinOptions {
  /** The TCP port; 0 takes a free one. Default 4010 on the command line, 0 in the library. */
  port?: number
  /** A second port, for clients that ignore proxies and go to port 443; it answers like the first. Default none. */
  tlsPort?: number
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
  /** What is acknowledged outlives a power cut, too: each write waits for the device. Needs `data`. Default false. */
  fsync?: boolean
  /** How credentials are checked. Default `any`. */
  auth?: AuthMode
  /** Whose rate limits hold: `off` (default), `on`, or `sauce`, `asc`, `sauce,asc`. */
  rateLimits?: string
  /**
   * `live`: App Store Connect's documents as they are on the wire; `spec`: as Apple's published specification says.
   * Default `live`.
   */
  ascProfile?: 'live' | 'spec'
  /** The base of absolute links, where the request's own Host would be wrong. */
  publicUrl?: string
  /**
   * A token the control plane asks for, as `Authorization: Bearer …`; required beyond loopback unless this is `none`.
   */
  controlToken?: string
  /**
   * Hosts that webhooks may call, with commas: `localhost:9000,ci.example.com`. Default none: perftwin calls nobody.
   */
  webhookTargets?: string
  /** `any` (default): a world that is asked for and not there is made; `named`: worlds are made by name only. */
  worlds?: 'any' | 'named'
  /**
   * How much memory journals, uploads, worlds and remembered files may take: `256MB`, or `25%` of what V8 may use.
   * Default `50%`.
   */
  memory?: string
  /** The folder that keeps who signs the certificates for HTTPS. Default: beside the data file, else in memory. */
  ca?: string
  /** A certificate authority of your own, PEM, with whose key certificates are signed instead. */
  caCert?: string
  /** The key that goes with it, PEM. */
  caKey?: string
  /** More names of the twin to have certificates for, with commas: `perftwin.ci,10.1.2.3,*.shop.test`. */
  edgeNames?: string
}

/** How one option is written on the command line and in the environment. */
export interface OptionSpec<T = unknown> {
  env: string
  /** What stands for the value in the help; left out for a flag that takes none, and then reads as `on`. */
  value?: string
  help: string
  /** The values there are, or the best known, for a shell to offer. */
  choices?: readonly string[]
  /** Turns the text of a flag or variable into the value; throws Invalid with a sentence. */
  read: (text: string) => T
}

/** A specification for each of several options. */
export type OptionSpecs<Options> = { readonly [Name in keyof Options]-?: OptionSpec<NonNullable<Options[Name]>> }

/** The options by name: the flag is the name in kebab case. The one source of parsing, defaults and help. */
export const optionSpecs: OptionSpecs<TwinOptions> = {
  port: {
    env: 'PERFTWIN_PORT',
    value: 'N',
    help: 'port to listen on, 0 for a free one (default: PORT, else 4010)',
    read: integer(0, 65535)
  },
  tlsPort: {
    env: 'PERFTWIN_TLS_PORT',
    value: 'N',
    help: 'a second port, 443 for clients that ignore proxies (default none)',
    read: integer(0, 65535)
  },
  host: {
    env: 'PERFTWIN_HOST',
    value: 'ADDRESS',
    help: 'address to listen on (default 127.0.0.1)',
    read: listeningAddress
  },
  world: {
    env: 'PERFTWIN_WORLD',
    value: 'NAME|FILE',
    help: 'demo, docs, empty, or a world file (default demo)',
    choices: ['demo', 'docs', 'empty'],
    read: notEmpty
  },
  seed: {
    env: 'PERFTWIN_SEED',
    value: 'N',
    help: 'seed of all chance (default: the world file\'s)',
    read: integer(0, 4294967295)
  },
  now: {
    env: 'PERFTWIN_NOW',
    value: 'TIME',
    help: 'freeze the clock at this ISO 8601 time',
    read: instant
  },
  data: {
    env: 'PERFTWIN_DATA',
    value: 'FILE',
    help: 'keep what clients write in this file',
    read: notEmpty
  },
  fsync: {
    env: 'PERFTWIN_FSYNC',
    help: 'with --data: what is acknowledged outlives a power cut',
    read: onOrOff
  },
  auth: {
    env: 'PERFTWIN_AUTH',
    value: 'MODE',
    help: 'off, any or strict (default any)',
    ...chosen('off', 'any', 'strict')
  },
  rateLimits: {
    env: 'PERFTWIN_RATE_LIMITS',
    value: 'WHOSE',
    help: 'off, on, or any of sauce,asc (default off)',
    choices: ['off', 'on', 'sauce', 'asc', 'sauce,asc'],
    read: rateLimits
  },
  ascProfile: {
    env: 'PERFTWIN_ASC_PROFILE',
    value: 'PROFILE',
    help: 'App Store Connect documents: live or spec (default live)',
    ...chosen('live', 'spec')
  },
  publicUrl: {
    env: 'PERFTWIN_PUBLIC_URL',
    value: 'URL',
    help: 'base of absolute links (default: the request\'s Host)',
    read: url
  },
  controlToken: {
    env: 'PERFTWIN_CONTROL_TOKEN',
    value: 'TOKEN',
    help: 'token for /_perftwin beyond loopback, or none (default: made and printed)',
    read: notEmpty
  },
  webhookTargets: {
    env: 'PERFTWIN_WEBHOOK_TARGETS',
    value: 'HOSTS',
    help: 'hosts that webhooks may call, with commas (default none)',
    read: hosts
  },
  worlds: {
    env: 'PERFTWIN_WORLDS',
    value: 'WHICH',
    help: 'any: made when asked for, or named: made by name only (default any)',
    ...chosen('any', 'named')
  },
  memory: {
    env: 'PERFTWIN_MEMORY',
    value: 'SIZE',
    help: 'for journals, uploads, worlds, files: 256MB, or 25% of the heap limit (default 50%)',
    read: memorySize
  },
  ca: {
    env: 'PERFTWIN_CA',
    value: 'FOLDER',
    help: 'keep the certificate authority there (default: beside --data, else in memory)',
    read: notEmpty
  },
  caCert: {
    env: 'PERFTWIN_CA_CERT',
    value: 'FILE',
    help: 'sign with an authority of your own: its certificate, PEM',
    read: notEmpty
  },
  caKey: {
    env: 'PERFTWIN_CA_KEY',
    value: 'FILE',
    help: 'and its key, PEM',
    read: notEmpty
  },
  edgeNames: {
    env: 'PERFTWIN_EDGE_NAMES',
    value: 'NAMES',
    help: 'more names of the twin to have certificates for, with commas (default none)',
    read: edgeNames
  }
}

export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** Reads one option's text; the sentence of a refusal names the flag or variable at fault. */
export function readText<T> ({ read }: Pick<OptionSpec<T>, 'read'>, text: string, from: string): T {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid(`${from} "${text}" ${error.message}`)
    throw error
  }
}

const isOption = (name: string): name is keyof TwinOptions => Object.hasOwn(optionSpecs, name)

/** Checks options given in code by the same rules as flags. */
export function checkOptions (options: TwinOptions): TwinOptions {
  for (const [name, value] of Object.entries(options)) {
    if (!isOption(name)) throw new Invalid(`unknown option "${name}"`)
    const isWorldFile = name === 'world' && typeof value === 'object'
    if (value !== undefined && !isWorldFile) readText<unknown>(optionSpecs[name], String(value), `option ${name}:`)
  }
  return options
}
