import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../kernel/schema.js'
import { baseUrl } from '../http/request.js'
import { harOf } from '../traffic/journal/har.js'
import { RequestMatch, matcherOf } from '../traffic/match.js'
import { recordView } from '../traffic/journal/record-view.js'
import { statusCounts, type Tally } from '../traffic/journal/journal-counts.js'
import type { Journal } from '../traffic/journal/journal.js'
import type { World } from '../worlds/world.js'
import type { ControlOptions } from './index.js'
import * as wire from './journal.schema.js'

const tags = ['Journal']

function pageOf (world: World, match: RequestMatch, since: number | undefined, limit = 100): Static<typeof wire.JournalPage> {
  const { journal } = world
  const matcher = matcherOf(match)
  const fitting = journal.entries().filter((entry) => entry.seq > (since ?? 0) && matcher.fits(entry))
  const shown = since === undefined ? fitting.slice(Math.max(0, fitting.length - limit)) : fitting.slice(0, limit)
  return { total: journal.total, evicted: journal.evicted, matched: fitting.length, entries: shown.map((entry) => recordView(entry, world.name)) }
}

const numbers = (counts: ReadonlyMap<number, number>): Record<string, number> =>
  Object.fromEntries([...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b))

const sumOf = (counts: ReadonlyMap<number, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0)

function countsOf ({ counts, total, held, evicted, bytes, limits }: Journal): Static<typeof wire.JournalCounts> {
  const statuses = statusCounts(counts)
  return {
    total,
    held,
    evicted,
    inFlight: total - sumOf(statuses),
    bytes,
    limits: { ...limits },
    statuses: numbers(statuses),
    operations: [...counts.tallies].map(([{ vendor, name }, tally]: [{ vendor: string, name: string | null }, Tally]) =>
      ({ vendor, operation: name, count: tally.arrived, evicted: tally.evicted, statuses: numbers(tally.statuses) }))
  }
}

const statusOf = (text: string): number | string => /xx$/.test(text) ? text : Number(text)

export function journalRoutes (app: FastifyInstance, { version, publicUrl }: ControlOptions): void {
  for (const schema of [RequestMatch, wire.RecordedRequest, wire.JournalPage, wire.JournalCounts]) app.addSchema(schema)

  app.get<{ Querystring: Static<typeof wire.JournalQuery> }>('/_perftwin/journal', {
    schema: { tags, operationId: 'journal', summary: 'The requests made of this world', querystring: wire.JournalQuery, response: { 200: ref(wire.JournalPage) } }
  }, async (request) => {
    const { since, limit, status, ...match } = request.query
    return pageOf(request.world, { ...match, ...(status === undefined ? {} : { status: statusOf(status) }) }, since, limit)
  })

  app.post<{ Body: Static<typeof wire.FindBody> }>('/_perftwin/journal/find', {
    schema: { tags, operationId: 'findRequests', summary: 'Find requests, by their bodies too', body: wire.FindBody, response: { 200: ref(wire.JournalPage) } }
  }, async (request) => pageOf(request.world, request.body.match ?? {}, request.body.since, request.body.limit))

  app.get('/_perftwin/journal/counts', {
    schema: { tags, operationId: 'journalCounts', summary: 'Exact counts, evicted requests included', response: { 200: ref(wire.JournalCounts) } }
  }, async (request) => countsOf(request.world.journal))

  app.put<{ Body: Static<typeof wire.JournalLimits> }>('/_perftwin/journal/limits', {
    schema: { tags, operationId: 'setJournalLimits', summary: 'How much this world\'s journal holds, until the next reset', body: wire.JournalLimits, response: { 200: ref(wire.JournalCounts) } }
  }, async (request) => {
    const { journal } = request.world
    journal.limits = { ...journal.limits, ...request.body }
    return countsOf(journal)
  })

  app.delete('/_perftwin/journal', {
    schema: { tags, operationId: 'clearJournal', summary: 'Forget all requests and counts', response: { 204: Type.Null() } }
  }, async (request, reply) => {
    request.world.clearJournal(true)
    return await reply.code(204).send()
  })

  app.get('/_perftwin/journal.har', {
    schema: { tags, operationId: 'journalHar', summary: 'The requests held, as HAR 1.2', response: { 200: Type.Unknown() } }
  }, async (request, reply) => {
    reply.header('content-disposition', 'attachment; filename="perftwin.har"')
    return harOf(request.world.journal, baseUrl(request, publicUrl), version)
  })
}
