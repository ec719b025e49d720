/** In which words the runs of a test are given their numbers: the same in a suite of a world file and in a series. */
import { Type, type Static } from '../../kernel/schema.js'
import { CauseSettingSchema } from '../../lab/page/release.schema.js'
import { closed } from './fields.schema.js'

/** No test is given numbers for more runs one by one. */
const mostValues = 10_000

const Level = Type.Object({
  level: Type.Number({ minimum: 0, description: 'Its median, in the metric\'s unit.', examples: [1200] }),
  noise: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'How far the runs lie from it: 0.03 is 3 % (the standard deviation of their logarithms).',
    usual: 0,
    examples: [0.03]
  }))
}, closed)

const FirstRun = Type.Integer({
  minimum: 0, description: 'The first run that feels it, counted from 0.', examples: [26]
})

const ByNumber = Type.Object({
  from: FirstRun,
  metric: Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'The metric that changes: one that `metrics` gives a level.',
    examples: ['largestContentfulPaint']
  }),
  by: Type.String({
    minLength: 1,
    maxLength: 40,
    description: 'By how much it changes: in percent, or as a factor.',
    examples: ['+80 %', '-10 %', '×1.8']
  })
}, closed)

const ByCauses = Type.Object({
  from: FirstRun,
  causes: Type.Array(CauseSettingSchema, {
    minItems: 1,
    maxItems: 50,
    description: 'What its pages feel from then on, on top of their releases.',
    examples: [['images +60 %', 'server latency ×1.8']]
  })
}, closed)

export const runWords = {
  metrics: Type.Optional(Type.Record(Level, {
    maxProperties: 50,
    description: 'Levels by metric: every metric that can be pinned. Those left out follow.',
    usual: {},
    examples: [{ largestContentfulPaint: { level: 1200, noise: 0.03 } }]
  })),
  values: Type.Optional(Type.Record(Type.Array(Type.Number(), { minItems: 1, maxItems: mostValues }), {
    maxProperties: 50,
    description: 'The exact values of the runs by metric, oldest first; there are as many runs as values.',
    usual: {},
    examples: [{ largestContentfulPaint: [1200, 1210, 1190] }]
  })),
  regression: Type.Optional(Type.Union([ByNumber, ByCauses], {
    description: 'What is different from a run on: a metric, or what its pages feel; nothing if left out.',
    examples: [{ from: 26, metric: 'largestContentfulPaint', by: '+80 %' }]
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
