import { Type, ref } from '../kernel/schema.js'
import { tagged } from './tagged.js'
import { ReleaseRef } from './truth.schema.js'

const Time = Type.String({ description: 'World time, ISO 8601.' })

const place = {
  owner: Type.String(),
  name: Type.Nullable(Type.String({ description: 'Of its jobs.' })),
  os: Type.String(),
  browser: Type.String(),
  url: Type.String({ description: 'The page, as the browser reports it.' }),
  orderIndex: Type.Integer({ description: 'Which page load of its jobs, from 0.' })
}

export const SeriesRow = Type.Object({
  ...place,
  runs: Type.Integer({ description: 'Runs that are over by now.' }),
  first: Time,
  last: Time,
  lastJob: Type.String({ description: 'The id of the newest run.' })
}, { $id: 'SeriesRow' })

const limits = { mean: Type.Number(), lower: Type.Number(), upper: Type.Number() }

const Run = Type.Object({
  jobId: Type.String(),
  created: Time,
  build: Type.Nullable(Type.String()),
  value: Type.Nullable(Type.Number({ description: 'null: it has no such metric.' })),
  baseline: Type.Nullable(Type.Object({
    ...limits,
    runs: Type.Integer({ description: 'How many runs it is made of.' })
  }), { description: 'What the runs up to this one make, as the Performance API says of it.' }),
  outlier: Type.Nullable(Type.Enum(['baseline', 'new_regime']), { description: 'Why it is one; null: it is none.' }),
  reset: Type.Boolean({ description: 'The baseline starts anew with it.' }),
  discarded: Type.Boolean(),
  acknowledged: Type.Boolean({ description: 'The regime around it was accepted.' })
})

const Position = Type.Integer({ description: 'Position in `runs`, from 0.' })

const SeriesRegime = Type.Object({
  from: Position,
  to: Position,
  start: Type.Integer({ description: 'As the Performance API has it: regime_start.' }),
  end: Type.Integer({ description: 'As the Performance API has it: regime_end.' }),
  active: Type.Boolean({ description: 'The newest run is compared with it.' }),
  ...limits
})

export const SeriesRuns = Type.Object({
  ...place,
  metric: Type.String(),
  train: Type.Nullable(Type.String({ description: 'The release train that its page loads feel.' })),
  runs: Type.Array(Run, { description: 'All that are over by now, oldest first.' }),
  regimes: Type.Array(SeriesRegime, { description: 'As they are seen from the newest run that has the metric.' }),
  releases: Type.Array(Type.Object({
    ...ReleaseRef.properties,
    index: Type.Nullable(Type.Integer({ description: 'Position of the first run after it; null: none ran since.' }))
  }), { description: 'Those since the first run whose causes it feels, oldest first.' })
}, { $id: 'SeriesRuns' })

const Choice = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200, description: '200 if left out.' })),
  skip: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: '0 if left out.' }))
})

const OfJob = Type.Object({ id: Type.String({ description: 'A job that is one of its runs.' }) })
const OfMetric = Type.Object({
  metric: Type.String({ maxLength: 100, description: 'As metric_data has it: largestContentfulPaint.' }),
  orderIndex: Type.Optional(Type.Integer({
    minimum: 0,
    default: 0,
    description: 'Which page load of the job; 0 if left out.'
  })),
  account: Type.Optional(Type.String({
    maxLength: 1000,
    description: 'Whose view it is where keys are proven; the owner\'s of the job if left out.'
  }))
})

export const seriesReadingOperations = tagged('Looking', {
  listSeries: {
    summary: 'The series of page loads of this world, the one that ran last first',
    querystring: Choice,
    response: { 200: Type.Object({ total: Type.Integer(), series: Type.Array(ref(SeriesRow)) }) }
  },
  seriesRuns: {
    summary: 'Every run of a series with the baseline it is held against, its regimes and releases',
    params: OfJob,
    querystring: OfMetric,
    response: { 200: ref(SeriesRuns) }
  }
})
