import { Type, ref } from '../kernel/schema.js'
import { tagged } from './tagged.js'

const Time = Type.String({ description: 'World time, ISO 8601.' })
const Causes = Type.Array(Type.Unknown(), { description: 'As the world file words them.' })

export const ReleaseRef = Type.Object({
  train: Type.String(),
  version: Type.String(),
  at: Time,
  causes: Causes,
  reaches: Type.Optional(Type.Array(Type.String(), { description: 'Other trains that feel its causes.' }))
})

const Effect = Type.Record(Type.Object({ without: Type.Number(), with: Type.Number() }), {
  description: 'By metric, what it would have been without the cause and what it is with it; of those that it moves.'
})

const ChangePoint = Type.Object({
  index: Type.Integer({ description: 'Position in the series of the first run that felt it, from 0.' }),
  jobId: Type.String(),
  at: Time,
  releases: Type.Array(ReleaseRef, {
    description: 'Those that came between this run and the one before, oldest first; only what changes page loads.'
  }),
  regression: Type.Optional(Type.Union([
    Type.Object({ metric: Type.String(), by: Type.String() }),
    Type.Object({ causes: Causes })
  ], { description: 'What a suite or a series says is different from this run on.' })),
  effect: Effect
})

const Outlier = Type.Object({
  index: Type.Integer(),
  jobId: Type.String(),
  at: Time,
  reason: Type.String({ description: 'The accident that befell this one load.' }),
  effect: Effect
})

const Series = Type.Object({
  owner: Type.String(),
  name: Type.Nullable(Type.String()),
  suite: Type.Nullable(Type.String()),
  os: Type.String(),
  browser: Type.String(),
  page: Type.String({ description: 'The visit: a page of the world file, or a URL.' }),
  orderIndex: Type.Integer(),
  train: Type.String({ description: 'The release train its page loads feel.' }),
  runs: Type.Integer({ description: 'Runs that are over by now.' }),
  changePoints: Type.Array(ChangePoint),
  outliers: Type.Array(Outlier)
})

const AppTruth = Type.Object({
  id: Type.String(),
  bundleId: Type.String(),
  versions: Type.Array(Type.Object({
    version: Type.String(),
    released: Time,
    changes: Type.Record(Type.Number(), {
      description: 'By what its own release, and those of other trains that reached it, multiplied metrics; ' +
        '1: taken back.'
    }),
    effect: Type.Record(Type.Number(), { description: 'By what all releases up to this one multiply them.' })
  }), { description: 'Released by now, oldest first.' })
})

export const Truth = Type.Object({
  world: Type.String(),
  seed: Type.Integer(),
  now: Time,
  releases: Type.Array(ReleaseRef, { description: 'All trains\' versions, oldest first, those to come included.' }),
  series: Type.Array(Series, { description: 'What a detector looks at: page loads of one test, page and platform.' }),
  apps: Type.Array(AppTruth)
}, { $id: 'Truth' })

export const truthOperations = tagged('Truth', {
  truth: {
    summary: 'What really happened, for scoring a detector: releases, their causes, change points, outliers',
    response: { 200: ref(Truth) }
  }
})
