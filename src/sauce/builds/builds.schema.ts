import { Type, type Static } from '../../kernel/schema.js'
import { Flag } from '../flags.js'
import { buildStatuses } from './build-state.js'

const Seconds = Type.Integer({ description: 'Unix time in seconds' })
const Status = Type.Enum(buildStatuses)
const Count = Type.Integer({ minimum: 0 })

/** A build as the REST API writes it, in the key order of the documented sample. */
export const RestBuild = Type.Object({
  status: Status,
  jobs: Type.Object({
    completed: Count,
    finished: Count,
    queued: Count,
    failed: Count,
    running: Count,
    passed: Count,
    errored: Count,
    public: Count
  }),
  name: Type.String(),
  deletion_time: Type.Null(),
  org_id: Type.String(),
  start_time: Seconds,
  creation_time: Seconds,
  number: Type.Null(),
  public: Type.Boolean(),
  modification_time: Seconds,
  prefix: Type.Null(),
  end_time: Type.Nullable(Seconds),
  passed: Type.Nullable(Type.Boolean()),
  owner: Type.String(),
  run: Type.Integer(),
  team_id: Type.String(),
  group_id: Type.String(),
  id: Type.String()
}, { $id: 'RestBuild' })
export type RestBuild = Static<typeof RestBuild>

/** A build as the Builds API writes it, in the key order of its documented samples. */
export const Build = Type.Object({
  creation_time: Seconds,
  deletion_time: Type.Null(),
  end_time: Type.Nullable(Seconds),
  group_id: Type.Nullable(Type.String()),
  id: Type.String(),
  jobs: Type.Object({
    completed: Count,
    errored: Count,
    failed: Count,
    finished: Count,
    passed: Count,
    public: Count,
    queued: Count,
    running: Count
  }),
  modification_time: Seconds,
  name: Type.String(),
  org_id: Type.String(),
  owner_id: Type.String(),
  passed: Type.Null(),
  public: Type.Boolean(),
  run: Type.Integer(),
  source: Type.Enum(['vdc']),
  start_time: Seconds,
  status: Status,
  team_id: Type.String()
}, { $id: 'Build' })
export type BuildBody = Static<typeof Build>

export const BuildJob = Type.Object({
  creation_time: Seconds,
  deletion_time: Type.Null(),
  id: Type.String(),
  modification_time: Seconds,
  state: Type.Object({
    completed: Type.Boolean(),
    errored: Type.Boolean(),
    failed: Type.Boolean(),
    finished: Type.Boolean(),
    new: Type.Boolean(),
    passed: Type.Boolean(),
    public: Type.Boolean(),
    queued: Type.Boolean(),
    running: Type.Boolean()
  })
}, { $id: 'BuildJob' })
export type BuildJob = Static<typeof BuildJob>

const Source = Type.Enum(['vdc', 'rdc'], { description: 'Virtual or real devices; perftwin has no real ones.' })
export const SourceParams = Type.Object({ source: Source })
export const BuildParams = Type.Object({ source: Source, build_id: Type.String() })
export const JobOfSourceParams = Type.Object({ source: Source, job_id: Type.String() })

const Time = Type.Optional(Type.String({
  maxLength: 60,
  description: 'Unix time in seconds; an ISO 8601 time or date is taken too.'
}))
const Id = Type.Optional(Type.String())
const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 0, description: 'The most results; 20 if left out, 500 at most.' })),
  offset: Type.Optional(Type.Integer({ minimum: 0 }))
}

export const BuildsQuery = Type.Object({
  user_id: Id,
  org_id: Id,
  group_id: Id,
  team_id: Id,
  status: Type.Optional(Type.Array(Status, { maxItems: 20, description: 'The key repeated for each.' })),
  start: Time,
  start_time: Time,
  end: Time,
  end_time: Time,
  name: Type.Optional(Type.String({ description: 'Only builds of exactly this name.' })),
  sort: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'By name instead of newest first.' })),
  ...paging
})
export type BuildsQuery = Static<typeof BuildsQuery>

const State = Type.Optional(Flag)
/** What node-saucelabs may add to any request for builds. */
const notRead = Type.Optional(Type.String({ description: 'Not looked at.' }))
export const IgnoredQuery = Type.Object({
  user_id: notRead,
  org_id: notRead,
  group_id: notRead,
  team_id: notRead
})

export const BuildJobsQuery = Type.Object({
  ...IgnoredQuery.properties,
  modified_since: Time,
  completed: State,
  errored: State,
  failed: State,
  finished: State,
  new: State,
  passed: State,
  public: State,
  queued: State,
  running: State,
  faulty: State,
  ...paging
})
export type BuildJobsQuery = Static<typeof BuildJobsQuery>

/** Schemas that routes refer to. */
export const buildSchemas = [Build, BuildJob, RestBuild]
