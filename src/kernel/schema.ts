/**
 * JSON Schema builders with TypeBox's types. Only TypeBox's *types* are used: its run time takes longer to load than
 * the rest of the server together, and a schema is nothing but an object literal (decisions/0003-schemas.md).
 * test/schema.test.ts holds every builder against TypeBox's own.
 */
import type * as TB from 'typebox'

export type { Static, TInteger, TNumber, TOptional, TSchema } from 'typebox'

type Options = TB.TSchemaOptions

const optional = Symbol.for('perftwin.optional')

const make = (schema: object, options?: object): never => ({ ...schema, ...options }) as never

const isOptional = (schema: object): boolean => optional in schema

function requiredOf (properties: TB.TProperties): { required?: string[] } {
  const required = Object.entries(properties).filter(([, schema]) => !isOptional(schema)).map(([name]) => name)
  return required.length === 0 ? {} : { required }
}

export const Type = {
  Any: (options?: Options): TB.TAny => make({}, options),
  Unknown: (options?: Options): TB.TUnknown => make({}, options),
  Null: (options?: Options): TB.TNull => make({ type: 'null' }, options),
  Boolean: (options?: Options): TB.TBoolean => make({ type: 'boolean' }, options),
  String: (options?: TB.TStringOptions): TB.TString => make({ type: 'string' }, options),
  Number: (options?: TB.TNumberOptions): TB.TNumber => make({ type: 'number' }, options),
  Integer: (options?: TB.TNumberOptions): TB.TInteger => make({ type: 'integer' }, options),
  Literal: <const T extends string | number | boolean>(value: T, options?: Options): TB.TLiteral<T> =>
    make({ type: typeof value, const: value }, options),
  /** One of several strings, as JSON Schema's `enum`. */
  Enum: <const T extends readonly string[]>(values: T, options?: Options): TB.TUnsafe<T[number]> =>
    make({ type: 'string', enum: values }, options),
  Array: <T extends TB.TSchema>(items: T, options?: TB.TArrayOptions): TB.TArray<T> =>
    make({ type: 'array', items }, options),
  Tuple: <const T extends TB.TSchema[]>(items: [...T], options?: Options): TB.TTuple<T> =>
    make({ type: 'array', additionalItems: false, items, minItems: items.length }, options),
  Object: <T extends TB.TProperties>(properties: T, options?: TB.TObjectOptions): TB.TObject<T> =>
    make({ type: 'object', ...requiredOf(properties), properties }, options),
  Record: <T extends TB.TSchema>(value: T, options?: TB.TObjectOptions): TB.TUnsafe<Record<string, TB.Static<T>>> =>
    make({ type: 'object', additionalProperties: value }, options),
  Union: <const T extends TB.TSchema[]>(anyOf: [...T], options?: Options): TB.TUnion<T> =>
    make({ anyOf }, options),
  /** A value or null. */
  Nullable: <T extends TB.TSchema>(schema: T, options?: Options): TB.TUnion<[T, TB.TNull]> =>
    make({ anyOf: [schema, { type: 'null' }] }, options),
  Optional: <T extends TB.TSchema>(schema: T): TB.TOptional<T> =>
    Object.defineProperty(make(schema), optional, { value: true, enumerable: false }),
  /** A schema written by hand, with its type given. */
  Unsafe: <T>(schema: object): TB.TUnsafe<T> => make(schema)
}

/** A reference by `$id`, so that the OpenAPI documents name their components. */
export function ref<T extends TB.TSchema> (schema: T): TB.TUnsafe<TB.Static<T>> {
  const { $id: id }: { $id?: string } = schema
  if (id === undefined) throw new TypeError('a schema needs an $id to be referred to')
  return Type.Unsafe<TB.Static<T>>({ $ref: `${id}#` })
}
