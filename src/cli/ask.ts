import { httpSender, type Method, type Send } from '../client/transport.js'
import type { OperationId } from '../control/operations.js'
import { Invalid, messageOf } from '../kernel/errors.js'
import { didYouMean } from '../kernel/nearest.js'
import { urlOf } from './client-options.js'
import type { Invocation, Terminal } from './terminal.js'

/** Asks the control plane of the twin, in the world that is meant. */
export function senderOf (invocation: Invocation, terminal: Terminal): Send {
  const { in: name } = invocation.client
  const send = rootSender(invocation, terminal)
  const prefix = name === undefined ? '' : `/w/${encodeURIComponent(name)}`
  return async <Id extends OperationId>(method: Method, path: string, body?: unknown) =>
    await send<Id>(method, `${prefix}/_perftwin/${path}`, body)
}

/** Asks the twin at any path, in no world but the one that its URL names. */
export const rootSender = ({ client }: Invocation, { env }: Terminal): Send =>
  httpSender(urlOf(client, env), client.controlToken)

/** A word that has to be one of several, each with what is done then. Throws Invalid with the choices. */
export function choose<T> (what: string, word: string, choices: Readonly<Record<string, T>>): T {
  const chosen = Object.hasOwn(choices, word) ? choices[word] : undefined
  if (chosen === undefined) {
    const words = Object.keys(choices)
    throw new Invalid(`"${word}" is no ${what}: ${words.join(', ')}${didYouMean(word, words)}`)
  }
  return chosen
}

export function needed (word: string | undefined, what: string): string {
  if (word === undefined) throw new Invalid(`${what} is missing`)
  return word
}

export function jsonOf (text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Invalid(`${what} is not JSON: ${messageOf(error)}`)
  }
}

export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`

/** Says it as JSON where that is wanted, else in words. */
export function say ({ json }: Invocation, { out }: Terminal, value: unknown, words: () => string): number {
  out(json ? jsonLine(value) : words())
  return 0
}
