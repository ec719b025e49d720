import { Type, type Static } from '../../kernel/schema.js'
import { AccidentsSchema } from '../../lab/page/accidents.js'
import { PageSchema } from '../../lab/page/page.schema.js'
import { SiteSchema } from '../../lab/page/site.schema.js'
import { AppStoreSpec } from './app-store.schema.js'
import { closed, duration, hexId, madeUp, name, time } from './fields.schema.js'
import { JobSpec, RecordingSpec, TooShort, Visibility, conditionFields } from './job-spec.js'
import { PlatformSpec } from '../../facts/platform.js'
import { CadenceSpec, ReleaseSpec } from './releases.schema.js'
import { runWords } from './run-words.schema.js'
import { TeamSpec } from './teams.schema.js'

export type { CadenceSpec, ReleaseSpec } from './releases.schema.js'
export type { TeamSpec } from './teams.schema.js'

const Commands = Type.Integer({ minimum: 0, maximum: 1000 })

const share = (of: string): ReturnType<typeof Type.Number> => Type.Number({
  minimum: 0, maximum: 1, description: `The share of runs that ${of}.`, usual: 0, examples: [0.05]
})

/** A test that runs again and again. */
export const SuiteSpec = Type.Object({
  name: Type.String({
    minLength: 1, maxLength: 1000, description: 'The name of its jobs.', examples: ['Checkout is fast']
  }),
  owner: name({ description: 'Who runs it: a username of a team.', examples: ['demo'] }),
  runs: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 100000,
    description: 'Runs up to the epoch, or from `from` on; as many as `values` if left out.',
    examples: [30]
  })),
  ahead: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 100000,
    description: 'Runs planned after those; they appear as the clock moves on.',
    usual: 0,
    examples: [14]
  })),
  goesOn: Type.Optional(Type.Boolean({
    description: 'It runs for as long as the twin does: however far the clock is moved, there are new runs.',
    usual: false
  })),
  every: duration({ description: 'From one run to the next.', examples: ['P1D', 'PT6H'] }),
  from: Type.Optional(time({
    description: 'When the first run is made; such that the last is before the epoch if left out.', examples: ['-P30D']
  })),
  jitter: Type.Optional(duration({
    description: 'By how much later a run may be made.', usual: 'PT0S', examples: ['PT10M']
  })),
  queuedFor: Type.Optional(duration({
    description: 'How long it waits for a machine, about.', usual: 'PT1S', examples: ['PT20S']
  })),
  runningFor: Type.Optional(duration({
    description: 'How long it runs, about; longer where its page loads take longer.', usual: 'PT45S', examples: ['PT2M']
  })),
  tooShort: TooShort,
  build: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 1000,
    description: 'The build\'s name; {run} is its number, from 1; {message}, {branch} and {commit} say what it ' +
      'tests. No build if left out.',
    examples: ['Nightly #{run}: {message}']
  })),
  runsPerBuild: Type.Optional(Type.Integer({
    minimum: 1, maximum: 100000, description: 'How many of its runs one build has.', usual: 1, examples: [3]
  })),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }), {
    maxItems: 100, description: 'Words to find its jobs by.', usual: [], examples: [['e2e', 'checkout']]
  })),
  visibility: Visibility,
  commits: Type.Optional(Type.Boolean({
    description: 'Put commit, branch and message into the custom data of every run.', usual: false
  })),
  failed: Type.Optional(share('fail')),
  errored: Type.Optional(share('end with an error')),
  verdicts: Type.Optional(Type.Boolean({
    description: 'Whether the test says if it passed.', usual: true
  })),
  commands: Type.Optional(Type.Tuple([Commands, Commands], {
    description: 'How many commands a run has, at least and at most. ' +
      '[4, 12] if left out, more where its pages need it.',
    examples: [[6, 20]]
  })),
  platform: Type.Optional(PlatformSpec),
  platforms: Type.Optional(Type.Array(PlatformSpec, {
    minItems: 1, maxItems: 100, description: 'Several platforms, taken in turn; `platform` alone if left out.'
  })),
  record: Type.Optional(RecordingSpec),
  pages: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), {
    maxItems: 50,
    description: 'The pages a run loads: names of the world file\'s pages, or URLs.',
    usual: [],
    examples: [['home', 'https://www.example.com/']]
  })),
  ...conditionFields,
  ...runWords,
  tunnel: Type.Optional(Type.String({
    maxLength: 200, description: 'The name of the tunnel it runs through; none if left out.', examples: ['ci-tunnel']
  }))
}, closed)
export type SuiteSpec = Static<typeof SuiteSpec>

export const BuildSpec = Type.Object({
  id: Type.Optional(hexId('build')),
  owner: name({ description: 'Whose it is: a username of a team.', examples: ['demo'] }),
  name: Type.String({
    minLength: 1,
    maxLength: 1000,
    description: 'Its name, as jobs and suites say it.',
    examples: ['Nightly #31']
  }),
  created: Type.Optional(time({
    description: 'When it was made; with its first job if left out.', examples: ['-P3D']
  })),
  run: Type.Optional(Type.Integer({
    minimum: 0, description: 'The number of its run; 0: it has none.', usual: 0, examples: [3]
  }))
}, closed)
export type BuildSpec = Static<typeof BuildSpec>

const SaucePerformance = Type.Object({
  processing: Type.Optional(Type.String({
    pattern: '^PT(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?$',
    maxLength: 40,
    description: 'How long after its end a job\'s metrics are there.',
    usual: 'PT0S',
    examples: ['PT20S']
  }))
}, { ...closed, description: 'How the performance metrics are served.' })

/** The Sauce Labs section of a world file. */
const SauceSpec = Type.Object({
  organization: Type.Optional(name({
    description: `The name of the organization; ${madeUp}`, examples: ['Example Shop']
  })),
  organizationId: Type.Optional(hexId('organization')),
  performance: Type.Optional(SaucePerformance),
  teams: Type.Optional(Type.Array(TeamSpec, { maxItems: 1000, description: 'Teams and who is in them.', usual: [] })),
  suites: Type.Optional(Type.Array(SuiteSpec, {
    maxItems: 1000, description: 'Tests that run again and again.', usual: []
  })),
  jobs: Type.Optional(Type.Array(JobSpec, { maxItems: 100000, description: 'Single jobs.', usual: [] })),
  builds: Type.Optional(Type.Array(BuildSpec, {
    maxItems: 100000, description: 'What is said of builds besides their jobs.', usual: []
  }))
}, { ...closed, description: 'What Sauce Labs shows: people, tests and their runs.' })

/** The declarative description that a base world is grown from. */
export const WorldFile = Type.Object({
  $schema: Type.Optional(Type.String({
    description: 'Where an editor finds this schema; perftwin does not look, so it may be left out.',
    examples: ['./node_modules/perftwin/fixtures/worlds/world.schema.json']
  })),
  name: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
    description: 'What the world is called: small letters, digits and dashes.',
    examples: ['shop']
  }),
  description: Type.Optional(Type.String({
    description: 'What it is for, for people; may be left out.', examples: ['A shop whose checkout got slow.']
  })),
  seed: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 4294967295,
    description: 'The seed of all chance: another one gives other ids, times and noise. --seed wins.',
    usual: 1,
    examples: [7]
  })),
  epoch: Type.Optional(Type.String({
    description: 'What relative times refer to; midnight UTC of the day the twin starts if left out. --now wins.',
    examples: ['2026-04-15T00:00:00Z']
  })),
  clock: Type.Optional(Type.Object({
    frozen: Type.String({
      description: 'The world\'s clock stands still at this time.', examples: ['2026-04-15T12:00:00Z']
    })
  }, { ...closed, description: 'Where its clock begins; it goes with the machine\'s if left out.' })),
  releases: Type.Optional(Type.Array(ReleaseSpec, {
    maxItems: 10000, description: 'What was released when, and what it changed.', usual: []
  })),
  cadences: Type.Optional(Type.Array(CadenceSpec, {
    maxItems: 100,
    description: 'Releases that go on for as long as the twin runs.',
    usual: []
  })),
  accidents: Type.Optional(AccidentsSchema),
  pages: Type.Optional(Type.Record(PageSchema, {
    description: 'Pages by name; suites and jobs load them by that name.',
    usual: {},
    examples: [{ home: { url: 'https://shop.example.com/' } }]
  })),
  sites: Type.Optional(Type.Record(SiteSchema, {
    description: 'What is the same on all pages of a host, by the host.',
    usual: {},
    examples: [{ 'shop.example.com': { name: 'Example Shop', navigation: ['Coffee', 'Kitchen'], accent: 'blue' } }]
  })),
  sauce: Type.Optional(SauceSpec),
  appStore: Type.Optional(AppStoreSpec)
}, { $id: 'WorldFile', additionalProperties: false, title: 'perftwin world file' })
export type WorldFile = Static<typeof WorldFile>
