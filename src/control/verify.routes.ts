import type { FastifyInstance } from 'fastify'
import { Invalid } from '../kernel/errors.js'
import { ref, type Static } from '../kernel/schema.js'
import { minute, readDuration } from '../kernel/durations.js'
import { Waits } from '../kernel/waits.js'
import { awaitCount } from '../traffic/journal/await-count.js'
import { matcherOf } from '../traffic/match.js'
import { nearMisses } from '../traffic/journal/near-miss.js'
import { verify, verifyOrder, type Verdict } from '../traffic/journal/verify.js'
import type { Journal } from '../traffic/journal/journal.js'
import * as wire from './journal.schema.js'

const tags = ['Journal']

function verdictOf (journal: Journal, { match, inOrder, ...expectation }: Static<typeof wire.VerifyBody>): Verdict {
  const said = Object.keys(expectation)
  if (inOrder !== undefined) {
    if (match !== undefined || said.length > 0) throw new Invalid('inOrder stands alone: leave out match, exactly, atLeast, atMost and never', 'inOrder')
    return verifyOrder(journal, inOrder)
  }
  const { exactly, never, atLeast, atMost } = expectation
  if ((exactly !== undefined || never !== undefined) && said.length > 1) throw new Invalid('exactly and never stand alone; atLeast and atMost may be combined')
  if (atLeast !== undefined && atMost !== undefined && atMost < atLeast) throw new Invalid('atMost must not be less than atLeast', 'atMost')
  return verify(journal, match ?? {}, expectation)
}

/** The time-out asked for, in ms. */
const timeoutOf = (text: string): number => readDuration(text, 'timeout', { least: 0, most: 5 * minute, hint: 'up to PT5M' })

export function verifyRoutes (app: FastifyInstance): void {
  const waits = new Waits()
  app.addHook('onClose', (_app, done) => {
    waits.end()
    done()
  })
  for (const schema of [wire.VerifyBody, wire.Verdict, wire.Waited]) app.addSchema(schema)

  app.post<{ Body: Static<typeof wire.VerifyBody> }>('/_perftwin/verify', {
    schema: {
      tags, operationId: 'verify', summary: 'Were these requests made, so often, in this order?',
      body: ref(wire.VerifyBody),
      response: { 200: ref(wire.Verdict), 409: ref(wire.Verdict) }
    }
  }, async (request, reply) => {
    const verdict = verdictOf(request.world.journal, request.body)
    reply.code(verdict.verified ? 200 : 409)
    return verdict
  })

  app.post<{ Body: Static<typeof wire.WaitBody> }>('/_perftwin/journal/wait', {
    schema: {
      tags, operationId: 'awaitRequests', summary: 'Wait until so many requests match',
      body: wire.WaitBody,
      response: { 200: ref(wire.Waited), 409: ref(wire.Waited) }
    }
  }, async (request, reply) => {
    const { match = {}, count: wanted = 1, timeout = 'PT5S' } = request.body
    const { journal } = request.world
    const matcher = matcherOf(match)
    const { reached, count, cleared } = await awaitCount(journal, matcher, wanted, timeoutOf(timeout), waits, (stop) => {
      // The request's own stream closes when its body is read; the answer's, when the client hangs up.
      reply.raw.once('close', () => { stop() })
    })
    reply.code(reached ? 200 : 409)
    const message = reached
      ? `${count} of ${wanted} requests came`
      : cleared ? `the journal was cleared while waiting; ${count} of ${wanted} requests had come` : `${count} of ${wanted} requests came within ${timeout}`
    return { reached, count, message, nearMisses: reached || cleared ? [] : nearMisses(journal, matcher) }
  })
}
