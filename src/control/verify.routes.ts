import { minute, readDuration } from '../kernel/durations.js'
import { Invalid } from '../kernel/errors.js'
import type { Static } from '../kernel/schema.js'
import { Waits } from '../kernel/waits.js'
import { awaitCount, type Waited } from '../traffic/journal/await-count.js'
import type { Journal } from '../traffic/journal/journal.js'
import { matcherOf } from '../traffic/match.js'
import { nearMisses } from '../traffic/journal/near-miss.js'
import { verify, verifyOrder, type Verdict } from '../traffic/journal/verify.js'
import type { ControlApp, ControlOptions } from './context.js'
import * as wire from './journal.schema.js'

type Expectation = Static<typeof wire.VerifyBody>

/** @throws Invalid when the expectation contradicts itself */
function verdictOf (journal: Journal, { match, inOrder, ...expectation }: Expectation): Verdict {
  const said = Object.keys(expectation).length
  if (inOrder !== undefined) {
    if (match === undefined && said === 0) return verifyOrder(journal, inOrder)
    throw new Invalid('inOrder stands alone: leave out match, exactly, atLeast, atMost and never', 'inOrder')
  }
  const { exactly, never, atLeast, atMost } = expectation
  if ((exactly !== undefined || never !== undefined) && said > 1) {
    throw new Invalid('exactly and never stand alone; atLeast and atMost may be combined')
  }
  if (atLeast !== undefined && atMost !== undefined && atMost < atLeast) {
    throw new Invalid('atMost must not be less than atLeast', 'atMost')
  }
  return verify(journal, match ?? {}, expectation)
}

/** The time-out asked for, in ms. */
const timeoutOf = (text: string): number =>
  readDuration(text, 'timeout', { least: 0, most: 5 * minute, hint: 'up to PT5M' })

/** What became of a wait, in words. */
function waited (asked: { wanted: number, timeout: string }, came: Waited): string {
  const many = `${came.count} of ${asked.wanted} requests`
  if (came.reached) return `${many} came`
  if (came.cleared) return `the journal was cleared while waiting; ${many} had come`
  return `${many} came within ${asked.timeout}`
}

export function verifyRoutes (app: ControlApp, { operations }: ControlOptions): void {
  const waits = new Waits()
  app.addHook('onClose', (_app, done) => {
    waits.end()
    done()
  })
  for (const schema of [wire.VerifyBody, wire.Verdict, wire.Waited]) app.addSchema(schema)

  const { verify: verifying, awaitRequests: waiting } = wire.journalOperations

  app.post('/_perftwin/verify', { schema: verifying }, async ({ world, body }, reply) => {
    const { match = {}, inOrder = [] } = body
    operations.check(match)
    for (const [index, member] of inOrder.entries()) operations.check(member, `inOrder[${index}]`)
    const verdict = verdictOf(world.journal, body)
    reply.code(verdict.verified ? 200 : 409)
    return verdict
  })

  app.post('/_perftwin/journal/wait', { schema: waiting }, async ({ world, body }, reply) => {
    const { match = {}, count: wanted = 1, timeout = 'PT5S' } = body
    operations.check(match)
    const { journal } = world
    const matcher = matcherOf(match)
    const came = await awaitCount(journal, matcher, wanted, timeoutOf(timeout), waits, (stop) => {
      // The request's own stream closes when its body is read; the answer's, when the client hangs up.
      reply.raw.once('close', () => { stop() })
    })
    const { reached, count, cleared } = came
    reply.code(reached ? 200 : 409)
    return {
      reached,
      count,
      message: waited({ wanted, timeout }, came),
      nearMisses: reached || cleared ? [] : nearMisses(journal, matcher)
    }
  })
}
