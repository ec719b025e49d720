/** A JSON Schema as the check of world files reads it, and what it says of itself. */

export interface SchemaNode {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly SchemaNode[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  /** Whether keys that are not listed are allowed, or what they have to be. */
  readonly additionalProperties?: boolean | SchemaNode
  readonly maxProperties?: number
  /** Several: a tuple. */
  readonly items?: SchemaNode | readonly SchemaNode[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly description?: string
  /** What is taken where it is left out. */
  readonly usual?: unknown
  readonly examples?: readonly unknown[]
}

/** The builders' types say less of a schema than it does. */
export const nodeOf = (schema: object): SchemaNode => schema

/** A value that the schema allows, where it tells one. */
export const exampleOf = ({ examples = [], enum: allowed = [], usual, const: only, anyOf = [] }: SchemaNode): unknown =>
  examples[0] ?? usual ?? allowed[0] ?? only ?? anyOf.map(exampleOf).find((example) => example !== undefined)

/** JSON's name of what a value is. */
export function kindOf (value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

/** Whether a value is of the type that a schema asks for; one without a type asks for none. */
export function hasType ({ type, const: only }: SchemaNode, value: unknown): boolean {
  const asked = type ?? (only === undefined ? undefined : kindOf(only))
  if (asked === 'integer') return Number.isInteger(value)
  return asked === undefined || asked === kindOf(value)
}
