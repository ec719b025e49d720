import { baseUrl } from '../http/request.js'
import { NotFound } from '../kernel/errors.js'
import type { Static } from '../kernel/schema.js'
import { curlOf } from '../traffic/journal/curl.js'
import { expectationOf } from '../traffic/journal/expectation.js'
import { harOf } from '../traffic/journal/har.js'
import { statusCounts } from '../traffic/journal/journal-counts.js'
import type { Journal } from '../traffic/journal/journal.js'
import { RequestMatch, matcherOf } from '../traffic/match.js'
import { recordView } from '../traffic/journal/record-view.js'
import type { World } from '../worlds/world.js'
import type { ControlApp, ControlOptions } from './context.js'
import * as wire from './journal.schema.js'

type JournalPage = Static<typeof wire.JournalPage>
type JournalCounts = Static<typeof wire.JournalCounts>

interface Wanted { since?: number | undefined, limit?: number | undefined, brief?: boolean | undefined }

/** The requests that match: the oldest after `since` where it is given, else the newest. */
function pageOf ({ name, journal }: World, match: RequestMatch, { since, limit = 100, brief }: Wanted): JournalPage {
  const matcher = matcherOf(match)
  const fitting = journal.entries().filter((entry) => entry.seq > (since ?? 0) && matcher.fits(entry))
  const first = since === undefined ? Math.max(0, fitting.length - limit) : 0
  return {
    total: journal.total,
    evicted: journal.evicted,
    matched: fitting.length,
    entries: fitting.slice(first, first + limit).map((entry) => recordView(entry, name, brief))
  }
}

/** Counts by status, as JSON names them. */
const numbers = (counts: ReadonlyMap<number, number>): Record<string, number> =>
  Object.fromEntries([...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b))

function countsOf ({ counts, total, held, evicted, inFlight, bytes, replyBytes, limits }: Journal): JournalCounts {
  const statuses = statusCounts(counts)
  return {
    total,
    held,
    evicted,
    inFlight,
    bytes,
    replyBytes,
    limits: { ...limits },
    statuses: numbers(statuses),
    operations: [...counts.tallies].map(([{ vendor, name }, tally]) => ({
      vendor,
      operation: name,
      count: tally.arrived,
      evicted: tally.evicted,
      statuses: numbers(tally.statuses)
    }))
  }
}

/** A status as a query says it: a number, or a class such as 4xx. */
const statusOf = (text: string): number | string => /xx$/.test(text) ? text : Number(text)

export function journalRoutes (app: ControlApp, { version, publicUrl, operations }: ControlOptions): void {
  const { RecordedRequest, ExplainedRequest, JournalPage, JournalCounts } = wire
  for (const schema of [RequestMatch, RecordedRequest, ExplainedRequest, JournalPage, JournalCounts]) {
    app.addSchema(schema)
  }

  app.get('/_perftwin/journal', { schema: wire.journalOperations.journal }, async ({ world, query }) => {
    const { since, limit, brief, status, ...match } = query
    operations.check(match, 'query')
    const asked = status === undefined ? match : { ...match, status: statusOf(status) }
    return pageOf(world, asked, { since, limit, brief })
  })

  app.get('/_perftwin/journal/:seq', { schema: wire.journalOperations.explainRequest }, async (request) => {
    const { world: { journal, name }, params: { seq } } = request
    const entry = journal.find(seq)
    if (entry === undefined) throw new NotFound('recorded request', String(seq))
    return {
      request: recordView(entry, name),
      curl: curlOf(entry, baseUrl(request, publicUrl)),
      expectation: expectationOf(entry)
    }
  })

  app.post('/_perftwin/journal/find', { schema: wire.journalOperations.findRequests }, async ({ world, body }) => {
    const { match = {}, ...wanted } = body
    operations.check(match)
    return pageOf(world, match, wanted)
  })

  app.get('/_perftwin/journal/counts', { schema: wire.journalOperations.journalCounts },
    async ({ world }) => countsOf(world.journal))

  app.put('/_perftwin/journal/limits', { schema: wire.journalOperations.setJournalLimits }, async ({ world, body }) => {
    const { journal } = world
    journal.limits = { ...journal.limits, ...body }
    return countsOf(journal)
  })

  app.delete('/_perftwin/journal', { schema: wire.journalOperations.clearJournal }, async ({ world }, reply) => {
    world.clearJournal(true)
    return await reply.code(204).send()
  })

  app.get('/_perftwin/journal.har', { schema: wire.journalOperations.journalHar }, async (request, reply) => {
    reply.header('content-disposition', 'attachment; filename="perftwin.har"')
    return harOf(request.world.journal, baseUrl(request, publicUrl), version)
  })
}
