import { glob, longestGlob } from '../kernel/glob.js'
import { Type, type Static } from '../kernel/schema.js'
import { wrongness, type Check, type Difference, type Matchable } from './checks.js'
import { stepsOf, valuesAt } from './json-path.js'
import { valuesOf } from './named-values.js'

const Pattern = Type.String({
  maxLength: longestGlob,
  description: '* stands for any run of characters without a slash, ** for any run.'
})
const Presence = Type.Object({
  present: Type.Optional(Type.Boolean({ description: 'true: there, whatever its value; false: not there.' }))
}, { additionalProperties: false, minProperties: 1 })

/** What a parameter or a header must be: a text with stars, a number or a flag as it is written, there, or absent. */
export const TextCondition = Type.Union([Pattern, Type.Number(), Type.Boolean(), Presence])
export type TextCondition = Static<typeof TextCondition>

/** What a field of a JSON body must be. Only texts fit a text. */
export const FieldCondition = Type.Union([Pattern, Type.Number(), Type.Boolean(), Presence, Type.Null()])
export type FieldCondition = Static<typeof FieldCondition>

/** What is asked of the values of one name. */
interface Wanted {
  readonly field: string
  readonly expected: unknown
  readonly fits: (values: readonly unknown[]) => boolean
  readonly of: (request: Matchable) => readonly unknown[]
}

/** Of several values one must be as asked for. */
function conditionOf (condition: FieldCondition, same: (value: unknown) => unknown): Wanted['fits'] {
  if (typeof condition === 'string') {
    const fits = glob(condition)
    return (values) => values.some((value) => typeof value === 'string' && fits(value))
  }
  if (typeof condition !== 'object' || condition === null) {
    return (values) => values.some((value) => value === same(condition))
  }
  const { present = true } = condition
  return (values) => (values.length > 0) === present
}

/** Each name is asked for by itself; others may be there too. */
function hasAll (wanted: readonly Wanted[]): Check {
  const missing = (request: Matchable): Difference[] => wanted.flatMap(({ field, expected, fits, of }) => {
    const found = of(request)
    if (fits(found)) return []
    const [first = null] = found
    return [{ field, expected, actual: found.length > 1 ? found : first, share: wrongness(first) / wanted.length }]
  })
  return { fits: (request) => wanted.every(({ fits, of }) => fits(of(request))), differences: missing }
}

type Conditions<C> = Readonly<Record<string, C>>

/** Values of a query and of headers are texts: 2 is "2". */
const texts = (
  field: 'query' | 'headers', wanted: Conditions<TextCondition>, nameOf: (name: string) => string
): Check =>
  hasAll(Object.entries(wanted).map(([name, condition]) => ({
    field: `${field}.${name}`,
    expected: condition,
    fits: conditionOf(condition, String),
    of: (request) => valuesOf(request[field], nameOf(name))
  })))

export const hasQuery = (wanted: Conditions<TextCondition>): Check => texts('query', wanted, (name) => name)

export const hasHeaders = (wanted: Conditions<TextCondition>): Check =>
  texts('headers', wanted, (name) => name.toLowerCase())

/** Fields of a JSON body, each by its path: `a.b`, `items[0].id`, `items[*].id`. */
export function hasFields (wanted: Conditions<FieldCondition>): Check {
  return hasAll(Object.entries(wanted).map(([path, condition]) => {
    const steps = stepsOf(path)
    return {
      field: `fields.${path}`,
      expected: condition,
      fits: conditionOf(condition, (value) => value),
      of: ({ body }) => valuesAt(body, steps)
    }
  }))
}
