/** Releases: one story for every vendor's numbers. */
import { Type, type Static } from '../../kernel/schema.js'
import { CauseSettingSchema } from '../../lab/page/release.schema.js'
import { closed, duration, time } from './fields.schema.js'

const trainShape = { minLength: 1, maxLength: 60 }

const train = Type.String({
  ...trainShape,
  description: 'Of what it is a version: pages follow "web" unless their suite says otherwise, an app names its own.',
  examples: ['web', 'ios']
})

const causes = {
  maxItems: 50,
  examples: [['images +40 %', 'server latency ×1.8'], ['cold launch +22 %', 'hangs fixed']]
}

const Reaches = Type.Array(Type.String(trainShape), {
  maxItems: 50,
  description: 'Other trains that feel its causes from then on: those of a server, say, or of shared code.',
  usual: [],
  examples: [['web', 'ios']]
})

/** A version of a train, and what it changes from then on. */
export const ReleaseSpec = Type.Object({
  train,
  version: Type.String({ minLength: 1, maxLength: 60, description: 'Its version.', examples: ['4.2.0'] }),
  at: time({ description: 'When it is out.', examples: ['-P18D'] }),
  causes: Type.Optional(Type.Array(CauseSettingSchema, {
    ...causes, description: 'What it changes: a subject and an amount, or fixed.', usual: []
  })),
  reaches: Type.Optional(Reaches)
}, closed)
export type ReleaseSpec = Static<typeof ReleaseSpec>

/** Releases of a train that go on for as long as the twin runs. */
export const CadenceSpec = Type.Object({
  train,
  version: Type.String({
    minLength: 1, maxLength: 60, description: 'Their versions; {number} counts.', examples: ['6.{number}']
  }),
  first: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    description: 'The first number.',
    usual: 1,
    examples: [3]
  })),
  from: time({ description: 'When the first is out.', examples: ['P19D'] }),
  every: duration({ description: 'From one release to the next.', examples: ['P28D'] }),
  turns: Type.Optional(Type.Array(Type.Array(CauseSettingSchema, causes), {
    minItems: 1,
    maxItems: 100,
    description: 'What its releases change, in turn: the first list, the second …, and from the first again.',
    usual: [[]],
    examples: [[['images +70 %'], ['images fixed']]]
  })),
  reaches: Type.Optional(Reaches)
}, closed)
export type CadenceSpec = Static<typeof CadenceSpec>
