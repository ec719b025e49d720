import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  Forbidden, Injected, MethodNotAllowed, NotFound, RateLimited, TooLarge, Unauthorized
} from '../../kernel/errors.js'
import { plainPath, withoutClosingSlash } from '../../kernel/target.js'
import { earliest } from '../../kernel/time.js'
import { Waits } from '../../kernel/waits.js'
import type { OpenEntry } from '../journal/journal.js'
import { closeBroken } from '../journal/record.js'
import { ArrivingRequest } from './arriving.js'
import { bodyFault, type BodyFault } from './body.js'
import { delayOf } from './delay.js'
import type { Stage } from './faults.js'
import type { OwnAnswer } from './ready-effect.js'
import type { Strike } from './rule.js'

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

/** Methods whose requests have a body that somebody reads. */
const bodiless = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/**
 * Lets a world's fault rules, or a request's own Prefer header, answer instead of the vendor. The control plane never
 * feels them. Where there is no rule this costs one look, and another one where a body is read.
 */
export function injectFaults (app: FastifyInstance, refuse: Refuse): void {
  const waits = new Waits()
  app.decorateRequest('bodyFault', null)

  /** Does what the rules say; `done` goes on with the request where they leave it alone. */
  const strike = (request: FastifyRequest, reply: FastifyReply, stage: Stage, done: () => void): void => {
    const { entry, world: { faults } } = request
    if (entry === null) { done(); return }
    const strikes = faults.strike(new ArrivingRequest(request, entry.operation), request.at, stage)
    if (strikes.length === 0) { done(); return }
    entry.journal.struck(entry, [...struckBefore(entry), ...strikes.map(({ rule }) => rule.id)])
    const act = (): void => {
      const outcome = apply(strikes, request, reply)
      if (outcome === undefined) done()
      else if (typeof outcome === 'number') refuse(errorOf(outcome, request), request, reply)
      else if (outcome !== 'broken') answer(outcome, reply)
    }
    const ms = delayOf(strikes, faults.seed)
    if (ms === 0) act()
    else waits.wait(ms, act)
  }

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
    if (request.world.faults.size === 0) done()
    else strike(request, reply, 'arriving', done)
  })
  app.addHook('onRoute', (route) => {
    if ([route.method].flat().every((method) => bodiless.has(method))) return
    route.preValidation = [...[route.preValidation ?? []].flat(), (request, reply, done) => {
      if (request.world.faults.readsBodies) strike(request, reply, 'read', done)
      else done()
    }]
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

/** Rules that struck the request before its body was read. */
const struckBefore = ({ journal, seq }: OpenEntry): readonly string[] => journal.faults.get(seq) ?? []

/** What is done: the status or the answer of its own instead, a connection broken already, or nothing that ends it. */
type Outcome = number | OwnAnswer | 'broken' | undefined

/** Does what the rules that strike say, but for the waiting. */
function apply (strikes: readonly Strike[], request: FastifyRequest, reply: FastifyReply): Outcome {
  let outcome: number | OwnAnswer | undefined
  const faulty = request.bodyFault ?? { kind: undefined, bytesPerSecond: Infinity, without: [] }
  for (const { effect, own, stale } of strikes) {
    if (effect.connection !== undefined) return breakOff(effect.connection, request, reply)
    outcome ??= own ?? (effect.credentials === undefined ? effect.status : 401)
    if (effect.headers !== undefined) reply.headers(effect.headers)
    // A write happens now, whatever a rule says of reads.
    if (safeMethods.has(request.method)) request.at = Math.max(earliest, request.at - stale)
    if (typeof effect.body === 'string') faulty.kind ??= effect.body
    faulty.bytesPerSecond = Math.min(faulty.bytesPerSecond, effect.bytesPerSecond ?? Infinity)
    faulty.without.push(...effect.without ?? [])
  }
  // A body of the test's own is no more the vendor's than a broken one.
  if (typeof outcome === 'object' || changesBody(faulty)) request.bodyFault = faulty
  return outcome
}

/** Answers as the test says. A type that its headers name stays. */
function answer ({ status, type, bytes }: OwnAnswer, reply: FastifyReply): void {
  if (!reply.hasHeader('content-type')) reply.header('content-type', type)
  reply.code(status).send(bytes)
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
