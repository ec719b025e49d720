import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Injected, MethodNotAllowed, NotFound, TooLarge, Unauthorized, Forbidden, RateLimited } from '../../kernel/errors.js'
import { parseDuration } from '../../kernel/durations.js'
import type { Strike } from './faults.js'
import { closeBroken } from '../journal/record.js'
import type { Unrouted } from '../../http/unrouted.js'
import { bodyFault, type BodyFault } from './body.js'
import { delayOf } from './delay.js'
import { Waits } from '../../kernel/waits.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What is to be done to the answer's body; null: nothing. */
    bodyFault: BodyFault | null
  }
}

const safeMethods = new Set(['GET', 'HEAD'])

/** `Prefer: code=503` (RFC 7240): the status that a client asks for. Only refusals can be had so. */
export function preferredStatus (header: string | string[] | undefined): number | undefined {
  const code = /(?:^|[,;])\s*code\s*=\s*"?([45]\d\d)"?\s*(?:$|[,;])/i.exec([header ?? ''].flat().join(','))?.[1]
  return code === undefined ? undefined : Number(code)
}

/**
 * Lets a world's fault rules, or a request's own Prefer header, answer instead of the vendor. The control plane never
 * feels them. Where there is no rule this costs one look.
 */
export function injectFaults (app: FastifyInstance, vendorOf: (path: string) => Unrouted): void {
  const waits = new Waits()
  app.decorateRequest('bodyFault', null)
  app.addHook('onRequest', (request, reply, done) => {
    if (request.entry === null) { done(); return }
    const { prefer } = request.headers
    if (prefer !== undefined) {
      const status = preferredStatus(prefer)
      if (status !== undefined) {
        reply.header('preference-applied', `code=${status}`)
        request.entry.journal.struck(request.entry, ['prefer'])
        answer(status)
        return
      }
    }
    const { faults } = request.world
    if (faults.size === 0) { done(); return }
    const { operation } = request.entry
    const strikes = faults.strike({ operation, method: request.method, path: pathOf(request), headers: request.headers }, request.at)
    if (strikes.length === 0) { done(); return }
    request.entry.journal.struck(request.entry, strikes.map(({ rule }) => rule.id))
    const ms = delayOf(strikes, faults.seed)
    if (ms === 0) act()
    else waits.wait(ms, act)

    function act (): void {
      const status = apply(strikes, request, reply)
      if (status === 'broken') return
      if (status === undefined) done()
      else answer(status)
    }
    function answer (status: number): void {
      const path = pathOf(request)
      vendorOf(path).refuse(errorOf(status, path, request.method), request, reply)
    }
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

/** Does what the rules that strike say, but for the waiting; tells the status to answer with, if one is to be. */
function apply (strikes: readonly Strike[], request: FastifyRequest, reply: FastifyReply): number | 'broken' | undefined {
  let status: number | undefined
  const faulty: BodyFault = { kind: undefined, bytesPerSecond: Infinity, without: [] }
  for (const { rule: { spec: { effect } } } of strikes) {
    if (effect.connection !== undefined) return breakOff(effect.connection, request, reply)
    status ??= effect.status
    if (effect.headers !== undefined) reply.headers(effect.headers)
    if (effect.stale !== undefined && safeMethods.has(request.method)) request.at -= parseDuration(effect.stale)!
    faulty.kind ??= effect.body
    faulty.bytesPerSecond = Math.min(faulty.bytesPerSecond, effect.bytesPerSecond ?? Infinity)
    faulty.without.push(...effect.without ?? [])
  }
  if (faulty.kind !== undefined || faulty.bytesPerSecond !== Infinity || faulty.without.length > 0) request.bodyFault = faulty
  return status
}

function breakOff (how: 'reset' | 'empty', request: FastifyRequest, reply: FastifyReply): 'broken' {
  reply.hijack()
  closeBroken(request)
  const { socket } = request.raw
  if (how === 'reset' && typeof socket.resetAndDestroy === 'function') socket.resetAndDestroy()
  else socket.destroy()
  return 'broken'
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0]!.replace(/(?<=.)\/+$/, '')

/** The refusal that makes a vendor answer with this status in the words it has for it. */
function errorOf (status: number, path: string, method: string): Error {
  const [, , type = 'path', id = ''] = path.split('/')
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
