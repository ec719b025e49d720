import { Type, type Static } from '../../kernel/schema.js'
import { earliest, latest, unixSeconds } from '../../kernel/time.js'
import { Flag } from '../flags.js'

const Id = Type.String({ description: '32 lower-case hexadecimal digits' })
const Seconds = Type.Integer({ description: 'Unix time in seconds' })
const Status = Type.Enum(['new', 'queued', 'in progress', 'complete', 'error'])
const CustomData = Type.Nullable(Type.Record(Type.Unknown()))
/** Custom data may not be larger (Sauce docs, Test Configuration Options). Bytes of its JSON. */
export const customDataLimit = 64 * 1024

/** Of the times that there are. Fractions of a second count. */
const UnixTime = (description: string): ReturnType<typeof Type.Number> =>
  Type.Number({ minimum: unixSeconds(earliest), maximum: unixSeconds(latest), description })

const paging = {
  limit: Type.Optional(Type.Integer({
    minimum: 0,
    description: 'The most jobs to return; 100 if left out, 500 at most.'
  })),
  from: Type.Optional(UnixTime('Only jobs created at or after this Unix time in seconds.')),
  to: Type.Optional(UnixTime('Only jobs created at or before this Unix time in seconds.')),
  full: Type.Optional(Flag),
  name: Type.Optional(Type.String({ description: 'Only jobs with exactly this name.' }))
}

export const ListQuery = Type.Object({
  ...paging,
  skip: Type.Optional(Type.Integer({ minimum: 0, description: 'How many of the most recent jobs to leave out.' })),
  format: Type.Optional(Type.Enum(['json', 'csv']))
})
export type ListQuery = Static<typeof ListQuery>

export const ListV11Query = Type.Object({
  ...paging,
  skip: Type.Optional(Type.Integer({ minimum: 0 })),
  subaccounts: Type.Optional(Flag),
  manual_only: Type.Optional(Flag),
  auto_only: Type.Optional(Flag),
  owner_type: Type.Optional(Type.String()),
  owner: Type.Optional(Type.String({ description: 'A username of the same organization: their jobs instead.' }))
})
export type ListV11Query = Static<typeof ListV11Query>

export const ByIdQuery = Type.Object({
  id: Type.Optional(Type.Array(Type.String(), {
    maxItems: 500,
    description: 'Job ids, the key repeated for each.'
  })),
  full: Type.Optional(Flag)
})
export type ByIdQuery = Static<typeof ByIdQuery>

/** An item of a list that was not asked for in full: the 15 keys of the documented sample. */
export const JobListItem = Type.Object({
  status: Status,
  base_config: Type.Record(Type.Unknown(), { description: 'The capabilities asked for; the access key is masked.' }),
  command_counts: Type.Object({ All: Type.Integer(), Error: Type.Integer() }),
  deletion_time: Type.Null(),
  url: Type.Null(),
  org_id: Type.String(),
  creation_time: Seconds,
  id: Id,
  team_id: Type.String(),
  performance_enabled: Type.Boolean(),
  assigned_tunnel_id: Type.Nullable(Type.String()),
  container: Type.Boolean(),
  group_id: Type.String(),
  public: Type.Nullable(Type.String()),
  breakpointed: Type.Nullable(Type.Boolean())
}, { $id: 'JobListItem' })
export type JobListItem = Static<typeof JobListItem>

const common = {
  browser_short_version: Type.String(),
  video_url: Type.String(),
  creation_time: Seconds,
  'custom-data': CustomData,
  browser_version: Type.String(),
  owner: Type.String(),
  id: Id,
  record_screenshots: Type.Boolean(),
  record_video: Type.Boolean(),
  build: Type.Nullable(Type.String()),
  passed: Type.Nullable(Type.Boolean()),
  public: Type.Nullable(Type.String()),
  assigned_tunnel_id: Type.Nullable(Type.String()),
  status: Status,
  log_url: Type.String(),
  start_time: Seconds,
  proxied: Type.Boolean(),
  modification_time: Seconds,
  tags: Type.Array(Type.String()),
  name: Type.Nullable(Type.String()),
  commands_not_successful: Type.Integer(),
  consolidated_status: Type.Enum(['new', 'queued', 'in progress', 'complete', 'error', 'passed', 'failed']),
  end_time: Type.Nullable(Seconds),
  error: Type.Nullable(Type.String()),
  os: Type.String(),
  breakpointed: Type.Nullable(Type.Boolean()),
  browser: Type.String()
}

/** What an update and a stop answer: four keys fewer than the details (both documented samples). */
export const UpdatedJob = Type.Object(common, { $id: 'UpdatedJob' })
export type UpdatedJob = Static<typeof UpdatedJob>

export const Job = Type.Object({
  ...common,
  automation_backend: Type.String(),
  collects_automator_log: Type.Boolean(),
  selenium_version: Type.Nullable(Type.String()),
  manual: Type.Boolean()
}, { $id: 'Job' })
export type JobBody = Static<typeof Job>

const Visibility = Type.Union([Type.String(), Type.Boolean()], {
  description: 'A level of visibility, or several separated by commas; true is share, false is team.'
})

const Verdict = Type.Union([Type.Boolean(), Type.Null(), Type.Enum(['true', 'false', 'passed', 'failed'])])
export type Verdict = Static<typeof Verdict>

export const JobUpdate = Type.Object({
  name: Type.Optional(Type.Nullable(Type.String())),
  tags: Type.Optional(Type.Nullable(Type.Array(Type.String()), { description: 'Replaces all tags.' })),
  public: Type.Optional(Visibility),
  passed: Type.Optional(Verdict),
  build: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
  'custom-data': Type.Optional(CustomData),
  customData: Type.Optional(CustomData)
}, { $id: 'JobUpdate' })
export type JobUpdate = Static<typeof JobUpdate>

/** Schemas that routes refer to. */
export const jobSchemas = [Job, JobListItem, UpdatedJob, JobUpdate]
