import type { FastifyInstance, FastifyReply } from 'fastify'
import { DomainError, messageOf } from '../../kernel/errors.js'
import type { OpenEntry } from './journal.js'
import type { Refused } from './refused.js'

/** A body's text beyond this is cut, in characters; bytes of a body that is packed are kept whole or not at all. */
const longestBody = 64 * 1024

/** What a person can read. */
const isText = (type: string): boolean => /json|text|xml|javascript|x-www-form-urlencoded/.test(type)

/** What is kept of an answer's body: the beginning of a text. Pictures and films would only push out the rest. */
export function keptOf (payload: unknown, type: string): string | Buffer {
  if (typeof payload === 'string') return payload.length <= longestBody ? payload : payload.slice(0, longestBody)
  return Buffer.isBuffer(payload) && payload.length <= longestBody && isText(type) ? payload : ''
}

/** The headers of an answer: names and values in turn, a line each. */
export function headerLines (reply: FastifyReply): string {
  let lines = ''
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (Array.isArray(value)) for (const each of value) lines += `${name}\n${each}\n`
    else if (value !== undefined) lines += `${name}\n${value}\n`
  }
  return lines.slice(0, -1)
}

/** Notes what becomes of an answer after it is on its way, and why a request was refused. */
export function recordReplies (app: FastifyInstance): void {
  app.addHook('onError', (request, _reply, error, done) => {
    const { entry } = request
    if (entry !== null) entry.journal.refused(entry, refusedBy(error))
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    endEntry(request.entry, reply)
    done()
  })
}

/** Texts up to this go out at once, or never. Characters. */
const atOnce = 16 * 1024

/** What takes a while to go out ends with its connection, too: when a fault cuts it off, or the client hangs up. */
export function endWithConnection (entry: OpenEntry, reply: FastifyReply, payload: unknown): void {
  if (reply.raw.destroyed) endEntry(entry, reply)
  else if (typeof payload !== 'string' || payload.length > atOnce) {
    reply.raw.once('close', () => { endEntry(entry, reply) })
  }
}

function endEntry (entry: OpenEntry | null, reply: FastifyReply): void {
  if (entry !== null) entry.journal.ended(entry, headerLines(reply))
}

/** What is known of an error: some name one parameter or several, those of a schema the place in the body. */
interface Thrown {
  readonly parameter?: string
  readonly faults?: ReadonlyArray<{ readonly parameter: string }>
  readonly validation?: ReadonlyArray<{ readonly instancePath: string, readonly params: object }>
  readonly validationContext?: string
  readonly statusCode?: number
}

function refusedBy (error: Error & Thrown): Refused {
  const ours = !(error instanceof DomainError) && error.validation === undefined && (error.statusCode ?? 500) >= 500
  if (ours) return { parameter: null, reason: 'a fault of the twin itself; it is told on stderr' }
  return { parameter: parameterOf(error) ?? null, reason: messageOf(error).slice(0, 1000) }
}

function parameterOf (error: Error & Thrown): string | undefined {
  if (error.parameter !== undefined) return error.parameter
  if (error.faults !== undefined) return error.faults.map(({ parameter }) => parameter).join(', ')
  const [fault] = error.validation ?? []
  if (fault === undefined) return undefined
  const place = fault.instancePath.slice(1).replaceAll('/', '.')
  const missing = 'missingProperty' in fault.params ? String(fault.params.missingProperty) : ''
  return [place, missing].filter((part) => part !== '').join('.') || undefined
}
