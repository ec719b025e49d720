import { Type, type Static } from '../../kernel/schema.js'
import { AccidentsSchema } from '../../lab/page/accidents.js'
import { PageSchema } from '../../lab/page/page.schema.js'
import { SiteSchema } from '../../lab/page/site.schema.js'
import { CauseSettingSchema } from '../../lab/page/release.schema.js'
import { PlatformSpec } from '../../facts/platform.js'
import { AppStoreSpec } from './app-store.schema.js'
import { Name, Time, closed } from './fields.schema.js'
import { JobSpec, RecordingSpec, TooShort, conditionFields, visibilities } from './job-spec.js'
import { runWords } from './run-words.schema.js'

const Duration = Type.String({ pattern: '^P', maxLength: 40, description: 'An ISO 8601 duration.' })
const Share = Type.Number({ minimum: 0, maximum: 1 })

const Id = Type.String({ pattern: '^[0-9a-f]{32}$' })

export const UserSpec = Type.Object({
  username: Name,
  accessKey: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'Derived from the seed if left out.'
  })),
  role: Type.Optional(Type.Enum(['organization admin', 'team admin', 'member'])),
  id: Type.Optional(Id),
  firstName: Type.Optional(Name),
  lastName: Type.Optional(Name),
  email: Type.Optional(Type.String({
    pattern: '^[^@\\s]+@[^@\\s]+$',
    maxLength: 200,
    description: 'Like the names, made up from the seed if left out.'
  })),
  created: Type.Optional(Time)
}, closed)

export const TeamSpec = Type.Object({
  name: Name,
  machines: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 100000,
    description: 'How many virtual machines the team may use at once.'
  })),
  users: Type.Array(UserSpec, { minItems: 1, maxItems: 1000 }),
  id: Type.Optional(Id),
  description: Type.Optional(Type.String({
    maxLength: 1000,
    description: 'What the team does; made up from the seed if left out.'
  })),
  default: Type.Optional(Type.Boolean({ description: 'Whether new users join it; the first team if left out.' })),
  liveOnly: Type.Optional(Type.Boolean({ description: 'Its users may test by hand only.' }))
}, closed)
export type TeamSpec = Static<typeof TeamSpec>

const Commands = Type.Integer({ minimum: 0, maximum: 1000 })

/** A test that runs again and again. */
export const SuiteSpec = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 1000, description: 'The name of its jobs.' }),
  owner: Name,
  runs: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 100000,
    description: 'Runs up to the epoch, or from `from` on; as many as `values` if left out.'
  })),
  ahead: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 100000,
    description: 'Runs planned after those; they appear as the clock moves on.'
  })),
  goesOn: Type.Optional(Type.Boolean({
    description: 'It runs for as long as the twin does: however far the clock is moved, there are new runs.'
  })),
  every: Duration,
  from: Type.Optional(Time),
  jitter: Type.Optional(Duration),
  queuedFor: Type.Optional(Duration),
  runningFor: Type.Optional(Duration),
  tooShort: TooShort,
  build: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 1000,
    description: 'The build\'s name; {run} is its number, from 1; {message}, {branch} and {commit} say what it tests.'
  })),
  runsPerBuild: Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 })),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 100 })),
  visibility: Type.Optional(Type.Enum(visibilities)),
  commits: Type.Optional(Type.Boolean({
    description: 'Put commit, branch and message into the custom data of every run.'
  })),
  failed: Type.Optional(Share),
  errored: Type.Optional(Share),
  verdicts: Type.Optional(Type.Boolean({ description: 'false: the test never says whether it passed.' })),
  commands: Type.Optional(Type.Tuple([Commands, Commands])),
  platform: Type.Optional(PlatformSpec),
  platforms: Type.Optional(Type.Array(PlatformSpec, { minItems: 1, maxItems: 100, description: 'Taken in turn.' })),
  record: Type.Optional(RecordingSpec),
  pages: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), { maxItems: 50 })),
  ...conditionFields,
  ...runWords,
  tunnel: Type.Optional(Type.String({ maxLength: 200 }))
}, closed)
export type SuiteSpec = Static<typeof SuiteSpec>

export const BuildSpec = Type.Object({
  id: Type.Optional(Id),
  owner: Name,
  name: Type.String({ minLength: 1, maxLength: 1000 }),
  created: Type.Optional(Time),
  run: Type.Optional(Type.Integer({ minimum: 0 }))
}, closed)
export type BuildSpec = Static<typeof BuildSpec>

const Train = Type.String({ minLength: 1, maxLength: 60 })

const Causes = Type.Array(CauseSettingSchema, {
  maxItems: 50,
  description: 'For example "images +40 %", "server latency ×1.8", "cold launch +22 %", "hangs fixed".'
})

const Reaches = Type.Array(Train, {
  maxItems: 50,
  description: 'Other trains that feel its causes from then on: those of a server, say, or of shared code.'
})

/** A version of a train, and what it changes from then on: one story for every vendor's numbers. */
export const ReleaseSpec = Type.Object({
  train: Train,
  version: Type.String({ minLength: 1, maxLength: 60 }),
  at: Time,
  causes: Type.Optional(Causes),
  reaches: Type.Optional(Reaches)
}, closed)
export type ReleaseSpec = Static<typeof ReleaseSpec>

/** Releases of a train that go on for as long as the twin runs. */
export const CadenceSpec = Type.Object({
  train: Train,
  version: Type.String({ minLength: 1, maxLength: 60, description: '{number} counts: "6.{number}".' }),
  first: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    description: 'The first number; 1 if left out.'
  })),
  from: Time,
  every: Duration,
  turns: Type.Optional(Type.Array(Causes, {
    minItems: 1,
    maxItems: 100,
    description: 'What its releases change, in turn: the first list, the second …, and from the first again.'
  })),
  reaches: Type.Optional(Reaches)
}, closed)
export type CadenceSpec = Static<typeof CadenceSpec>

const SaucePerformance = Type.Object({
  processing: Type.Optional(Type.String({
    pattern: '^PT(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?$',
    maxLength: 40,
    description: 'How long after its end a job\'s metrics are there; PT0S if left out.'
  }))
}, closed)

/** The Sauce Labs section of a world file. */
const SauceSpec = Type.Object({
  organization: Type.Optional(Name),
  organizationId: Type.Optional(Id),
  performance: Type.Optional(SaucePerformance),
  teams: Type.Optional(Type.Array(TeamSpec, { maxItems: 1000 })),
  suites: Type.Optional(Type.Array(SuiteSpec, { maxItems: 1000 })),
  jobs: Type.Optional(Type.Array(JobSpec, { maxItems: 100000 })),
  builds: Type.Optional(Type.Array(BuildSpec, { maxItems: 100000 }))
}, closed)

/** The declarative description that a base world is grown from. */
export const WorldFile = Type.Object({
  $schema: Type.Optional(Type.String()),
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
  description: Type.Optional(Type.String()),
  seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4294967295 })),
  epoch: Type.Optional(Type.String({
    description: 'What relative times refer to; midnight UTC of the day the twin starts if left out.'
  })),
  clock: Type.Optional(Type.Object({
    frozen: Type.String({ description: 'The world\'s clock stands still at this time.' })
  }, closed)),
  releases: Type.Optional(Type.Array(ReleaseSpec, { maxItems: 10000 })),
  cadences: Type.Optional(Type.Array(CadenceSpec, {
    maxItems: 100,
    description: 'Releases that go on for as long as the twin runs.'
  })),
  accidents: Type.Optional(AccidentsSchema),
  pages: Type.Optional(Type.Record(PageSchema, {
    description: 'Pages by name; suites and jobs load them by that name.'
  })),
  sites: Type.Optional(Type.Record(SiteSchema, {
    description: 'What is the same on all pages of a host, by the host.',
    examples: [{ 'shop.example.com': { name: 'Example Shop', navigation: ['Coffee', 'Kitchen'], accent: 'blue' } }]
  })),
  sauce: Type.Optional(SauceSpec),
  appStore: Type.Optional(AppStoreSpec)
}, { $id: 'WorldFile', additionalProperties: false, title: 'perftwin world file' })
export type WorldFile = Static<typeof WorldFile>
