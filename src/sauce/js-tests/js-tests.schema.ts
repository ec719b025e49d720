import { Type, type Static } from '../../kernel/schema.js'
import { frameworks } from './results.js'

const Text = Type.String({ maxLength: 1000 })

/** What a client asks to be tested; other keys are capabilities, which are accepted and not looked at. */
export const StartJsTests = Type.Object({
  platforms: Type.Array(Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 4 }), {
    minItems: 1,
    maxItems: 100,
    description: 'Lists of system, browser and version; an empty version is the latest.'
  }),
  url: Type.String({ minLength: 1, maxLength: 2000, description: 'The page that hosts the tests.' }),
  framework: Type.Enum(frameworks),
  name: Type.Optional(Text),
  build: Type.Optional(Type.Union([Text, Type.Number(), Type.Null()])),
  tags: Type.Optional(Type.Nullable(Type.Array(Text, { maxItems: 1000 }))),
  public: Type.Optional(Type.Enum(['public', 'public restricted', 'share', 'team', 'private'])),
  maxDuration: Type.Optional(Type.Number({ minimum: 1, description: 'Seconds; 180 if left out, and at most.' }))
}, { $id: 'StartJsTests' })
export type StartJsTests = Static<typeof StartJsTests>

/** What a start answers, and what asking for the status sends back as it is. */
export const JsTestIds = Type.Object({
  'js tests': Type.Array(Type.String(), { maxItems: 500, description: 'Ids of tests.' })
}, { $id: 'JsTestIds' })
export type JsTestIds = Static<typeof JsTestIds>

const JsTestStatus = Type.Object({
  id: Type.String(),
  job_id: Type.String({ description: 'The job\'s id; "job not ready" before a machine took it.' }),
  platform: Type.Array(Type.String()),
  status: Type.String(),
  url: Type.String({ description: 'Where the job\'s files are.' }),
  result: Type.Nullable(Type.Record(Type.Unknown()), { description: 'The framework\'s own report.' })
})

export const JsTestStatuses = Type.Object({
  completed: Type.Boolean({ description: 'Whether all of them are over.' }),
  'js tests': Type.Array(JsTestStatus)
}, { $id: 'JsTestStatuses' })
export type JsTestStatuses = Static<typeof JsTestStatuses>
