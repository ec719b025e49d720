import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  Forbidden, Injected, MethodNotAllowed, NotFound, RateLimited, TooLarge, Unauthorized
} from '../../kernel/errors.js'
import { plainPath, withoutClosingSlash } from '../../kernel/target.js'
import { earliest } from '../../kernel/time.js'
import { Waits } from '../../kernel/waits.js'
import { closeBroken } from '../journal/record.js'
import { ArrivingRequest } from './arriving.js'
import { bodyFault, type BodyFault } from './body.js'
import { delayOf } from './delay.js'
import type { Strike } from './faults.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What is to be done to the answer's body; null: nothing. */
    bodyFault: BodyFault | null
  }
}

/** Answers a request with a refusal, in the words of the vendor whose path it is. */
export type Refuse = (error: Error, request: FastifyRequest, reply: FastifyReply) => void

const safeMethods = new Set(['GET', 'HEAD'])

/** `Prefer: code=503` (RFC 7240): the status that a client asks for. Only refusals can be had so. */
export function preferredStatus (header: string | string[] | undefined): number | undefined {
  if (header === undefined) return undefined
  const code = /(?:^|[,;])\s*code\s*=\s*"?([45]\d\d)"?\s*(?:$|[,;])/i.exec([header].flat().join(','))?.[1]
  return code === undefined ? undefined : Number(code)
}

/**
 * Lets a world's fault rules, or a request's own Prefer header, answer instead of the vendor. The control plane never
 * feels them. Where there is no rule this costs one look.
 */
export function injectFaults (app: FastifyInstance, refuse: Refuse): void {
  const waits = new Waits()
  app.decorateRequest('bodyFault', null)
  app.addHook('onRequest', (request, reply, done) => {
    const { entry } = request
    if (entry === null) { done(); return }
    const preferred = preferredStatus(request.headers.prefer)
    if (preferred !== undefined) {
      reply.header('preference-applied', `code=${preferred}`)
      entry.journal.struck(entry, ['prefer'])
      refuse(errorOf(preferred, request), request, reply)
      return
    }
    const { faults } = request.world
    if (faults.size === 0) { done(); return }
    const strikes = faults.strike(new ArrivingRequest(request, entry.operation), request.at)
    if (strikes.length === 0) { done(); return }
    entry.journal.struck(entry, strikes.map(({ rule }) => rule.id))
    const act = (): void => {
      const outcome = apply(strikes, request, reply)
      if (outcome === undefined) done()
      else if (outcome !== 'broken') refuse(errorOf(outcome, request), request, reply)
    }
    const ms = delayOf(strikes, faults.seed)
    if (ms === 0) act()
    else waits.wait(ms, act)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.bodyFault === null || request.method === 'HEAD') done(null, payload)
    else done(null, bodyFault(request.bodyFault, payload, reply, waits))
  })
  app.addHook('onClose', (_app, done) => {
    waits.end()
    done()
  })
}

/** What is done: the status to answer with instead, a connection that is broken already, or nothing that ends it. */
type Outcome = number | 'broken' | undefined

/** Does what the rules that strike say, but for the waiting. */
function apply (strikes: readonly Strike[], request: FastifyRequest, reply: FastifyReply): Outcome {
  let status: number | undefined
  const faulty: BodyFault = { kind: undefined, bytesPerSecond: Infinity, without: [] }
  for (const { rule: { stale, spec: { effect } } } of strikes) {
    if (effect.connection !== undefined) return breakOff(effect.connection, request, reply)
    status ??= effect.status
    if (effect.headers !== undefined) reply.headers(effect.headers)
    // A write happens now, whatever a rule says of reads.
    if (safeMethods.has(request.method)) request.at = Math.max(earliest, request.at - stale)
    faulty.kind ??= effect.body
    faulty.bytesPerSecond = Math.min(faulty.bytesPerSecond, effect.bytesPerSecond ?? Infinity)
    faulty.without.push(...effect.without ?? [])
  }
  if (changesBody(faulty)) request.bodyFault = faulty
  return status
}

const changesBody = ({ kind, bytesPerSecond, without }: BodyFault): boolean =>
  kind !== undefined || bytesPerSecond !== Infinity || without.length > 0

function breakOff (how: 'reset' | 'empty', request: FastifyRequest, reply: FastifyReply): 'broken' {
  reply.hijack()
  closeBroken(request)
  const { socket } = request.raw
  if (how === 'reset' && typeof socket.resetAndDestroy === 'function') socket.resetAndDestroy()
  else socket.destroy()
  return 'broken'
}

/** The refusal that makes a vendor answer with this status in the words it has for it. */
function errorOf (status: number, { url, method }: FastifyRequest): Error {
  const [, , type = 'path', id = ''] = withoutClosingSlash(plainPath(url)).split('/')
  switch (status) {
    case 401: return new Unauthorized('credentials are missing or wrong')
    case 403: return new Forbidden('this is not allowed')
    case 404: return new NotFound(type, id)
    case 405: return new MethodNotAllowed(method)
    case 413: return new TooLarge('Payload Too Large', 0)
    case 429: return new RateLimited('Too Many Requests')
    default: return new Injected(status)
  }
}
