import { parseDuration } from '../kernel/durations.js'
import { Invalid } from '../kernel/errors.js'
import { url } from '../option-values.js'
import { optionSpecs, type OptionSpecs } from '../options.js'

/** How a command finds the twin it talks to. */
export interface ClientOptions {
  /** The base URL. Default: the port of this machine's loopback that `start` would take. */
  url?: string
  /** The world that is meant; the default one if left out. */
  in?: string
  controlToken?: string
  /** ISO 8601. */
  timeout?: string
}

const duration = (text: string): string => {
  const ms = parseDuration(text)
  if (ms === undefined || ms < 0) throw new Invalid('must be an ISO 8601 duration such as PT30S')
  return text
}

/** The options of commands that talk to a running twin. */
export const clientSpecs: OptionSpecs<ClientOptions> = {
  url: {
    env: 'PERFTWIN_URL',
    value: 'URL',
    help: 'base URL of the twin (default http://127.0.0.1:4010)',
    read: url
  },
  in: {
    env: 'PERFTWIN_IN',
    value: 'WORLD',
    help: 'the world that is meant (default: the one at the root)',
    read: (text) => text
  },
  controlToken: {
    ...optionSpecs.controlToken,
    help: 'token of the control plane, where it asks for one'
  },
  timeout: {
    env: 'PERFTWIN_TIMEOUT',
    value: 'TIME',
    help: 'how long wait and healthcheck wait (default PT30S, PT2S)',
    read: duration
  }
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * Kubernetes and Docker tell of a neighbour called "perftwin" by variables that look like ours: PERFTWIN_PORT=tcp://…
 */
const isServiceLink = (text: string): boolean => /^(?:tcp|udp):\/\//.test(text)

/** The first of some variables that tells something, and what. */
export function toldBy (env: Env, ...names: readonly string[]): { text: string, from: string } | undefined {
  for (const from of names) {
    const text = env[from] ?? ''
    if (text !== '' && !isServiceLink(text)) return { text, from }
  }
  return undefined
}

/** The variables that tell the port: ours, and the one that hosts of all kinds set. */
export const portVariables = [optionSpecs.port.env, 'PORT'] as const

/** Where the twin is: told, or on the port it was told to take. */
export const urlOf = ({ url }: ClientOptions, env: Env): string =>
  url ?? `http://127.0.0.1:${toldBy(env, ...portVariables)?.text ?? '4010'}`
