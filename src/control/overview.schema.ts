import { Type } from '../kernel/schema.js'
import { tagged } from './tagged.js'
import { ReleaseRef } from './truth.schema.js'

const Time = Type.String({ description: 'World time, ISO 8601.' })

/** The most jobs that are told of one build. */
export const mostJobs = 100

const PlannedJob = Type.Object({
  id: Type.String(),
  name: Type.Nullable(Type.String()),
  status: Type.Enum(['new', 'queued', 'in progress', 'complete', 'error', 'passed', 'failed']),
  platform: Type.String({ description: 'Browser and system, as people say them.' }),
  created: Time,
  started: Type.Nullable(Type.String({ description: 'When its machine takes it, by its plan; null: not known.' })),
  ended: Type.Nullable(Type.String({ description: 'When it ends, by its plan; null: when it is stopped.' }))
})

const BuildOfJobs = Type.Object({
  id: Type.Nullable(Type.String({ description: 'null: what an owner\'s jobs without a build are put in.' })),
  name: Type.Nullable(Type.String()),
  owner: Type.String(),
  created: Time,
  jobCount: Type.Integer(),
  jobs: Type.Array(PlannedJob, { description: `Newest first, ${mostJobs} at most.` })
})

const Page = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Default 50.' })),
  skip: Type.Optional(Type.Integer({
    minimum: 0, maximum: 1_000_000, default: 0, description: 'How many of the newest are left out; 0 if left out.'
  }))
}, { additionalProperties: false })

const FeltSeries = Type.Object({
  owner: Type.String(),
  name: Type.Nullable(Type.String()),
  os: Type.String(),
  browser: Type.String(),
  page: Type.String({ description: 'The visit: a page of the world file, or a URL.' }),
  orderIndex: Type.Integer(),
  before: Type.Nullable(Type.String({ description: 'The last run before it.' })),
  after: Type.Nullable(Type.String({ description: 'The first run that felt it; null while there is none.' }))
})

export const overviewOperations = tagged('Looking', {
  listBuilds: {
    summary: 'All builds of the world with their jobs and what these will do, newest first',
    querystring: Page,
    response: { 200: Type.Object({ total: Type.Integer(), builds: Type.Array(BuildOfJobs) }) }
  },
  listReleases: {
    summary: 'All releases, those to come included, with the runs before and after and the apps they are for',
    response: {
      200: Type.Object({
        now: Time,
        releases: Type.Array(Type.Object({
          ...ReleaseRef.properties,
          series: Type.Array(FeltSeries, { description: 'The tests whose pages feel it.' }),
          apps: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }))
        }))
      })
    }
  }
})
