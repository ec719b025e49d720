import { Type, type Static } from '../../kernel/schema.js'
import { noCommand } from '../../facts/errors-of-jobs.js'
import { PlatformSpec } from '../../facts/platform.js'
import { AccidentsSchema } from '../../lab/page/accidents.js'
import { DeviceSchema, NetworkSchema } from '../../lab/page/conditions.js'
import { PinsSchema } from '../../lab/pins/pins.schema.js'
import { duration } from './fields.schema.js'

/** No file of a job is said to be larger. Bytes. */
const largestAsset = 100 * 1024 * 1024

/** What pages are loaded under, as a world file says it. */
export const conditionFields = {
  network: Type.Optional(NetworkSchema),
  cpuRate: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 20,
    description: 'How many times slower the CPU is; 0 or 1: not throttled.',
    usual: 1,
    examples: [4]
  })),
  device: Type.Optional(DeviceSchema),
  train: Type.Optional(Type.String({
    maxLength: 60,
    description: 'The release train whose versions the pages feel.',
    usual: 'web',
    examples: ['web', 'shop']
  })),
  accidents: Type.Optional(AccidentsSchema)
}

/** What becomes of jobs that end before their pages are loaded. */
export const TooShort = Type.Optional(Type.Enum(['grow', 'refuse'], {
  description: 'What becomes of it if its page loads take longer than runningFor: it runs until they are done, ' +
    'runningFor being the least (grow), or it is refused. So it is with fewer commands than its pages need: ' +
    'one each, one that begins the session and one that ends it.',
  usual: 'grow'
}))

/** The five levels of visibility (Sauce docs, Update a Job). */
export const visibilities = ['public', 'public restricted', 'share', 'team', 'private'] as const

export const Visibility = Type.Optional(Type.Enum(visibilities, { description: 'Who may see it.', usual: 'team' }))

/** What the capabilities ask to be recorded. */
export const RecordingSpec = Type.Object({
  video: Type.Optional(Type.Boolean({ description: 'A video of the screen.', usual: true })),
  screenshots: Type.Optional(Type.Boolean({ description: 'A picture after each command.', usual: true })),
  logs: Type.Optional(Type.Boolean({ description: 'The log of commands, log.json.', usual: true })),
  automatorLog: Type.Optional(Type.Boolean({ description: 'The log of the automation server.', usual: false })),
  extendedDebugging: Type.Optional(Type.Boolean({
    description: 'Network and console of the browser. False if left out, ' +
      'but true for a suite that says what it measures.'
  })),
  capturePerformance: Type.Optional(Type.Boolean({
    description: 'Performance metrics, which need extendedDebugging. False if left out, ' +
      'but true for a suite that says what it measures.'
  }))
}, { additionalProperties: false, description: 'What is recorded of it.' })

/** A job with a chosen plan, as a world file and the control plane describe it. */
export const JobSpec = Type.Object({
  id: Type.Optional(Type.String({
    pattern: '^[0-9a-f]{32}$',
    description: 'Its id; derived from the seed if left out.',
    examples: ['0123456789abcdef0123456789abcdef']
  })),
  owner: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'A username of the world; its first user if left out.',
    examples: ['demo']
  })),
  name: Type.Optional(Type.Nullable(Type.String({ maxLength: 1000 }), {
    description: 'The name of the test.', usual: null, examples: ['Checkout works']
  })),
  build: Type.Optional(Type.Nullable(Type.String({ minLength: 1, maxLength: 1000 }), {
    description: 'The name of the build it belongs to.', usual: null, examples: ['Nightly #31']
  })),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }), {
    maxItems: 1000, description: 'Words to find it by.', usual: [], examples: [['e2e', 'checkout']]
  })),
  visibility: Visibility,
  customData: Type.Optional(Type.Nullable(Type.Record(Type.Unknown()), {
    description: 'What its client keeps with it: any object.',
    usual: null,
    examples: [{ commit: '5f3a9c', branch: 'main' }]
  })),
  created: Type.Optional(Type.String({
    maxLength: 40,
    description: 'When it is made: a time, a duration relative to the epoch (-P1D), or now±duration.',
    usual: 'now',
    examples: ['-P1D', 'now-PT5M', '2026-04-15T12:00:00Z']
  })),
  newFor: Type.Optional(duration({
    description: 'How long it is new before it is queued.', usual: 'PT0S', examples: ['PT2S']
  })),
  queuedFor: Type.Optional(Type.Nullable(duration({ description: '' }), {
    description: 'How long it waits for a machine; null: until it is stopped.', usual: 'PT0S', examples: ['PT20S', null]
  })),
  runningFor: Type.Optional(Type.Nullable(duration({ description: '' }), {
    description: 'How long it runs at least; null: until it is stopped. ' +
      'PT30S if left out, longer if its error takes longer.',
    examples: ['PT90S', null]
  })),
  tooShort: TooShort,
  outcome: Type.Optional(Type.Enum(['passed', 'failed', 'complete', 'error'], {
    description: 'How it ends; complete: without a verdict.', usual: 'complete'
  })),
  error: Type.Optional(Type.String({
    maxLength: 1000,
    description: 'The error text of outcome "error".',
    usual: noCommand,
    examples: ['Internal Server Error']
  })),
  passed: Type.Optional(Type.Nullable(Type.Boolean(), {
    description: 'A verdict set by an update, whatever the outcome; null: nobody set one.',
    usual: null,
    examples: [true]
  })),
  modified: Type.Optional(Type.String({
    maxLength: 40,
    description: 'When a client last changed it; nobody did if left out.',
    examples: ['now-PT1M']
  })),
  commands: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 10000,
    description: 'How many commands it runs. 8 if left out, or as many as its pages need.',
    examples: [12]
  })),
  failedCommands: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 10000,
    description: 'How many of them fail. If left out one of a failed job, ' +
      'and its page loads where there is no network.',
    examples: [1]
  })),
  platform: Type.Optional(PlatformSpec),
  record: Type.Optional(RecordingSpec),
  pages: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), {
    maxItems: 50,
    description: 'The pages it loads: names of the world file\'s pages, or URLs.',
    usual: [],
    examples: [['home', 'https://www.example.com/']]
  })),
  ...conditionFields,
  pins: Type.Optional(Type.Array(PinsSchema, {
    maxItems: 50,
    description: 'Values of the page loads, in order, that win over simulated ones.',
    usual: []
  })),
  assetSizes: Type.Optional(Type.Record(Type.Integer({ minimum: 0, maximum: largestAsset }), {
    maxProperties: 1000,
    description: 'Sizes of asset files in bytes, at most 100 MB, that win over computed ones.',
    usual: {},
    examples: [{ 'video.mp4': 2400000 }]
  })),
  tunnel: Type.Optional(Type.Nullable(Type.String({ maxLength: 200 }), {
    description: 'The name of the tunnel it ran through.', usual: null, examples: ['ci-tunnel']
  })),
  manual: Type.Optional(Type.Boolean({ description: 'Whether a person tested by hand.', usual: false })),
  pinned: Type.Optional(Type.Record(Type.Unknown(), {
    description: 'Fields of the job\'s JSON that win over computed ones.',
    usual: {},
    examples: [{ commands_not_successful: 2 }]
  }))
}, { $id: 'JobSpec', additionalProperties: false })
export type JobSpec = Static<typeof JobSpec>
