import { Type, type Static } from '../../kernel/schema.js'

export const statuses = ['passed', 'failed', 'errored', 'complete'] as const
export type AnalyticsStatus = typeof statuses[number]

const Moment = Type.Optional(Type.String({
  maxLength: 40,
  description: 'ISO 8601 in UTC, or Unix seconds. Needed with its counterpart, unless there is a time_range.'
}))
/** Up to some centuries, so that no moment is out of reach. */
const Span = { maxLength: 12, pattern: '^-?(?:\\d{1,5}d|\\d{1,7}h|\\d{1,8}m|\\d{1,9}s)$' }

/** Which runs are meant: what all of the analytics ask. */
const which = {
  start: Moment,
  end: Moment,
  time_range: Type.Optional(Type.String({
    ...Span,
    description: 'How far back from now instead of start and end: a number and d, h, m or s.'
  })),
  scope: Type.Optional(Type.Enum(['me', 'organization', 'single'], {
    description: 'Whose: me, if left out, everybody of the organization, or the owners named.'
  })),
  owner: Type.Optional(Type.Array(Type.String(), {
    maxItems: 100,
    description: 'Usernames, comma-separated; may be repeated. Needed with the scope single.'
  })),
  status: Type.Optional(Type.Enum(statuses)),
  os: Type.Optional(Type.Array(Type.String(), {
    maxItems: 100,
    description: 'Operating systems, with their version or without.'
  })),
  browser: Type.Optional(Type.Array(Type.String(), {
    maxItems: 100,
    description: 'Browsers, with their version or without.'
  })),
  pretty: Type.Optional(Type.String({ description: 'Not looked at.' }))
}

export const RunsQuery = Type.Object(which)
export type RunsQuery = Static<typeof RunsQuery>

export const defaultSize = 50
export const TestsQuery = Type.Object({
  ...which,
  build: Type.Optional(Type.String({ description: 'Only runs of the build of this name.' })),
  missing_build: Type.Optional(Type.String({ description: 'Where it is there at all, only runs of no build.' })),
  query: Type.Optional(Type.String({ description: 'Only runs of exactly this name.' })),
  error: Type.Optional(Type.String({ description: 'Only runs with exactly this error text.' })),
  from: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: 'How many runs to leave out.' })),
  size: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 1000,
    default: defaultSize,
    description: 'The most runs to return.'
  })),
  desc: Type.Optional(Type.String({ description: 'true: the latest first; else the earliest.' }))
})
export type TestsQuery = Static<typeof TestsQuery>

export const MetricsQuery = Type.Object({
  ...which,
  query: Type.String({ description: 'The name of the test.' })
})
export type MetricsQuery = Static<typeof MetricsQuery>

export const TrendsQuery = Type.Object({
  ...which,
  interval: Type.Optional(Type.String({
    ...Span,
    default: '1d',
    description: 'How long a bucket lasts: a number and d, h, m or s. At most 1000 buckets.'
  }))
})
export type TrendsQuery = Static<typeof TrendsQuery>

/** A run as the analytics show it: the keys of a real answer that sauce-api-mcp keeps. */
export const AnalyticsRun = Type.Object({
  id: Type.String(),
  owner: Type.String(),
  ancestor: Type.String(),
  org_id: Type.String(),
  name: Type.String(),
  build: Type.String({ description: 'Empty for a run of none.' }),
  creation_time: Type.String(),
  start_time: Type.String(),
  end_time: Type.String(),
  duration: Type.Integer({ description: 'Seconds' }),
  status: Type.Enum(statuses),
  error: Type.String({ description: 'Empty for a run without.' }),
  os: Type.String(),
  os_normalized: Type.String(),
  browser: Type.String(),
  browser_normalized: Type.String(),
  details_url: Type.String()
}, { $id: 'AnalyticsRun' })
export type AnalyticsRun = Static<typeof AnalyticsRun>
