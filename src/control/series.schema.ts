import { second } from '../kernel/durations.js'
import { Type, ref, type Static } from '../kernel/schema.js'
import { JobSpec, conditionFields } from '../worlds/files/job-spec.js'
import { runWords } from '../worlds/files/run-words.schema.js'
import { tagged } from './tagged.js'

/** A series is made in one answer: so many runs at most. */
export const mostRuns = 1000

/** There is so much time between two runs at least, ms. */
export const shortestPause = second

const { owner, build, tags, visibility, platform } = JobSpec.properties

/** The history of a test, in the words of a suite: its runs end at the world's now. */
export const SeriesSpec = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 1000, description: 'The name of its jobs.' }),
  owner,
  page: Type.String({
    minLength: 1,
    maxLength: 2048,
    description: 'The page each run loads: a name of the world file\'s pages, or a URL.'
  }),
  runs: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: mostRuns,
    description: 'As many as `values` if left out.'
  })),
  every: Type.String({
    pattern: '^P',
    maxLength: 40,
    description: 'From one run to the next: an ISO 8601 duration, a second at least. The last run ends now.'
  }),
  ...runWords,
  build,
  tags,
  visibility,
  platform,
  ...conditionFields
}, { $id: 'SeriesSpec', additionalProperties: false })
export type SeriesSpec = Static<typeof SeriesSpec>

const CreatedSeries = Type.Object({
  jobs: Type.Array(Type.String(), { description: 'The ids of its runs, oldest first.' })
})

export const seriesOperations = tagged('Jobs', {
  createSeries: {
    summary: 'Create the runs of a test, which measure what is said, all at once or none',
    body: ref(SeriesSpec),
    response: { 201: CreatedSeries }
  }
})
