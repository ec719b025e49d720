/** In which words the runs of a test are given their numbers: the same in a suite of a world file and in a series. */
import { Type, type Static } from '../../kernel/schema.js'
import { CauseSettingSchema } from '../../lab/page/release.schema.js'
import { closed } from './fields.schema.js'

/** No test is given numbers for more runs one by one. */
const mostValues = 10_000

const Level = Type.Object({
  level: Type.Number({ minimum: 0, description: 'Its median, in the metric\'s unit.' }),
  noise: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'How far the runs lie from it: 0.03 is 3 % (the standard deviation of their logarithms). Default 0.'
  }))
}, closed)

const FirstRun = Type.Integer({ minimum: 0, description: 'The first run that feels it, counted from 0.' })

const ByNumber = Type.Object({
  from: FirstRun,
  metric: Type.String({ minLength: 1, maxLength: 60, description: 'One that `metrics` gives a level.' }),
  by: Type.String({ minLength: 1, maxLength: 40, description: 'For example "+80 %", "-10 %", "×1.8".' })
}, closed)

const ByCauses = Type.Object({
  from: FirstRun,
  causes: Type.Array(CauseSettingSchema, {
    minItems: 1,
    maxItems: 50,
    description: 'What its pages feel from then on, on top of their releases: "images +60 %", "server latency ×1.8".'
  })
}, closed)

export const runWords = {
  metrics: Type.Optional(Type.Record(Level, {
    maxProperties: 50,
    description: 'Levels by metric: every metric that can be pinned. Those left out follow.'
  })),
  values: Type.Optional(Type.Record(Type.Array(Type.Number(), { minItems: 1, maxItems: mostValues }), {
    maxProperties: 50,
    description: 'The exact values of the runs by metric, oldest first; there are as many runs as values.'
  })),
  regression: Type.Optional(Type.Union([ByNumber, ByCauses], {
    description: 'What is different from a run on: a metric, or what its pages feel.'
  }))
}

/** `runs` may be left out where there are values. */
export interface RunWords {
  readonly runs?: number
  readonly metrics?: Static<typeof runWords.metrics>
  readonly values?: Static<typeof runWords.values>
  readonly regression?: Static<typeof runWords.regression>
}
export type RegressionWords = Static<typeof ByNumber> | Static<typeof ByCauses>
