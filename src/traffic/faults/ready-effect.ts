import { validateHeaderName, validateHeaderValue } from 'node:http'
import { readDuration } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import type { FaultEffect, FaultSpec, FaultStep, OwnBody } from './fault.schema.js'

/** An answer of the test's own. `type`: its media type, where no header says it. */
export interface OwnAnswer { readonly status: number, readonly type: string, readonly bytes: Buffer }

/** An effect that was found to make sense, and what follows from it. */
export interface ReadyEffect {
  readonly effect: FaultEffect
  /** By how many ms what is read is old. */
  readonly stale: number
  readonly own: OwnAnswer | undefined
}

/** Headers that say how the body is sent are the server's own. */
const ownHeaders = new Set(['content-length', 'transfer-encoding', 'connection', 'upgrade', 'keep-alive', 'trailer'])

/** @throws Invalid for a header that could not be sent */
function checkHeaders (headers: Readonly<Record<string, string>>, place: string): void {
  const wrong = (what: string): Invalid => new Invalid(`${place}.headers: ${what}`, `${place}.headers`)
  for (const [name, value] of Object.entries(headers)) {
    if (ownHeaders.has(name.toLowerCase())) throw wrong(`${name} cannot be set`)
    if (!isSendable(() => { validateHeaderName(name) })) throw wrong(`"${name}" is no name of a header`)
    if (!isSendable(() => { validateHeaderValue(name, value) })) {
      throw wrong(`the value of "${name}" has a character that no header can have: ${JSON.stringify(value)}`)
    }
  }
}

function isSendable (check: () => void): boolean {
  try {
    check()
    return true
  } catch {
    return false
  }
}

const plainText = 'text/plain; charset=utf-8'

function ownAnswer (status: number, { text, json, base64 }: OwnBody): OwnAnswer {
  if (text !== undefined) return { status, type: plainText, bytes: Buffer.from(text) }
  if (base64 !== undefined) return { status, type: 'application/octet-stream', bytes: Buffer.from(base64, 'base64') }
  return { status, type: 'application/json', bytes: Buffer.from(JSON.stringify(json)) }
}

/** `place`: where it stands, in sentences. @throws Invalid for what contradicts itself or could not be sent */
export function readyEffect (effect: FaultEffect, place: string): ReadyEffect {
  const { status, headers = {}, body, stale, credentials, connection } = effect
  checkHeaders(headers, place)
  const own = typeof body === 'object' ? ownAnswer(status ?? 200, body) : undefined
  if (own === undefined && status !== undefined && status < 400) {
    throw new Invalid(`${place}.status: ${status} needs a body of your own, such as {"text": ""}; ` +
      'to let a request pass leave it out', `${place}.status`)
  }
  if (credentials !== undefined && (status ?? body ?? connection) !== undefined) {
    throw new Invalid(`${place}.credentials: the answer is a 401: leave out status, body and connection`,
      `${place}.credentials`)
  }
  return { effect, own, stale: stale === undefined ? 0 : readDuration(stale, `${place}.stale`) }
}

/** A step that lets a request pass is undefined. */
function readyStep ({ pass, ...effect }: FaultStep, place: string): ReadyEffect | undefined {
  if (pass === undefined) return readyEffect(effect, place)
  if (Object.keys(effect).length > 0) throw new Invalid(`${place}: pass stands alone`, place)
  return undefined
}

/** What becomes of the requests that a rule strikes, one after the other. */
export interface Steps {
  readonly steps: ReadonlyArray<ReadyEffect | undefined>
  readonly then: 'stop' | 'repeat' | 'last'
}

/** A rule without a sequence is one whose only step lasts. @throws Invalid */
export function sequenceOf ({ effect, sequence, then }: FaultSpec): Steps {
  if (effect !== undefined && sequence !== undefined) {
    throw new Invalid('effect and sequence rule each other out', 'sequence')
  }
  if (sequence !== undefined) {
    return { steps: sequence.map((step, index) => readyStep(step, `sequence[${index}]`)), then: then ?? 'stop' }
  }
  if (effect === undefined) throw new Invalid('a fault needs an effect, or a sequence of them', 'effect')
  if (then !== undefined) throw new Invalid('then says what follows a sequence, and there is none', 'then')
  return { steps: [readyEffect(effect, 'effect')], then: 'last' }
}

/** The step of the index-th request, from 0; undefined where it passes. */
export function stepAt ({ steps, then }: Steps, index: number): ReadyEffect | undefined {
  if (then === 'repeat') return steps[index % steps.length]
  return then === 'last' ? steps[Math.min(index, steps.length - 1)] : steps[index]
}
