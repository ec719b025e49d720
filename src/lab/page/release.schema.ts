/** Releases and the changes they bring. A cause stays in force until a later release of the train undoes it. */
import { Type, type Static } from '../../kernel/schema.js'
import { resourceKinds } from './page.schema.js'

export const causeTargets = ['size', 'requests', 'latency', 'work', 'layoutShift'] as const

/**
 * One change to a page: `factor` multiplies the target, for all resources or those of the given types; null takes back
 * all earlier changes to it.
 */
export const CauseSchema = Type.Object({
  change: Type.Enum(causeTargets, { description: 'What it changes.' }),
  factor: Type.Nullable(Type.Number({ minimum: 0, maximum: 100 }), {
    description: 'By what it multiplies that; null takes back all earlier changes to it.',
    examples: [1.4, null]
  }),
  types: Type.Optional(Type.Array(Type.Enum(['document', ...resourceKinds] as const), {
    minItems: 1,
    description: 'The types of resources whose size, requests or latency change; all if left out.',
    examples: [['image']]
  }))
}, { additionalProperties: false })
type CauseInFull = Static<typeof CauseSchema>

/**
 * A cause as a page feels it. `by` names what else feels the change (a server, shared code): such changes are taken
 * back by themselves, and the page's own apart from them.
 */
export interface Cause extends CauseInFull { readonly by?: string }

/** A change in words (`images +40 %`, `server latency ×1.8`) or in full. */
export const CauseSettingSchema = Type.Union([
  Type.String({ minLength: 1, maxLength: 80, examples: ['images +40 %', 'server latency ×1.8'] }), CauseSchema
])
export type CauseSetting = Static<typeof CauseSettingSchema>

/** A version of a train as this folder needs it: `at` in ms since the Unix epoch. */
export interface Release {
  readonly train: string
  readonly version: string
  readonly at: number
  readonly causes: readonly Cause[]
}
