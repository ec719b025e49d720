import { Type, ref, type Static } from '../../kernel/schema.js'
import { FilledFlag } from '../flags.js'

const DateTime = Type.String({ description: 'UTC to the second: 2021-04-15T01:24:11Z' })
const Id = Type.String({ description: '32 hexadecimal digits' })
const Hash = Type.String({ description: 'SHA-1, 40 hexadecimal digits' })
const OrderIndex = Type.Integer({ minimum: 0, description: 'Which page load of the test, from 0.' })
const Metric = Type.String({ description: 'As in metric_data: speedIndex, firstInteractive, score, image_size …' })

const MetricNames = Type.Array(Metric, {
  minItems: 1,
  maxItems: 200,
  description: 'The key repeated for each, or names separated by commas.'
})
const metricNames = { metric_names: MetricNames }
const orderIndex = { order_index: OrderIndex }
const Limit = Type.Integer({ minimum: 1, description: 'The most results to return.' })

export const ListQuery = Type.Object({
  page_url: Type.Optional(Type.String({ description: 'Only loads of this page.' })),
  metric_names: Type.Optional(MetricNames),
  start_date: Type.Optional(Type.String({
    maxLength: 60,
    description: 'Only tests created at or after this time, ISO 8601.'
  })),
  end_date: Type.Optional(Type.String({
    maxLength: 60,
    description: 'Only tests created at or before this time, ISO 8601.'
  })),
  limit: Type.Optional(Type.Integer({
    minimum: 1,
    description: 'Items of a page; 100 if left out, 500 at most.'
  })),
  offset: Type.Optional(Type.Integer({ minimum: 0, description: 'How many of the newest items to leave out.' }))
})
export type ListQuery = Static<typeof ListQuery>

export const JobQuery = Type.Object({ full: Type.Optional(FilledFlag) })
export const OrderQuery = Type.Object(orderIndex)
export const DiscardedQuery = Type.Object({ ...orderIndex, limit: Type.Optional(Limit) })
export const HistoryQuery = Type.Object({ ...orderIndex, limit: Type.Optional(Limit) })
export const MetricsQuery = Type.Object({ ...metricNames, ...orderIndex })
export const BaselineQuery = Type.Object({
  ...metricNames,
  ...orderIndex,
  regime_start: Type.Optional(Type.Integer({ minimum: 0, description: 'Position of the first run that counts.' })),
  regime_end: Type.Optional(Type.Integer({
    minimum: 0,
    description: 'Position of the last run that counts. 0 and 0: all runs.'
  }))
})
export type BaselineQuery = Static<typeof BaselineQuery>
export const RegimesQuery = Type.Object({ ...metricNames, ...orderIndex, include_baseline: Type.Optional(FilledFlag) })
export const TestQuery = Type.Object({
  page_url: Type.String({ description: 'A URL, or the name of a page of the world.' }),
  metric_names: Type.Optional(MetricNames)
})

/** A parameter of a POST may come in its JSON body (node-saucelabs) or in its query (Sauce docs, saucerest-java). */
const either = 'In the query or in the body; the query wins.'

const inQuery = {
  page_url: Type.Optional(Type.String({
    description: `A URL, or the name of a page of the world. ${either}`
  })),
  order_index: Type.Optional(Type.Integer({
    minimum: 0,
    description: `Which page load of the test, from 0. ${either}`
  })),
  metric_names: Type.Optional(MetricNames)
}
const inBody = {
  page_url: Type.Optional(Type.Nullable(Type.String())),
  order_index: Type.Optional(Type.Union([Type.Integer(), Type.String(), Type.Null()])),
  metric_names: Type.Optional(Type.Union([Type.Array(Type.String()), Type.String(), Type.Null()]))
}

/** What marks a page load: its query and its body, which may be left out. */
export const PostedOrderQuery = Type.Object({ order_index: inQuery.order_index })
export const OrderBody = Type.Nullable(Type.Object({ order_index: inBody.order_index }))
/** What an assertion by POST takes. */
export const PostedMetricsQuery = Type.Object({ metric_names: inQuery.metric_names, order_index: inQuery.order_index })
export const MetricsBody = Type.Nullable(Type.Object({
  metric_names: inBody.metric_names,
  order_index: inBody.order_index
}))
/** What a test of a page takes. */
export const PostedTestQuery = Type.Object({ page_url: inQuery.page_url, metric_names: inQuery.metric_names })
export const TestBody = Type.Nullable(Type.Object({ page_url: inBody.page_url, metric_names: inBody.metric_names }))
/** A body of which nothing is read. */
export const NoBody = Type.Nullable(Type.Record(Type.Unknown()))
/** What of a recorded load may be in the query. */
export const RecordedQuery = Type.Object({ page_url: inQuery.page_url, order_index: inQuery.order_index })

const MeasuredValues = Type.Record(Type.Number({ minimum: 0, maximum: 1e12 }), {
  description: 'Measured values by metric: ms, bytes, counts; score from 0 to 1.',
  minProperties: 1
})
export const RecordedLoad = Type.Object({
  page_url: Type.Optional(Type.String({ maxLength: 2048, description: 'Required, here or in the query.' })),
  order_index: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 999,
    description: 'The next free one if left out.'
  })),
  metric_data: MeasuredValues
}, { $id: 'RecordedLoad' })
export type RecordedLoad = Static<typeof RecordedLoad>

const item = {
  job_id: Id,
  job_owner: Type.String(),
  job_name_hash: Hash,
  metric_data: Type.Record(Type.Number()),
  page_url: Type.String(),
  order_index: OrderIndex,
  job_creation_time: DateTime,
  load_id: Hash,
  loader_id: Type.String({ description: '32 upper-case hexadecimal digits, as in the names of the load\'s assets' }),
  error: Type.Nullable(Type.String())
}
export const MetricsItem = Type.Object(item, { $id: 'MetricsItem' })
export type MetricsItem = Static<typeof MetricsItem>

export const LoadLinks = Type.Object({
  assert: Type.String(),
  baseline: Type.String(),
  discarded: Type.String(),
  history: Type.String(),
  regimes: Type.String()
})
export const LinkedMetricsItem = Type.Object({ ...item, links: LoadLinks }, { $id: 'LinkedMetricsItem' })
export type LinkedMetricsItem = Static<typeof LinkedMetricsItem>

export const PageLinks = Type.Object({ next: Type.Nullable(Type.String()), previous: Type.Nullable(Type.String()) })
export type PageLinks = Static<typeof PageLinks>

const limits = { upper_boundary: Type.Number(), lower_boundary: Type.Number() }
const bounds = { ...limits, baseline: Type.Number() }

export const Assertion = Type.Object({
  ...bounds,
  real_value: Type.Number(),
  job_id: Id,
  datetime: DateTime,
  order_index: OrderIndex,
  outlier: Type.Object({
    status: Type.Boolean(),
    reason: Type.Nullable(Type.Enum(['baseline', 'new_regime']))
  })
}, { $id: 'PerformanceAssertion' })
export type AssertionBody = Static<typeof Assertion>

export const Baseline = Type.Object({
  ...bounds,
  values: Type.Array(Type.Object({ real_value: Type.Number(), datetime: DateTime, job_id: Id }))
}, { $id: 'PerformanceBaseline' })
export type BaselineBody = Static<typeof Baseline>

export const Regime = Type.Object({
  regime_start: Type.Integer(),
  regime_end: Type.Integer(),
  baseline_url: Type.String(),
  active: Type.Boolean(),
  baseline: Type.Optional(Type.Object(limits))
}, { $id: 'PerformanceRegime' })
export type RegimeBody = Static<typeof Regime>

/** Schemas that routes refer to. */
export const performanceSchemas = [
  RecordedLoad, MetricsItem, LinkedMetricsItem, Assertion, Baseline, Regime
]

export const Items = Type.Object({ items: Type.Array(ref(MetricsItem)) })
export const LinkedItems = Type.Object({ items: Type.Array(ref(LinkedMetricsItem)) })
export const ItemPage = Type.Object({ items: Type.Array(ref(MetricsItem)), links: PageLinks })
export const Assertions = Type.Record(ref(Assertion))
export const Baselines = Type.Record(ref(Baseline))
export const Regimes = Type.Record(Type.Array(ref(Regime)))
