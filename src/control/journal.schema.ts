import { Type, ref } from '../kernel/schema.js'
import { RequestMatch } from '../traffic/match.js'
import { noContent, tagged } from './tagged.js'

export const RecordedRequest = Type.Object({
  seq: Type.Integer({ description: 'From 1, in the order of arrival.' }),
  at: Type.String({ description: 'World time.' }),
  world: Type.String(),
  vendor: Type.String(),
  operation: Type.Nullable(Type.String({ description: 'The operationId; null: nothing answers the path.' })),
  method: Type.String(),
  path: Type.String(),
  query: Type.Record(Type.Union([Type.String(), Type.Array(Type.String())])),
  headers: Type.Record(Type.String(), { description: 'By lower-case name, secrets left out.' }),
  actor: Type.Nullable(Type.String({
    description: 'Who says of itself that it sent it, by the header Perftwin-Actor: dashboard; null: nobody does.'
  })),
  body: Type.Unknown({ description: 'JSON where it is JSON, else text; null: none, or not kept.' }),
  status: Type.Nullable(Type.Integer({ description: 'null: not answered yet; 0: a fault broke the connection.' })),
  responseSize: Type.Nullable(Type.Integer({ description: 'Bytes before packing; null: not known.' })),
  responseType: Type.Nullable(Type.String()),
  duration: Type.Nullable(Type.Number({
    description: 'Real time from its arrival until its answer had gone out, ms; null: not yet.'
  })),
  responseHeaders: Type.Nullable(Type.Record(Type.String(), {
    description: 'By lower-case name, secrets left out; null: no longer kept.'
  })),
  responseBody: Type.Unknown({
    description: 'JSON where it is JSON, else text, cut after 64 Ki characters; null: none, no text, or no longer kept.'
  }),
  faults: Type.Array(Type.String(), { description: 'Ids of the fault rules that struck it.' }),
  refused: Type.Nullable(Type.Object({
    parameter: Type.Nullable(Type.String({ description: 'The parameter or field at fault, if one is.' })),
    reason: Type.String()
  }, { description: 'Why it was refused, whatever the vendor\'s own words hide.' }))
}, { $id: 'RecordedRequest' })

export const ExplainedRequest = Type.Object({
  request: ref(RecordedRequest),
  curl: Type.String({ description: 'A command that sends it again; credentials are left to variables of the shell.' }),
  expectation: Type.Object({
    match: ref(RequestMatch),
    atLeast: Type.Integer()
  }, { description: 'An expectation for verify that this request meets.' })
}, { $id: 'ExplainedRequest' })

export const JournalPage = Type.Object({
  total: Type.Integer({ description: 'All requests since the last reset.' }),
  evicted: Type.Integer({ description: 'Those of them that the journal no longer holds.' }),
  matched: Type.Integer({ description: 'Those held that match.' }),
  entries: Type.Array(ref(RecordedRequest), { description: 'Oldest first.' })
}, { $id: 'JournalPage' })

export const JournalCounts = Type.Object({
  total: Type.Integer(),
  held: Type.Integer(),
  evicted: Type.Integer(),
  inFlight: Type.Integer(),
  bytes: Type.Integer({ description: 'What the requests held take.' }),
  replyBytes: Type.Integer({ description: 'What the replies held take.' }),
  limits: Type.Object({ entries: Type.Integer(), bytes: Type.Integer(), replyBytes: Type.Integer() }),
  statuses: Type.Record(Type.Integer()),
  operations: Type.Array(Type.Object({
    vendor: Type.String(),
    operation: Type.Nullable(Type.String()),
    count: Type.Integer(),
    evicted: Type.Integer(),
    statuses: Type.Record(Type.Integer())
  }))
}, { $id: 'JournalCounts' })

const JournalLimits = Type.Object({
  entries: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
  bytes: Type.Optional(Type.Integer({ minimum: 1024, maximum: 4 * 1024 ** 3 })),
  replyBytes: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 4 * 1024 ** 3,
    description: 'Headers and bodies of replies: the oldest go first, their requests stay. The newest is always kept.'
  }))
}, { additionalProperties: false })

const Seq = Type.Integer({
  minimum: 0,
  description: 'Only requests that came after this one; then the oldest are told first, else the newest.'
})
const Limit = Type.Integer({ minimum: 0, maximum: 10_000 })

const Brief = Type.Boolean({
  description: 'true: without headers and bodies, as if they had not been kept. Default false.'
})

const JournalQuery = Type.Object({
  vendor: Type.Optional(Type.Enum(['sauce', 'app-store-connect', 'webdriver'])),
  operation: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  method: Type.Optional(Type.String({ pattern: '^[A-Za-z]{1,10}$' })),
  path: Type.Optional(Type.String({ maxLength: 500, description: 'May have * (within a segment) and **.' })),
  page: RequestMatch.properties.page,
  status: Type.Optional(Type.String({ pattern: '^(?:\\d{1,3}|[1-5]xx)$' })),
  fault: Type.Optional(Type.String({ maxLength: 64 })),
  since: Type.Optional(Seq),
  limit: Type.Optional(Limit),
  brief: Type.Optional(Brief)
}, { additionalProperties: false })

const FindBody = Type.Object({
  match: Type.Optional(ref(RequestMatch)),
  since: Type.Optional(Seq),
  limit: Type.Optional(Limit),
  brief: Type.Optional(Brief)
}, { additionalProperties: false })

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

export const VerifyBody = Type.Object({
  match: Type.Optional(ref(RequestMatch)),
  exactly: Type.Optional(Count),
  atLeast: Type.Optional(Count),
  atMost: Type.Optional(Count),
  never: Type.Optional(Type.Literal(true)),
  inOrder: Type.Optional(Type.Array(ref(RequestMatch), {
    minItems: 1,
    maxItems: 100,
    description: 'Instead of match: requests that came one after the other; others may lie between.'
  }))
}, { $id: 'Expectation', additionalProperties: false })

export const Verdict = Type.Object({
  verified: Type.Boolean(),
  undecidable: Type.Boolean({ description: 'Requests that were evicted from the journal might decide otherwise.' }),
  message: Type.String(),
  count: Type.Nullable(Type.Integer({ description: 'Requests that match; null: not known exactly.' })),
  between: Type.Array(Type.Integer(), {
    minItems: 2,
    maxItems: 2,
    description: 'How many match at least and at most.'
  }),
  matches: Type.Array(Type.Integer(), { description: 'Numbers of requests that match; the newest ten.' }),
  nearMisses: Type.Array(Type.Object({
    seq: Type.Integer(),
    at: Type.String(),
    method: Type.String(),
    path: Type.String(),
    operation: Type.Nullable(Type.String()),
    status: Type.Nullable(Type.Integer()),
    distance: Type.Number({ description: 'Less is nearer.' }),
    differences: Type.Array(Type.Object({ field: Type.String(), expected: Type.Unknown(), actual: Type.Unknown() }))
  }))
}, { $id: 'Verdict' })

const WaitBody = Type.Object({
  match: Type.Optional(ref(RequestMatch)),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Default 1.' })),
  timeout: Type.Optional(Type.String({
    maxLength: 40,
    description: 'Real time: an ISO 8601 duration, at most PT5M. Default PT5S.'
  }))
}, { additionalProperties: false })

export const Waited = Type.Object({
  reached: Type.Boolean(),
  count: Type.Integer(),
  message: Type.String(),
  nearMisses: Verdict.properties.nearMisses
}, { $id: 'Waited' })

export const journalOperations = tagged('Journal', {
  journal: {
    summary: 'The requests made of this world',
    querystring: JournalQuery,
    response: { 200: ref(JournalPage) }
  },
  explainRequest: {
    summary: 'One request, as a command that sends it again, and as an expectation',
    params: Type.Object({ seq: Type.Integer({ minimum: 1, description: 'The number of the request.' }) }),
    response: { 200: ref(ExplainedRequest) }
  },
  findRequests: {
    summary: 'Find requests, by their bodies too',
    body: FindBody,
    response: { 200: ref(JournalPage) }
  },
  journalCounts: {
    summary: 'Exact counts, evicted requests included',
    response: { 200: ref(JournalCounts) }
  },
  setJournalLimits: {
    summary: 'How much this world\'s journal holds, until the next reset',
    body: JournalLimits,
    response: { 200: ref(JournalCounts) }
  },
  clearJournal: {
    summary: 'Forget all requests and counts',
    response: { 204: noContent }
  },
  journalHar: {
    summary: 'The requests held, as HAR 1.2',
    response: { 200: Type.Unknown() }
  },
  verify: {
    summary: 'Were these requests made, so often, in this order?',
    body: ref(VerifyBody),
    response: { 200: ref(Verdict), 409: ref(Verdict) }
  },
  awaitRequests: {
    summary: 'Wait until so many requests match',
    body: WaitBody,
    response: { 200: ref(Waited), 409: ref(Waited) }
  }
})
