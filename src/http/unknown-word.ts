import type { AnySchema, ErrorObject } from 'ajv'
import { isJsonObject } from '../kernel/json.js'
import { nearest } from '../kernel/nearest.js'

/** What was held against a schema: a part of a request, and the schemas that its own may refer to. */
export interface Held {
  readonly data: unknown
  readonly schema: AnySchema
  readonly shared: Readonly<Record<string, unknown>>
  /** What the data is called in sentences: body. */
  readonly name: string
}

/** More words than these are not all told. */
const mostTold = 10
/** What a client said is cut there in sentences. */
const longestSaid = 100

/**
 * A sentence for a word that a schema does not have (a field, a value of a few): with the nearest it has. undefined:
 * something else is wrong.
 */
export function unknownWord (errors: readonly ErrorObject[], held: Held): string | undefined {
  // Of the branches of a union the one tells most whose fields alone are wrong.
  const fault = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0]
  if (fault === undefined) return undefined
  const place = `${held.name}${fault.instancePath}`
  const { additionalProperty: field, allowedValues: values } = fault.params
  if (fault.keyword === 'additionalProperties') {
    return `${place} has no "${cut(field)}"${nearestTo(field, fieldsAt(fault.schemaPath, held))}`
  }
  if (fault.keyword !== 'enum' || !Array.isArray(values)) return undefined
  const words = values.map(String)
  const said = at(held.data, stepsOf(fault.instancePath))
  const all = words.length <= mostTold ? ` is none of ${words.join(', ')}` : ' is not known'
  return `${place}: "${cut(said)}"${all}${nearestTo(said, words)}`
}

const cut = (said: unknown): string => String(said).slice(0, longestSaid)

const nearestTo = (said: unknown, known: readonly string[]): string =>
  known.length === 0 ? '' : `; the nearest is "${nearest(cut(said), known)}"`

/** The fields that a schema has where it refuses one: `RequestMatch#/properties/query/additionalProperties`. */
function fieldsAt (schemaPath: string, { schema, shared }: Held): string[] {
  const [id = '', pointer = ''] = schemaPath.split('#')
  const followed = (found: unknown): unknown => {
    const named = memberOf(found, '$ref')
    return typeof named === 'string' ? shared[named.replace(/#$/, '')] : found
  }
  const found = stepsOf(pointer).slice(0, -1)
    .reduce((inner, step) => followed(memberOf(inner, step)), followed(id === '' ? schema : shared[id]))
  return isJsonObject(found) && isJsonObject(found['properties']) ? Object.keys(found['properties']) : []
}

/** The steps of a JSON pointer. */
const stepsOf = (pointer: string): string[] =>
  pointer.split('/').slice(1).map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const at = (value: unknown, steps: readonly string[]): unknown => steps.reduce(memberOf, value)
