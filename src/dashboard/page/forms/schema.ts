/** What of JSON Schema the control plane's OpenAPI document uses. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly description?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
}

interface Operation {
  readonly operationId?: string
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** A schema itself, where another one only refers to it. */
export function resolved ({ components }: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : components.schemas[name] ?? {}
}

/** What an operation is sent; undefined: there is no such operation, or nothing is sent. */
export function bodySchema (document: Document, operationId: string): Schema | undefined {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const operation = operations.find((each) => each.operationId === operationId)
  const schema = operation?.requestBody?.content?.['application/json']?.schema
  return schema === undefined ? undefined : resolved(document, schema)
}

export type Kind = 'choice' | 'flag' | 'number' | 'text' | 'object' | 'record' | 'list' | 'either' | 'nothing' | 'json'

const simple: Readonly<Record<string, Kind>> = {
  boolean: 'flag', integer: 'number', number: 'number', string: 'text', array: 'list', null: 'nothing'
}

/** How a value of a schema is filled in. `json`: anything at all. */
export function kindOf ({ anyOf, enum: values, type = '', properties, additionalProperties, items }: Schema): Kind {
  if (anyOf !== undefined) return 'either'
  if (values !== undefined) return 'choice'
  if (properties !== undefined) return 'object'
  if (typeof additionalProperties === 'object') return 'record'
  if (type === 'array' && items === undefined) return 'json'
  return simple[type] ?? 'json'
}

/** What stands in a form before anything is filled in. */
export function emptyOf (document: Document, given: Schema): unknown {
  const schema = resolved(document, given)
  if (schema.default !== undefined) return schema.default
  switch (kindOf(schema)) {
    case 'either': return emptyOf(document, schema.anyOf?.[0] ?? {})
    case 'choice': return schema.enum?.[0]
    case 'flag': return true
    case 'number': return schema.minimum ?? 0
    case 'text': return ''
    case 'list': return Array.from({ length: schema.minItems ?? 0 }, () => emptyOf(document, schema.items ?? {}))
    case 'object': return emptyObject(document, schema)
    case 'record': return {}
    default: return null
  }
}

const emptyObject = (document: Document, { required = [], properties = {} }: Schema): object =>
  Object.fromEntries(required.map((name) => [name, emptyOf(document, properties[name] ?? {})]))

/** Whether a value has the form of a schema, as far as it has to be known which of several it is. */
export function looksLike (document: Document, given: Schema, value: unknown): boolean {
  const schema = resolved(document, given)
  switch (kindOf(schema)) {
    case 'either': return schema.anyOf?.some((each) => looksLike(document, each, value)) ?? false
    case 'choice': return schema.enum?.includes(value) ?? false
    case 'flag': return typeof value === 'boolean'
    case 'number': return typeof value === 'number'
    case 'text': return typeof value === 'string'
    case 'list': return Array.isArray(value)
    case 'object': return isObject(value) && hasAll(value, schema.required) && knowsAll(schema, value)
    case 'record': return isObject(value)
    case 'nothing': return value === null
    default: return true
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasAll = (value: object, required: readonly string[] = []): boolean => required.every((name) => name in value)
const knowsAll = ({ properties = {} }: Schema, value: object): boolean =>
  Object.keys(value).every((name) => name in properties)

/** Which of several forms a value has; the first where it has none. */
export const alternativeOf = (document: Document, { anyOf = [] }: Schema, value: unknown): number =>
  Math.max(0, anyOf.findIndex((each) => looksLike(document, each, value)))

const names: Readonly<Record<Kind, string>> = {
  choice: 'choice', flag: 'yes or no', number: 'number', text: 'text', object: 'object', record: 'names and values',
  list: 'list', either: 'either', nothing: 'null', json: 'JSON'
}

/** What a form is called beside others: its values, its fields, or its kind. */
export function titleOf (document: Document, given: Schema): string {
  const schema = resolved(document, given)
  const { properties = {} } = schema
  if (schema.enum !== undefined) return schema.enum.join(' or ')
  const fields = Object.keys(properties)
  return fields.length > 0 && fields.length <= 3 ? fields.join(', ') : names[kindOf(schema)]
}

/** An object with another member, or, for undefined, without it. */
export function withMember (object: object, name: string, value: unknown): Record<string, unknown> {
  const { [name]: _before, ...others } = object as Record<string, unknown>
  return value === undefined ? others : { ...object, [name]: value }
}
