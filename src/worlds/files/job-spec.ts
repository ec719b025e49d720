import { Type, type Static } from '../../kernel/schema.js'
import { PlatformSpec } from '../../facts/platform.js'
import { AccidentsSchema } from '../../lab/page/accidents.js'
import { DeviceSchema, NetworkSchema } from '../../lab/page/conditions.js'
import { PinsSchema } from '../../lab/pins/pins.schema.js'

/** No file of a job is said to be larger. Bytes. */
const largestAsset = 100 * 1024 * 1024

const Duration = Type.String({ pattern: '^P', maxLength: 40, description: 'An ISO 8601 duration, for example PT90S.' })

/** What pages are loaded under, as a world file says it. */
export const conditionFields = {
  network: Type.Optional(NetworkSchema),
  cpuRate: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 20,
    description: 'How many times slower the CPU is; 0 or 1: not throttled.'
  })),
  device: Type.Optional(DeviceSchema),
  train: Type.Optional(Type.String({
    maxLength: 60,
    description: 'The release train whose versions the pages feel. Default web.'
  })),
  accidents: Type.Optional(AccidentsSchema)
}

/** What becomes of jobs that end before their pages are loaded. */
export const TooShort = Type.Optional(Type.Enum(['grow', 'refuse'], {
  description: 'What becomes of it if its page loads take longer than runningFor: it runs until they are done, ' +
    'runningFor being the least (grow), or it is refused. So it is with fewer commands than its pages need: ' +
    'one each, one that begins the session and one that ends it. Default grow.'
}))

/** The five levels of visibility (Sauce docs, Update a Job). */
export const visibilities = ['public', 'public restricted', 'share', 'team', 'private'] as const

/** What the capabilities ask to be recorded. */
export const RecordingSpec = Type.Object({
  video: Type.Optional(Type.Boolean()),
  screenshots: Type.Optional(Type.Boolean()),
  logs: Type.Optional(Type.Boolean()),
  automatorLog: Type.Optional(Type.Boolean()),
  extendedDebugging: Type.Optional(Type.Boolean()),
  capturePerformance: Type.Optional(Type.Boolean())
}, { additionalProperties: false })

/** A job with a chosen plan, as a world file and the control plane describe it. */
export const JobSpec = Type.Object({
  id: Type.Optional(Type.String({ pattern: '^[0-9a-f]{32}$' })),
  owner: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'A username of the world; its first user if left out.'
  })),
  name: Type.Optional(Type.Nullable(Type.String({ maxLength: 1000 }))),
  build: Type.Optional(Type.Nullable(Type.String({ minLength: 1, maxLength: 1000 }))),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 1000 })),
  visibility: Type.Optional(Type.Enum(visibilities)),
  customData: Type.Optional(Type.Nullable(Type.Record(Type.Unknown()))),
  created: Type.Optional(Type.String({
    maxLength: 40,
    description: 'A time, a duration relative to the epoch (-P1D), or now±duration. Default: now.'
  })),
  newFor: Type.Optional(Duration),
  queuedFor: Type.Optional(Type.Nullable(Duration, {
    description: 'How long it waits for a machine; null: until it is stopped. Default PT0S.'
  })),
  runningFor: Type.Optional(Type.Nullable(Duration, {
    description: 'How long it runs; null: until it is stopped. Default PT30S.'
  })),
  tooShort: TooShort,
  outcome: Type.Optional(Type.Enum(['passed', 'failed', 'complete', 'error'], {
    description: 'complete: it ends without a verdict. Default complete.'
  })),
  error: Type.Optional(Type.String({ maxLength: 1000, description: 'The error text of outcome "error".' })),
  passed: Type.Optional(Type.Nullable(Type.Boolean({
    description: 'A verdict set by an update, whatever the outcome.'
  }))),
  modified: Type.Optional(Type.String({ maxLength: 40, description: 'When a client last changed it.' })),
  commands: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })),
  failedCommands: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })),
  platform: Type.Optional(PlatformSpec),
  record: Type.Optional(RecordingSpec),
  pages: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), {
    maxItems: 50,
    description: 'The pages it loads: names of the world file\'s pages, or URLs.'
  })),
  ...conditionFields,
  pins: Type.Optional(Type.Array(PinsSchema, {
    maxItems: 50,
    description: 'Values of the page loads, in order, that win over simulated ones.'
  })),
  assetSizes: Type.Optional(Type.Record(Type.Integer({ minimum: 0, maximum: largestAsset }), {
    maxProperties: 1000,
    description: 'Sizes of asset files in bytes, at most 100 MB, that win over computed ones.'
  })),
  tunnel: Type.Optional(Type.Nullable(Type.String({ maxLength: 200 }))),
  manual: Type.Optional(Type.Boolean()),
  pinned: Type.Optional(Type.Record(Type.Unknown(), {
    description: 'Fields of the job\'s JSON that win over computed ones.'
  }))
}, { $id: 'JobSpec', additionalProperties: false })
export type JobSpec = Static<typeof JobSpec>
